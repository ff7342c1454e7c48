"""`autograder grade --nbgrader`: from an nbgrader course's `submitted/` to its gradebook and `autograded/`."""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from autograder.batch.basis import code, grader
from autograder.batch.command import worker_for
from autograder.batch.engine import grade_class
from autograder.batch.pool import LaneError
from autograder.batch.progress import Count, nothing_more, progress, summed_up
from autograder.batch.store import Store, StoreError
from autograder.cli import Complaint, say
from autograder.confinement.level import LEVELS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Worker
from autograder.cores import usable
from autograder.files import write
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.nbgrader.engine import Keeper, NotebookLanes, handed_in
from autograder.nbgrader.entering import enter, is_stale
from autograder.nbgrader.foreign import LESS_PROTECTED
from autograder.nbgrader.gradebook import Gradebook, GradebookError, UnknownSchemaError
from autograder.nbgrader.grading import Plan
from autograder.nbgrader.handin import files_in
from autograder.nbgrader.settings import PREPROCESSORS, Settings, SettingsError, UnusualError, settings_of
from autograder.reports.table import csv_row, safe_text

GRADING = "grading"  # the folder of what we remember, beside nbgrader's own
SHOWN = 20


def grade_course(options: argparse.Namespace) -> int:
    """Grade one assignment or all that were handed in, and return the exit status."""
    root = options.nbgrader.resolve()
    given = [
        f"--{name}" for name in ("out", "key", "lesson", "format", "adjustments") if getattr(options, name)
    ]
    if given:
        raise Complaint(
            f"{' and '.join(given)} cannot be used with --nbgrader, which grades into the gradebook"
        )
    try:
        settings = settings_of(root)
        found = [a for a in _assignments(options, settings) if handed_in(settings, a)]
        if not found:
            where = settings.place("submitted", options.submissions or "ASSIGNMENT", "STUDENT")
            raise Complaint(f"nobody handed anything in: there is no folder `{where}`")
        with contextlib.closing(_gradebook(settings)) as book:
            workers: list[Worker] = [worker_for(options, [settings.database, root])]
            try:
                return max([_grade(options, settings, book, a, workers) for a in found])
            finally:
                for worker in workers:
                    worker.close()
    except (UnknownSchemaError, UnusualError) as error:
        return _through_nbgrader(options, root, str(error))
    except (SettingsError, GradebookError, StoreError, LaneError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        sentence = f"cannot write to `{error.filename or root}`: {error.strerror or error}"
        raise Complaint(f"{sentence}; nothing is lost, run the same command to go on", 1) from None


def _gradebook(settings: Settings) -> Gradebook:
    return Gradebook(settings.database) if settings.database.exists() else Gradebook.create(settings.database)


def _assignments(options: argparse.Namespace, settings: Settings) -> list[str]:
    """The one that was asked for, or all that `source/` holds."""
    if options.submissions:
        return [str(options.submissions)]
    source = settings.place("source", "x").parent
    return sorted(p.name for p in source.iterdir() if p.is_dir()) if source.is_dir() else []


def _grade(
    options: argparse.Namespace, settings: Settings, book: Gradebook, assignment: str, workers: list[Worker]
) -> int:
    if assignment not in book.assignments():
        enter(book, settings, assignment)
        say(f"`{assignment}` was entered in the gradebook.")
    files = files_in(settings.place("source", assignment))
    plans = [Plan.of(master, files) for master in book.masters(assignment)]
    if any(plan.foreign for plan in plans):
        say(LESS_PROTECTED)
    if is_stale(settings, assignment, [p.master for p in plans]):
        say(
            f"`{assignment}`: the gradebook holds other checks than `source`, and those in the gradebook count; "
            f"to have the new ones, run `nbgrader generate_assignment {assignment} --force`."
        )
    entries = handed_in(settings, assignment)
    jobs = min(options.jobs, len(entries))
    make = functools.partial(ProcessWorker, level=LEVELS[workers[0].level])
    before = book.submitted(assignment)
    pinned = jobs == len(usable())
    lanes = NotebookLanes(make, settings, assignment, plans, _key(plans), before, workers, pinned)
    say(f"{assignment}: {len(entries)} submission{'s' if len(entries) != 1 else ''}")
    path = settings.root / GRADING / f"{assignment}.jsonl"
    with Keeper(path, book, settings, assignment, plans) as store:
        count = Count()
        with progress(len(entries)) as advance:
            grade_class(lanes, entries, store, lambda r: count.add(r, nothing_more, advance), jobs)
        students = [e.student for e in entries]
        book.penalise_all(assignment, students, settings.penalty)
        return _summary(path.with_suffix(".csv"), store, students, count.kept)


def _key(plans: list[Plan]) -> str:
    """What the grades are made from, the submission aside."""
    files = (
        [[name, sha256(data).hexdigest()] for name, data in sorted(plans[0].files.items())] if plans else []
    )
    ours = [grader(), code(("nbgrader",))]
    data = json.dumps([ours, files, *([p.master.name, p.master.notebook] for p in plans)])
    return sha256(data.encode()).hexdigest()


def _summary(path: Path, store: Store, students: list[str], kept: int) -> int:
    """Say what went wrong for whom, and write it down for all."""
    rows = [csv_row(["student", "status", "remarks"])]
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for result in store.latest(students):
        remarks = "; ".join(result["remarks"])
        counts[result["status"]] += 1
        rows.append(csv_row([safe_text(v) for v in (result["student"], result["status"], remarks)]))
        if result["status"] != "ok" and len(wrong) < SHOWN:
            wrong.append(f"- {clean(result['student'])}: {result['status']}: {remarks[:300]}")
    write(path, "".join(rows))
    for line in (*summed_up(counts, kept, []), *wrong):
        say(line)
    if more := counts.total() - counts["ok"] - len(wrong):
        say(f"- and {more} more, see `{path}`")
    print(path)
    return 1 if counts[GRADER_ERROR] else 0


def _through_nbgrader(options: argparse.Namespace, root: Path, why: str) -> int:
    """Let nbgrader write what we must not: slower, with the same engine, one submission after the other."""
    if not options.submissions:
        raise Complaint(
            f"{why}; name an assignment to have it graded through nbgrader itself, or run `nbgrader db upgrade`",
            1,
        )
    say(f"{why}: grading through nbgrader itself, which takes longer; `nbgrader db upgrade` may help.")
    lists = [f"--Autograde.{step}_preprocessors={names!r}" for step, names in PREPROCESSORS.items()]
    command = [sys.executable, "-m", "nbgrader", "autograde", str(options.submissions), *lists]
    return 1 if subprocess.run(command, cwd=root, check=False).returncode else 0
