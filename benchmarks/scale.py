"""A class of 100,000, or as many as are asked for: time, memory, bytes, and what one grading process can keep up with.

The submissions are hard links to a few programs, right and wrong, so that a large class is made in seconds. It is
graded, then run again with nothing changed, then indexed. Memory is that of the grading process (VmHWM); what each
further submission adds to it is the difference between a tenth of the class and all of it.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import classes
import measuring
import numpy as np

from autograder import __version__

OWN = """
import json, os, resource, sys
from pathlib import Path
from autograder.cli import main
status = main(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_SELF)
Path(sys.argv[1]).write_text(json.dumps(used.ru_utime + used.ru_stime))
sys.exit(status)
"""
WRITTEN = ("results.jsonl", "results", "feedback", "grades.csv", "class.html")


@dataclass(frozen=True)
class Graded:
    """One class. cost, again, index: of grading, of grading with nothing changed, of the index. own: CPU seconds of the
    grading process itself in each. sizes: bytes, and bytes on disk, of what was written."""

    count: int
    cost: measuring.Cost
    again: measuring.Cost
    index: measuring.Cost
    own: tuple[float, float, float]
    sizes: dict[str, tuple[int, int]]


def grade(folder: Path, count: int, options: argparse.Namespace) -> Graded:
    """Make, grade, grade again, index."""
    submissions, key = classes.write_many(folder, count)
    out = folder / "out"
    command = classes.grading(submissions, key, out, level=options.level, jobs=options.jobs)[3:]
    cost, own = _run(folder, command)
    again, idle = _run(folder, command)
    index, indexing = _run(folder, ["index", str(out)])
    return Graded(
        count, cost, again, index, (own, idle, indexing), {name: _size(out / name) for name in WRITTEN}
    )


def _run(folder: Path, arguments: list[str]) -> tuple[measuring.Cost, float]:
    """What a command costs, and how much of the CPU time is its own process's."""
    own = folder / "own.json"
    cost = measuring.cost_of([sys.executable, "-c", OWN, own, *arguments])
    return cost, json.loads(own.read_text())


def _size(path: Path) -> tuple[int, int]:
    """Bytes, and bytes on disk."""
    files = [path] if path.is_file() else [Path(e.path) for e in os.scandir(path)]
    found = [f.stat() for f in files]
    return sum(s.st_size for s in found), 512 * sum(s.st_blocks for s in found)


def lines(small: Graded, large: Graded) -> list[list[str]]:
    """The rows of the table."""
    n = large.count
    growth = (large.cost.own - small.cost.own) / (n - small.count)
    rows = [
        ["wall", f"{large.cost.wall:.1f} s", f"{1000 * large.cost.wall / n:.2f} ms"],
        ["CPU, all processes", f"{large.cost.cpu:.1f} s", f"{1000 * large.cost.cpu / n:.2f} ms"],
        ["CPU, the grading process alone", f"{large.own[0]:.1f} s", f"{1000 * large.own[0] / n:.2f} ms"],
        ["nothing changed, CPU", f"{large.again.cpu:.2f} s", f"{1000 * large.again.cpu / n:.3f} ms"],
        ["index made, CPU", f"{large.index.cpu:.2f} s", f"{1000 * large.index.cpu / n:.3f} ms"],
        ["peak memory of the grading process", f"{large.cost.own / 1e6:.0f} MB", f"{growth:.0f} bytes more"],
        ["peak memory of the largest process", f"{large.cost.largest / 1e6:.0f} MB", ""],
    ]
    for name, (size, disk) in large.sizes.items():
        rows.append([f"`{name}`", f"{size / 1e6:.1f} MB", f"{size / n:,.0f} bytes, {disk / n:,.0f} on disk"])
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="submissions (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at once (default: %(default)s)")
    levels = ("lane", "kernel", "process")
    parser.add_argument("--level", choices=levels, default="lane", help="confinement (default: %(default)s)")
    options = parser.parse_args()
    print(f"{measuring.machine()}; Python {platform.python_version()}, NumPy {np.__version__}, ", end="")
    print(
        f"autograder {__version__}; level {options.level}, {options.jobs} at once, {options.count:,} submissions.\n"
    )
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        small = grade(Path(folder) / "small", max(100, options.count // 10), options)
        print("the small class is done", file=sys.stderr, flush=True)
        large = grade(Path(folder) / "large", options.count, options)
    print(measuring.table(["what", "all", "for each submission"], lines(small, large)))
    rate = large.count / large.own[0]
    print(
        f"\nThe grading process alone could keep up with {rate:.0f} submissions a second ({rate * 3.6:.0f},000 an hour)."
    )


if __name__ == "__main__":
    main()
