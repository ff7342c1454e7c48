"""CPU time per submission of this package and of others, for the same assignment, in one run.

Three functions (compute_cost, gradient_descent, sigmoid_derivative), twelve checks, everybody right unless the
line says otherwise. Each line counts the CPU time of the command and of everything it starts, start-up and
reports included, divided by the number of submissions; the median of several rounds, in which all take turns.
"""

import argparse
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import contenders
import measuring
import numpy as np
from contenders import Contender, Ours, UnavailableError

from autograder import __version__

LANE = "**`autograder grade`, level lane**"
PEERS = {
    "pytest": [("cold `pytest`, one process each", contenders.Pytest)],
    "nbgrader": [
        ("`nbgrader autograde`", contenders.Nbgrader),
        ("`nbgrader autograde`, without its start-up", contenders.NbgraderStart),
    ],
    "otter-grader": [("`otter run`, one process each", contenders.Otter)],
}


def contenders_of(options: argparse.Namespace, folder: Path) -> Iterator[Contender]:
    """All that take part; one that cannot is named."""
    n = options.count
    yield contenders.Floor("floor: fork + call + reply, nothing else", folder / "floor", n)
    lane = Ours(LANE, folder / "lane", n, level="lane")
    yield lane
    yield contenders.Nothing("the same, nothing changed since", lane)
    name = "the same, half the class wrong"
    yield Ours(name, folder / "wrong", n, level="lane", wrong=0.5)
    yield Ours("`autograder grade`, level process", folder / "process", n, level="process")
    counts = {"pytest": options.pytest, "nbgrader": options.nbgrader, "otter-grader": options.otter}
    for package, count in counts.items():
        yield from _peers(package, count, options.environments or folder / "environments", folder)


def _peers(package: str, count: int, environments: Path, folder: Path) -> Iterator[Contender]:
    if not count:
        return
    try:
        python = contenders.environment(environments, package)
        for i, (name, kind) in enumerate(PEERS[package]):
            where = folder / f"{package}{i}"
            yield kind(f"{name} ({package} {contenders.version(python, package)})", where, count, python)
    except (UnavailableError, RuntimeError) as error:
        _leave_out(package, error)


def _leave_out(name: str, error: Exception) -> None:
    print(f"Left out: {name}: {error}\n", flush=True)


def measure(taking_part: list[Contender], rounds: int) -> dict[Contender, list[float]]:
    """Seconds of each, round by round; in a round each has its turn. One that fails is left out, and said to be."""
    seconds: dict[Contender, list[float]] = {c: [] for c in taking_part}
    for i in range(rounds):
        for contender in list(seconds):
            try:
                seconds[contender].append(contender.seconds())
            except RuntimeError as error:
                del seconds[contender]
                _leave_out(contender.name, error)
                continue
            last = f"{1000 * seconds[contender][-1]:.2f} ms"
            print(f"round {i + 1}: {contender.name}: {last}", file=sys.stderr, flush=True)
    return seconds


def rows(seconds: dict[Contender, list[float]]) -> list[list[str]]:
    """One line for each, with its ratio to ours."""
    ours = next(statistics.median(s) for c, s in seconds.items() if c.name == LANE)
    return [
        [
            contender.name,
            f"{contender.count:,}",
            f"{1000 * statistics.median(s):.2f}",
            f"{1000 * min(s):.2f} to {1000 * max(s):.2f}",
            f"{statistics.median(s) / ours:.3g}",
        ]
        for contender, s in seconds.items()
    ]


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="submissions for us (default: %(default)s)")
    parser.add_argument(
        "--pytest", type=int, default=20, help="for cold pytest (default: %(default)s; 0: none)"
    )
    parser.add_argument(
        "--nbgrader", type=int, default=10, help="for nbgrader (default: %(default)s; 0: none)"
    )
    parser.add_argument("--otter", type=int, default=5, help="for otter (default: %(default)s; 0: none)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: %(default)s)")
    where = "where the peers' environments are kept (default: a temporary folder)"
    parser.add_argument("--environments", type=Path, help=where)
    return parser.parse_args()


def main() -> None:
    """Measure all and print the table."""
    options = arguments()
    circumstances = measuring.machine()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        taking_part = list(contenders_of(options, Path(folder)))
        seconds = measure(taking_part, options.rounds)
    print(f"{circumstances}; Python {platform.python_version()}, NumPy {np.__version__}, ", end="")
    print(f"autograder {__version__}; median of {options.rounds} rounds.\n")
    head = ["CPU per submission", "submissions", "ms", "lowest to highest", "÷ ours"]
    print(measuring.table(head, rows(seconds)))


if __name__ == "__main__":
    main()
