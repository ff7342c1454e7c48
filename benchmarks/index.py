"""How long `autograder index` takes for a term of results, how large it is, and how long its views take to answer.

A small class is graded, half of it wrong; its results are written down again and again for other students, who all
handed in something else, until there are as many as wanted.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import classes
import measuring

from autograder.history.index import INDEX, opened

SEEDS = 60
HEAD = ["results", "results.jsonl MB", "index: CPU s", "wall s", "memory MB", "index MB", "slowest view", "s"]


def term(folder: Path, count: int) -> Path:
    """A folder of grades with so many results, three attempts of each student."""
    submissions, key = classes.write_class(folder, SEEDS, wrong=0.5)
    out = folder / "out"
    subprocess.run(classes.grading(submissions, key, out, level="kernel"), check=True, capture_output=True)
    path = out / "results.jsonl"
    seeds = [json.loads(line) for line in path.read_bytes().splitlines()]
    with path.open("w") as file:
        for i in range(count):
            result = {**seeds[i % SEEDS], "student": f"s{i // 3:07}", "digest": f"{i:064x}"}
            lessons = [{**x, "files": f"{i:032x}", "content": f"{i:032x}"} for x in result["lessons"]]
            file.write(json.dumps({**result, "lessons": lessons}) + "\n")
    return out


def row(folder: Path, count: int) -> list[str]:
    """Make the index of a term, and ask for everything."""
    out = term(folder, count)
    cost = measuring.cost_of([*classes.AUTOGRADER, "index", out])
    took = {}
    with opened(out / INDEX) as database:
        for (view,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            began = time.monotonic()
            for _ in database.execute(f"SELECT * FROM {view}"):  # noqa: S608 - a name of ours
                pass
            took[view] = time.monotonic() - began
    slowest = max(took, key=lambda view: took[view])
    sizes = [(out / name).stat().st_size / 1e6 for name in ("results.jsonl", INDEX)]
    times = [f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.own / 1e6:.0f}"]
    return [f"{count:,}", f"{sizes[0]:.0f}", *times, f"{sizes[1]:.0f}", slowest, f"{took[slowest]:.1f}"]


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--counts", type=int, nargs="+", default=[10_000, 100_000], help="sizes (default: %(default)s)"
    )
    options = parser.parse_args()
    circumstances, found = measuring.machine(), []
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            found.append(row(Path(folder), count))
        print(" ".join(found[-1]), file=sys.stderr, flush=True)
    print(f"{circumstances}.\n")
    print(measuring.table(HEAD, found))


if __name__ == "__main__":
    main()
