"""How long a student waits: from saving a lesson's file to the verdict on the screen of `autograder watch`.

For each lesson a watcher runs in a terminal of its own. Its file is saved again and again, in turns with its first and
with its last exercise wrong; the clock runs from before the file takes its name until a screen with the verdict is read.
Then the same work is done in this process, stage by stage.
"""

import argparse
import itertools
import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import machine, table

from autograder import cores

with cores.one_thread():
    from autograder.confinement.process import ProcessWorker
from autograder.grading.checks import load_checks
from autograder.student.lessons import course_at
from autograder.student.local import Local
from autograder.student.standing import Grader
from autograder.student.watch.files import SETTLE, settled
from autograder.student.watch.loop import TICK
from autograder.student.watch.moves import checked
from autograder.student.watch.outcome import check, surveyed
from autograder.student.watch.screen import screen
from autograder.student.watch.view import LessonView, View

REPOSITORY = Path(__file__).parents[1]
QUIET = 2.0  # seconds without a new screen: everything is warm and all lessons are known
WANTED = 150  # ms


def programs(slug: str, exercises: tuple[str, str]) -> list[bytes]:
    """The solution with one exercise wrong, and with another one."""
    right = next((REPOSITORY / "solutions" / slug).glob("*.py")).read_text()
    wrong = "\n\n_right = {0}\n\n\ndef {0}(*args, **kwargs):\n    return -_right(*args, **kwargs)\n"
    return [(right + wrong.format(name)).encode() for name in exercises]


class Watched:
    """A watcher in a terminal."""

    def __init__(self, folder: Path) -> None:
        self.master, slave = pty.openpty()
        command = [sys.executable, "-m", "autograder", "watch", str(folder)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=slave, env={**os.environ, "TERM": "xterm"}
        )
        os.close(slave)

    def rest(self) -> None:
        """Return when nothing has been drawn for a while."""
        while select.select([self.master], [], [], QUIET)[0]:
            os.read(self.master, 1 << 16)

    def verdict(self, path: Path, program: bytes) -> tuple[float, float]:
        """Save a file; ms until the verdict of the current exercise is on the screen, and until nothing more comes."""
        while select.select([self.master], [], [], 0)[0]:
            os.read(self.master, 1 << 16)
        beside = path.with_name("saved")
        beside.write_bytes(program)
        began, seen, first, last = time.perf_counter(), b"", 0.0, 0.0
        beside.replace(path)
        while select.select([self.master], [], [], 0.6 if first else 30)[0]:
            seen += os.read(self.master, 1 << 16)
            last = time.perf_counter()
            if not first and b"checked in" in seen:
                first = last
        return 1000 * (first - began), 1000 * (last - began)

    def end(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait()
        os.close(self.master)


def stages(folder: Path, worker: ProcessWorker, texts: list[bytes], times: int) -> dict[str, float]:
    """Median ms of each stage in this process."""
    course = course_at(folder)
    grader = Grader(worker, Local(course.folder))
    place = course.meant[0]
    path = place.counting
    view = View((LessonView(place.slug),), file=path.name)
    view = view.with_lesson(0, surveyed(view.here, place, grader))
    spent: dict[str, list[float]] = {"read": [], "check": [], "own": [], "draw": []}
    worker.prepare(texts[0])
    for i in range(times):
        path.write_bytes(texts[i % 2])
        clock = [time.perf_counter()]
        program = settled(path)
        clock.append(time.perf_counter())
        assert program
        cpu = time.process_time()
        outcome = check(place, path.name, program, grader)
        spent["own"].append(time.process_time() - cpu)
        clock.append(time.perf_counter())
        view = checked(view, outcome)
        screen(view, 80, 24)
        clock.append(time.perf_counter())
        for name, (a, b) in zip(("read", "check", "draw"), itertools.pairwise(clock), strict=True):
            spent[name].append(b - a)
    return {name: 1000 * statistics.median(values) for name, values in spent.items()}


def main() -> None:
    """Print a row for each lesson."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--saves", type=int, default=20, help="for each lesson (default: %(default)s)")
    parser.add_argument("--lesson", action="append", help="only these, such as 04_linear_regression")
    options = parser.parse_args()
    worker = ProcessWorker(fork=True, batch=False)
    rows, load = [], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        course = shutil.copytree(REPOSITORY / "exercises", Path(place) / "exercises")
        for folder in sorted(p.parent for p in course.glob("*/checks.json")):
            if options.lesson and folder.name not in options.lesson:
                continue
            print(folder.name, file=sys.stderr)
            [lesson] = load_checks(folder / "checks.json")
            first_last = lesson.exercises[0].functions[0], lesson.exercises[-1].functions[0]
            texts = programs(folder.name, first_last)
            path = folder / f"{lesson.topic}.py"
            watcher = Watched(folder)
            try:
                watcher.rest()
                for program in texts:
                    watcher.verdict(path, program)
                watcher.rest()
                both = [watcher.verdict(path, texts[i % 2]) for i in range(options.saves)]
            finally:
                watcher.end()
            first, last = (sorted(times) for times in zip(*both, strict=True))
            p95 = first[min(round(0.95 * len(first)), len(first) - 1)]
            part = stages(folder, worker, texts, options.saves)
            cells = [statistics.median(first), p95, statistics.median(last), *part.values()]
            rows.append([folder.name, *(f"{c:.0f}" for c in cells[:-1]), f"{cells[-1]:.1f}"])
    print(f"{machine()}; load average before {load:.1f}; {options.saves} saves of each lesson.\n")
    head = [
        "lesson",
        "save to verdict, ms",
        "95 % within",
        "all exercises",
        "read",
        "check all",
        "of it judging",
        "draw",
    ]
    print(table(head, rows))
    looks = f"On average {500 * TICK:.0f} ms pass before the save is seen, {1000 * SETTLE:.0f} ms until the file is known to be whole."
    print(f"\n{looks} At most {WANTED} ms are wanted.")


if __name__ == "__main__":
    main()
