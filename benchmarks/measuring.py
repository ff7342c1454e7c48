"""CPU time and memory of a command and of everything it starts. Run it to see that no process escapes the count.

Two counts. A control group of its own (cgroups(7), version 2, for which one usually has to be root) counts
every process, however it ends. Without one, getrusage(2) counts those that somebody waited for; so that this is
everyone, this process inherits orphans (prctl(2), PR_SET_CHILD_SUBREAPER): bubblewrap does not wait for
what it boxed. What is killed together with its pid namespace nobody waits for, and only the group counts it.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import datetime as dt
import os
import platform
import resource
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_CHILD_SUBREAPER = 36
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LOOK, ORPHANS = 0.1, 30.0  # seconds between two looks at memory; how long processes may outlive their command
BURN = "import time\nwhile time.process_time() < 1: pass"


@dataclass(frozen=True)
class Cost:
    """What a command took. cpu, wall: seconds. own, largest: bytes of the command itself and of any process."""

    cpu: float
    wall: float
    own: int
    largest: int


def cost_of(command: Sequence[str | Path], *, fails: bool = False, **options: Any) -> Cost:
    """Run a command to its end and to that of all it started. Raises RuntimeError if it fails.

    fails: it may. options: as for subprocess.Popen; the environment gets one thread for each BLAS.
    """
    _inherit_orphans()
    options = quietly(options)
    with _group() as group:
        enter = ["sh", "-c", 'echo $$ > "$0/cgroup.procs" && exec "$@"', str(group)] if group else []
        before, began = _used(), time.monotonic()
        with subprocess.Popen([*enter, *map(str, command)], **options) as process:
            own, largest = _wait(process)
            wall = time.monotonic() - began
        _wait_for_orphans()
        cpu = _used_in(group) if group else _used() - before
    if process.returncode and not fails:
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(map(str, command))}")
    return Cost(cpu, wall, own, largest)


def quietly(options: dict[str, Any]) -> dict[str, Any]:
    """Options of subprocess.Popen with nothing to read, nobody who reads, and one thread for each BLAS."""
    nothing = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    return {**nothing, **options, "env": {**(options.get("env") or os.environ), **ONE_THREAD}}


def cpu_of(command: Sequence[str | Path], **options: Any) -> float:
    """Seconds of CPU time of a command and of everything it starts."""
    return cost_of(command, **options).cpu


def _inherit_orphans() -> None:
    if sys.platform == "linux" and ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise RuntimeError("this process cannot inherit orphans, so boxed processes would not be counted")


@contextlib.contextmanager
def _group() -> Iterator[Path | None]:
    """A control group for one command, or None where we may not make one."""
    group = None
    with contextlib.suppress(OSError, StopIteration):
        mounts = (line.split() for line in Path("/proc/mounts").read_text().splitlines())
        root = Path(next(m[1] for m in mounts if m[2] == "cgroup2"))
        own = next(x for x in Path("/proc/self/cgroup").read_text().splitlines() if x.startswith("0::"))
        group = Path(tempfile.mkdtemp(prefix="benchmark-", dir=f"{root}{own[3:]}"))
        _used_in(group)
    try:
        yield group
    finally:
        if group:
            group.rmdir()


def _used_in(group: Path) -> float:
    """Seconds of CPU time of everybody who is or was in the group."""
    return int((group / "cpu.stat").read_text().split()[1]) / 1e6


def counting() -> str:
    """Who counts here."""
    with _group() as group:
        return "a control group" if group else "getrusage"


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _wait(process: subprocess.Popen[Any]) -> tuple[int, int]:
    """Wait for the command; return the peak of its own memory, and that of any process of its family."""
    own = largest = 0
    ended = select.poll()
    with open(os.pidfd_open(process.pid), "rb", buffering=0) as fd:
        ended.register(fd, select.POLLIN)
        while True:
            own = max(own, _peak(process.pid))
            largest = max(largest, *map(_peak, _family(process.pid)))
            if ended.poll(1000 * LOOK):
                process.wait()
                return own, largest


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    family = [pid]
    for member in family:
        with contextlib.suppress(OSError):
            family += map(int, Path(f"/proc/{member}/task/{member}/children").read_text().split())
    return family


def _peak(pid: int) -> int:
    """The most memory (resident) that this process had so far, in bytes."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    return 0


def _wait_for_orphans() -> None:
    """Wait for all that are left over, so that they are counted."""
    deadline = time.monotonic() + ORPHANS
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if time.monotonic() > deadline:
            raise RuntimeError("a process outlives its command, so its CPU time cannot be counted")
        if not pid:
            time.sleep(0.01)


def machine() -> str:
    """One line about the circumstances: date, machine, Python, load."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    now = dt.datetime.now(dt.UTC)
    load = ", ".join(f"{x:.2f}" for x in os.getloadavg())
    return (
        f"{now:%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({model or platform.machine()}), "
        f"{platform.system()} {platform.release()}, load average at the start {load}, "
        f"CPU time counted by {counting()}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others are numbers."""
    marks = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *rows))


def checks() -> Mapping[str, Callable[[], float]]:
    """Commands that burn one second each, in places where a count can miss it."""
    python = [sys.executable, "-c"]
    orphan = f"import subprocess as s, sys; s.Popen([sys.executable, '-c', {BURN!r}])"
    box = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-pid", "--die-with-parent"]
    found = {
        "itself": lambda: cpu_of([*python, BURN]),
        "an orphan": lambda: cpu_of([*python, orphan]),
    }
    if shutil.which("bwrap"):
        found["an orphan of a box"] = lambda: cpu_of([*box, *python, BURN])
    return found


def main() -> None:
    """Print what is counted of one burnt second."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(machine())
    start = cpu_of([sys.executable, "-c", "pass"])
    for name, count in checks().items():
        print(f"{name}: {count():.3f} s of 1 s burnt and {start:.3f} s or twice that to start Python")


if __name__ == "__main__":
    main()
