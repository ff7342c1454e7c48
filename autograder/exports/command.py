"""`autograder export`: grades in the formats of other systems."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from autograder.batch.command import lessons_of, wanted
from autograder.batch.store import StoreError
from autograder.cli import Complaint, say
from autograder.exports.canvas import canvas_layout
from autograder.exports.filling import Filled, Layout, fill
from autograder.exports.graded import Grades, GradesError, grades_in
from autograder.exports.gradescope import WheelError, autograder_zip, wheel_of
from autograder.exports.junit import junit_xml
from autograder.exports.moodle import feedback_zip, moodle_layout, too_high
from autograder.exports.plain import plain_csv
from autograder.exports.sheet import Sheet, SheetError
from autograder.files import whole
from autograder.files import write as write_file
from autograder.reports.adjustments import AdjustmentsError
from autograder.reports.writing import write

SHOWN = 20


def export(options: argparse.Namespace) -> int:
    """Write one file, say who was left out, and return the exit status."""
    try:
        if options.format == "gradescope-autograder":
            return _autograder(options)
        with grades_in(options.grades, options.adjustments) as grades:
            if grades.adjustments.skipped:
                left_out = ", ".join(grades.adjustments.skipped)
                say(f"Adjustments of lessons that are not graded here were left out: {left_out}.")
            return FORMATS[options.format](options, grades)
    except SheetError as error:
        raise Complaint(str(error)) from None
    except (GradesError, StoreError, AdjustmentsError, WheelError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        raise Complaint(f"cannot write to `{options.out}`: {error.strerror or error}", 1) from None


def _canvas(options: argparse.Namespace, grades: Grades) -> int:
    sheet = Sheet.read(options.gradebook)
    layout = _laid_out(options.gradebook, lambda: canvas_layout(sheet, options.column))
    return _filled(options, grades, sheet, layout)


def _moodle(options: argparse.Namespace, grades: Grades) -> int:
    sheet = Sheet.read(options.worksheet)
    layout = _laid_out(options.worksheet, lambda: moodle_layout(sheet, options.column))
    return _filled(options, grades, sheet, layout)


def _filled(options: argparse.Namespace, grades: Grades, sheet: Sheet, layout: Layout) -> int:
    done = fill(sheet, layout, grades, options.points, options.match)
    if options.format == "moodle":
        refused = too_high(sheet, layout)
        done.sentences += refused
        done.count -= len(refused)
    write_file(options.out, sheet.data())
    return _told(options.out, done)


def _moodle_feedback(options: argparse.Namespace, grades: Grades) -> int:
    sheet = Sheet.read(options.worksheet) if options.worksheet else None
    with whole(options.out) as file:
        done = feedback_zip(grades, file, sheet, options.match)
    return _told(options.out, done)


def _junit(options: argparse.Namespace, grades: Grades) -> int:
    write(options.out, junit_xml(grades.results()))
    return _told(options.out, Filled(len(grades.students)))


def _csv(options: argparse.Namespace, grades: Grades) -> int:
    write(
        options.out,
        plain_csv(grades, options.delimiter, decimal_comma=options.decimal_comma, bom=options.bom),
    )
    return _told(options.out, Filled(len(grades.students)))


def _autograder(options: argparse.Namespace) -> int:
    lessons = wanted(lessons_of(options), options)
    wheel = wheel_of(options.wheel)
    with whole(options.out, 0o600) as file:
        autograder_zip(file, lessons, wheel, trusted=options.trust_submissions)
    best = sum(c.points for lesson in lessons for e in lesson.exercises if not e.extra for c in e.checks)
    say(f"It holds every expected value of {', '.join(x.slug for x in lessons)}: give it to Gradescope only.")
    say(f"Set the autograder points of the assignment to {best:g}.")
    print(options.out)
    return 0


def _laid_out(path: Path, make: Callable[[], Layout]) -> Layout:
    try:
        return make()
    except SheetError as error:
        raise SheetError(f"`{path}`: {error}") from None


def _told(out: Path, done: Filled) -> int:
    """Say what happened; somebody left out is something to look at."""
    say(f"{done.count} student{'s' if done.count != 1 else ''} exported.")
    for sentence in done.sentences[:SHOWN]:
        say(f"- {sentence}.")
    if len(done.sentences) > SHOWN:
        say(f"- and {len(done.sentences) - SHOWN} more.")
    if done.left:
        more = f" and {len(done.left) - SHOWN} more" if len(done.left) > SHOWN else ""
        say(f"In their file and without a result of ours: {', '.join(done.left[:SHOWN])}{more}.")
    print(out)
    return 1 if done.sentences else 0


FORMATS = {
    "canvas": _canvas,
    "moodle": _moodle,
    "moodle-feedback": _moodle_feedback,
    "junit": _junit,
    "csv": _csv,
}
