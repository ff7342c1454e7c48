"""How well a program can be confined: three levels, each a set of layers and a way to start a worker."""

from __future__ import annotations

import os
import platform
import shutil
import site
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.texts import mark

OWN = "/own"  # holds nothing but the scratch folder; each child has one of its own
SCRATCH = f"{OWN}/scratch"
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
PACKAGE = Path(__file__).parents[1]
LINKS = ("/lib", "/lib64")
SYSTEM = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/fonts", "/usr/share/zoneinfo")


@dataclass(frozen=True)
class Level:
    """layers: what each child puts around itself, see `confinement.walls`. box: whether bubblewrap starts it."""

    name: str
    layers: frozenset[str]
    box: bool = False
    sentence: str = ""

    def without(self, layer: str) -> Level:
        """The level with one layer less, to see what that layer is good for."""
        gone = {"pid namespace", "scratch"} if layer == "box" else {layer}
        return Level(self.name, self.layers - gone, self.box and layer != "box", self.sentence)


LANE = Level(
    "lane",
    frozenset({"pid namespace", "scratch", "user", "limits", "landlock", "capabilities", "seccomp"}),
    box=True,
    sentence=mark("Submissions are confined by bubblewrap and the kernel (level lane)."),
)
KERNEL = Level(
    "kernel",
    frozenset({"user", "limits", "landlock", "capabilities", "seccomp"}),
    sentence=mark(
        "Submissions are confined by the kernel (level kernel); with bubblewrap installed they would be better."
    ),
)
PROCESS = Level(
    "process",
    frozenset({"limits"}),
    sentence=mark(
        "Submissions run in processes of their own, without the answers; they are not confined any further."
    ),
)
LEVELS = {level.name: level for level in (LANE, KERNEL, PROCESS)}


def readable() -> list[str]:
    """The folders and files that Python needs to run and import: its own, those of its packages, the system's libraries."""
    folders = [*site.getsitepackages(), str(PACKAGE), *SYSTEM, *_interpreter()]
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix}:  # the system's own holds more than Python
        folders += [f"{prefix}/lib", f"{prefix}/lib64"] if prefix in ("/usr", "/usr/local") else [prefix]
    folders += [f for f in LINKS if not Path(f).is_symlink()]
    real = {Path(f).resolve() for f in folders} | {Path(f).absolute() for f in folders}
    outer = [f for f in sorted(real) if f.exists()]
    return [str(f) for f in outer if not any(o in f.parents for o in outer)]


def _interpreter() -> Iterator[str]:
    """The executable and the links that lead to it."""
    path = Path(sys.executable)
    while path.is_symlink():
        yield str(path)
        path = path.parent / path.readlink()
    yield str(path)


def is_hidden() -> bool:
    """Whether ordinary users cannot read this Python, as one that lies in root's home."""
    folders = {p for f in readable() for p in (Path(f), *Path(f).parents)}
    return not all(p.stat().st_mode & 0o001 for p in folders)


def boxed(command: list[str]) -> list[str]:
    """The command inside a box of bubblewrap: no network, no `/proc`, nothing but Python, all of it read-only."""
    # No --die-with-parent: it looks at the thread that started the box. The zygote ends when its socket closes.
    box = ["bwrap", "--new-session", "--unshare-ipc", "--unshare-net", "--unshare-pid"]
    box += ["--unshare-uts", "--unshare-cgroup-try", "--hostname", "box"]
    if os.geteuid() == 0:  # root needs no user namespace; each child becomes an ordinary user
        box += ["--cap-drop", "ALL"]
        for capability in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
            box += ["--cap-add", capability]
    else:  # root of its own user namespace only, so that it can make pid namespaces
        box += ["--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "CAP_SYS_ADMIN"]
    made: set[Path] = set()
    for folder in readable():
        for parent in reversed(Path(folder).parents[:-1]):  # bubblewrap would make them for its user only
            if parent not in made:
                made.add(parent)
                box += ["--perms", "0755", "--dir", str(parent)]
        box += ["--ro-bind", folder, folder]
    for link in map(Path, LINKS):
        if link.is_symlink():
            box += ["--symlink", str(link.readlink()), str(link)]
    box += ["--perms", "0755", "--dir", "/dev"]
    for device in DEVICES:
        box += ["--dev-bind", device, device]
    box += [
        "--perms",
        "0755",
        "--dir",
        OWN,
        "--perms",
        "1777",
        "--tmpfs",
        SCRATCH,
        "--remount-ro",
        "/",
        "--chdir",
        "/",
        "--",
    ]
    return [*box, *command]


def missing(level: Level) -> Iterator[str]:
    """What this machine lacks for a level, each a sentence with what helps. Says nothing about what works."""
    if level is PROCESS:
        return
    if sys.platform != "linux":
        yield "only Linux confines programs this way; run the grader in a Linux container, a VM or WSL"
        return
    if platform.machine() != "x86_64":
        yield f"the filter of system calls is for x86-64 only, this is {platform.machine()}"
    from autograder.confinement import kernel  # only where its system calls exist

    try:
        kernel.landlock_version()
    except OSError:
        yield "the kernel has no Landlock (Linux 5.13 or newer has it, unless it was switched off)"
    if level.box and not shutil.which("bwrap"):
        yield "bubblewrap is not installed; on Debian and Ubuntu: apt install bubblewrap"
