"""How the cost grows: more submissions, one core and two. Full confinement, everything included.

CPU counts every process; memory is the most that was resident at once (VmHWM in proc(5)), of the grader itself and of its
largest process. The two-core run and the one-core run of a count follow each other, and then two commands with half the
class each, one on each core: no command can use the second core better than that.
"""

import argparse
import contextlib
import functools
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import classes
import measuring
import numpy as np

from autograder import __version__

HEAD = [
    "submissions",
    "cores",
    "wall s",
    "wall ms each",
    "CPU ms each",
    "grader MB",
    "largest process MB",
    "speed-up",
]


def rows(options: argparse.Namespace, folder: Path) -> list[list[str]]:
    """One line for each count and number of cores, smallest first."""
    found = []
    for count in options.counts:
        here = folder / str(count)
        here.mkdir()
        submissions, key = classes.write_class(here, count, wrong=options.wrong)
        walls: dict[int, float] = {}
        for cores in options.cores:
            out = here / f"out{cores}"
            command = classes.grading(submissions, key, out, level=options.level, jobs=cores)
            with only(cores):
                cost = measuring.cost_of(command)
            walls[cores] = cost.wall
            found.append(_row(count, cores, cost, walls))
            print(" ".join(found[-1]), file=sys.stderr, flush=True)
        if {1, 2} <= set(options.cores):
            found.append(_limit(here, count, options, walls))
    return found


@contextlib.contextmanager
def only(cores: int) -> Iterator[None]:
    """What is started inside has so many cores and no more."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:cores])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def apart(commands: Sequence[Sequence[str | Path]], **options: Any) -> float:
    """Wall seconds of commands at once, each on a core of its own: what so many cores can give that share nothing else.

    options: as for subprocess.Popen. Raises RuntimeError if one fails.
    """
    began, running = time.monotonic(), []
    for core, command in zip(sorted(os.sched_getaffinity(0)), commands, strict=False):
        pinned = functools.partial(os.sched_setaffinity, 0, {core})
        everything = measuring.quietly({**options, "preexec_fn": pinned})
        running.append(subprocess.Popen([*map(str, command)], **everything))
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise RuntimeError("a command failed")
    return time.monotonic() - began


def _row(count: int, cores: int, cost: measuring.Cost, walls: dict[int, float]) -> list[str]:
    return [
        f"{count:,}",
        str(cores),
        f"{cost.wall:.1f}",
        f"{1000 * cost.wall / count:.2f}",
        f"{1000 * cost.cpu / count:.2f}",
        f"{cost.own / 1e6:.0f}",
        f"{cost.largest / 1e6:.0f}",
        f"{walls[1] / cost.wall:.2f}" if 1 in walls else "",
    ]


def _limit(here: Path, count: int, options: argparse.Namespace, walls: dict[int, float]) -> list[str]:
    """Two commands that know nothing of each other, with half the class each."""
    commands = []
    for half in ("left", "right"):
        (here / half).mkdir()
        submissions, key = classes.write_class(here / half, count // 2, wrong=options.wrong)
        commands.append(classes.grading(submissions, key, here / half / "out", level=options.level, jobs=1))
    wall = apart(commands)
    each = f"{1000 * wall / count:.2f}"
    return [
        f"{count:,}",
        "2, two commands",
        f"{wall:.1f}",
        each,
        "",
        "",
        "",
        f"{walls[1] / wall:.2f}",
    ]


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    several = {"type": int, "nargs": "+"}
    parser.add_argument(
        "--counts", **several, default=[100, 1000, 10_000], help="sizes (default: %(default)s)"
    )
    parser.add_argument(
        "--cores", **several, default=[1, 2], help="cores, and submissions at once (default: %(default)s)"
    )
    parser.add_argument("--wrong", type=float, default=0.0, help="part that is wrong (default: %(default)s)")
    levels = ("lane", "kernel", "process")
    parser.add_argument("--level", choices=levels, default="lane", help="confinement (default: %(default)s)")
    return parser.parse_args()


def main() -> None:
    """Measure and print the table."""
    options = arguments()
    circumstances = measuring.machine()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        found = rows(options, Path(folder))
    print(f"{circumstances}; Python {platform.python_version()}, NumPy {np.__version__}, ", end="")
    print(f"autograder {__version__}; level {options.level}, {options.wrong:.0%} wrong.\n")
    print(measuring.table(HEAD, found))


if __name__ == "__main__":
    main()
