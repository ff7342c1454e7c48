"""The scene of an attack: targets that must stay untouched, and eyes that need no word of the program.

Everything here runs outside the walls. The scene is as tempting as possible: its files are open to
everybody, and its victim is a process of the very user as whom submissions run.
"""
# ruff: noqa: PTH115, PTH116, PTH208

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from autograder.confinement.level import SCRATCH

MEGABYTE = 1 << 20
NAMESPACES = ("cgroup", "ipc", "mnt", "net", "pid", "user", "uts")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


class Scene:
    """Canaries, listeners and a victim. uid: as whom submissions run, 0 for ourselves."""

    def __init__(self, folder: Path, uid: int) -> None:
        self.canary = f"CANARY-{secrets.token_hex(8)}"
        self.outside = folder / "outside"
        self.temporary = folder / "temporary"
        for made in (self.outside, self.outside / "empty", self.temporary):
            made.mkdir()
            made.chmod(0o777)
        self.secret = self.outside / "solution.py"
        for name in ("solution.py", "key.json", "ada.py"):
            (self.outside / name).write_text(f"# {self.canary}\n")
            (self.outside / name).chmod(0o666)
            os.utime(self.outside / name, (10**9, 10**9))
        self.listeners = self._listeners()
        self.victim = subprocess.Popen(
            ["sleep", "600"], env={"PATH": os.environ["PATH"], "SECRET": self.canary}, user=uid or None
        )
        self.before = self.state()

    def _listeners(self) -> list[socket.socket]:
        tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
        path, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        tcp.bind(("127.0.0.1", 0))
        udp.bind(("127.0.0.1", 0))
        path.bind(str(self.outside / "listener"))
        (self.outside / "listener").chmod(0o777)
        abstract.bind(f"\0{self.canary}-listener")
        for listener in (tcp, path, abstract):
            listener.listen()
        for listener in (tcp, udp, path, abstract):
            listener.setblocking(False)
        return [tcp, udp, path, abstract]

    @property
    def facts(self) -> dict[str, object]:
        """What an attacker is told. The canary is not in it."""
        return {
            "OUTSIDE": str(self.outside),
            "SECRET": str(self.secret),
            "VICTIM": self.victim.pid,
            "TCP": self.listeners[0].getsockname()[1],
            "UDP": self.listeners[1].getsockname()[1],
            "GRADER": os.getpid(),
        }

    def state(self) -> dict[str, object]:
        """Files with content, mode and time; whether the victim is stopped or dead, its priority and processors."""
        found: dict[str, object] = {}
        for path in sorted(self.outside.rglob("*")):
            status = path.lstat()
            content = path.read_bytes() if path.is_file() else b""
            found[path.name] = (content, status.st_mode, status.st_uid, status.st_mtime)
        pid = self.victim.pid
        if self.victim.poll() is None:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            found["victim"] = (
                state in "TtZX",
                os.getpriority(os.PRIO_PROCESS, pid),
                os.sched_getaffinity(pid),
            )
        return found

    def damage(self) -> list[str]:
        """What is not as it was, each a sentence; afterwards it counts as normal."""
        found = []
        now = self.state()
        changed = {k for k in {*now, *self.before} if now.get(k) != self.before.get(k)}
        found += [f"{name} was touched" for name in sorted(changed)]
        self.before = now
        for listener in self.listeners:
            with contextlib.suppress(BlockingIOError):
                if listener.type == socket.SOCK_DGRAM:
                    listener.recv(100)
                else:
                    listener.accept()[0].close()
                found.append("a listener heard something")
        return found

    def close(self) -> None:
        self.victim.kill()
        self.victim.wait()
        for listener in self.listeners:
            listener.close()


@contextlib.contextmanager
def temporary_files_in(folder: Path):
    """Scratch folders of level kernel go where we can weigh them."""
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before


class Watch(threading.Thread):
    """Looks at the children of a warm process, again and again, and notes what they may not have."""

    def __init__(self, warm: int, temporary: Path) -> None:
        super().__init__(daemon=True)
        self.warm, self.temporary = warm, temporary
        self.seen: set[str] = set()
        self.first: dict[int, dict[str, object]] = {}
        self.most = {"processes": 0, "threads": 0, "memory": 0, "disk": 0, "files": 0}
        self.done = threading.Event()

    def __enter__(self) -> Watch:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.done.set()
        self.join()

    def run(self) -> None:
        while not self.done.wait(0.004):
            with contextlib.suppress(OSError, ValueError):  # processes end while we look
                self.look()

    def look(self) -> None:
        pids = descendants(self.warm)
        threads = memory = 0
        for pid in pids:
            with contextlib.suppress(OSError, ValueError):
                status = status_of(pid)
                threads += int(status["Threads"])
                memory += int(status.get("VmRSS", "0").split()[0]) << 10
                if pid in self.first:
                    self.judge(pid, status)
        disk, files = self.weigh(pids)
        for name, value in (
            ("processes", len(pids)),
            ("threads", threads),
            ("memory", memory),
            ("disk", disk),
            ("files", files),
        ):
            self.most[name] = max(self.most[name], value)

    def loaded(self) -> None:
        """The walls of the children that are there now are up: what they have now is what they may have."""
        for pid in descendants(self.warm):
            with contextlib.suppress(OSError, ValueError):
                self.first.setdefault(pid, self.facts(pid, status_of(pid)))

    def facts(self, pid: int, status: dict[str, str]) -> dict[str, object]:
        found: dict[str, object] = {"user": status["Uid"], "group": status["Gid"], "rights": status["CapEff"]}
        found["limits"] = Path(f"/proc/{pid}/limits").read_text()
        with contextlib.suppress(PermissionError):  # an ordinary user sees less
            found |= {f"{kind} namespace": os.readlink(f"/proc/{pid}/ns/{kind}") for kind in NAMESPACES}
            found["root folder"] = os.readlink(f"/proc/{pid}/root")
            found["personality"] = Path(f"/proc/{pid}/personality").read_text()
        return found

    def judge(self, pid: int, status: dict[str, str]) -> None:
        first, now = self.first[pid], self.facts(pid, status)
        self.seen |= {f"it changed its {k}" for k in now if now[k] != first.get(k, now[k])}
        with contextlib.suppress(PermissionError):
            self.judge_files(pid)

    def judge_files(self, pid: int) -> None:
        mine = set(links_of(self.warm).values())
        own = {fd: link for fd, link in links_of(pid).items() if link not in mine}
        if sum(link.startswith("socket:") for link in own.values()) > 1:
            self.seen.add("it has a socket of its own")
        for fd, link in own.items():
            kind = link.split(":")[0]
            if not link.startswith(("/", "pipe:", "socket:")) or link.startswith("/memfd:"):
                self.seen.add(f"it has {link if kind == 'anon_inode' else kind}")
            elif link.startswith("/dev/") and link not in DEVICES:
                self.seen.add(f"it has {link}")
            elif link.startswith(("pipe:", "socket:", f"{SCRATCH}/", f"{self.temporary}/", *DEVICES)):
                continue
            elif can_write(pid, fd):
                self.seen.add("it can write outside its folder")

    def weigh(self, pids: list[int]) -> tuple[int, int]:
        """Bytes and files in scratch folders, those included that have no name any more."""
        size = files = 0
        waiting = [str(self.temporary)]
        while waiting and files < 10_000:
            with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files += 1
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif files < 1000:  # beyond that their number is what matters
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
        for pid in pids:
            with contextlib.suppress(OSError):
                inside = os.statvfs(f"/proc/{pid}/root{SCRATCH}")
                if inside.f_files and inside.f_files <= 4096:  # the box's own small file system
                    size += (inside.f_blocks - inside.f_bfree) * inside.f_frsize
                    files += inside.f_files - inside.f_ffree
                    continue
            with contextlib.suppress(OSError):
                for fd in os.listdir(f"/proc/{pid}/fd"):
                    path = f"/proc/{pid}/fd/{fd}"
                    if os.readlink(path).endswith("(deleted)"):
                        size += os.stat(path).st_blocks * 512
        return size, files


def descendants(pid: int) -> list[int]:
    """All living processes below a process."""
    found, waiting = [], [pid]
    while waiting:
        parent = waiting.pop()
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            found += [int(c) for c in children]
            waiting += [int(c) for c in children]
    return found


def status_of(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {k: v.strip() for k, _, v in (line.partition(":") for line in lines)}


def links_of(pid: int) -> dict[str, str]:
    found = {}
    for fd in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(FileNotFoundError):
            found[fd] = os.readlink(f"/proc/{pid}/fd/{fd}")
    return found


def can_write(pid: int, fd: str) -> bool:
    lines = Path(f"/proc/{pid}/fdinfo/{fd}").read_text().splitlines()
    flags = next(int(line.split()[1], 8) for line in lines if line.startswith("flags:"))
    return bool(flags & (os.O_WRONLY | os.O_RDWR)) and not flags & os.O_PATH


def marked(mark: str) -> set[int]:
    """All living processes that carry a mark in their arguments, whoever their parents are now."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):  # a dead one has no arguments any more
                if mark.encode() in (folder / "cmdline").read_bytes():
                    found.add(int(folder.name))
    return found


def ends(pids: set[int], seconds: float) -> set[int]:
    """The processes that are still there after so many seconds; they are killed then, the test is over."""
    deadline = time.monotonic() + seconds
    while pids and time.monotonic() < deadline:
        pids = {p for p in pids if Path(f"/proc/{p}").exists() and status_of_or_dead(p) not in "ZX"}
        time.sleep(0.01)
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return pids


def status_of_or_dead(pid: int) -> str:
    with contextlib.suppress(OSError):
        return status_of(pid)["State"][0]
    return "X"
