"""What `autograder export` understands."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Add = Callable[[argparse.ArgumentParser], None]


def add_export(commands: Any, adjustments: Add, grading: Sequence[Add]) -> None:
    """Add the command. adjustments: adds `--adjustments`. grading: add what an autograder needs to know."""
    export = commands.add_parser(
        "export", help="instructors: grades for Canvas, Moodle, Gradescope and others"
    )
    formats = export.add_subparsers(
        title="formats", dest="format", metavar="FORMAT", required=True, help="what to write"
    )

    def add(name: str, about: str, out: str) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = formats.add_parser(name, help=about, description=about)
        if name != "gradescope-autograder":
            command.add_argument("grades", type=Path, help="the folder that `autograder grade --out` wrote")
            adjustments(command)
        command.add_argument("--out", type=Path, required=True, help=f"the {out} to write")
        return command

    def filled(command: argparse.ArgumentParser, column: str) -> None:
        command.add_argument(
            "--column", default="", required=not column, help=column or "the title of the assignment"
        )
        command.add_argument(
            "--points",
            default="total",
            metavar="WHAT",
            help="`total` (default), the total of a lesson, or one exercise or essay",
        )
        _match(command)

    canvas = add("canvas", "fill one column of a gradebook exported from Canvas", "CSV file")
    canvas.add_argument("--gradebook", type=Path, required=True, help="the CSV file exported from Canvas")
    filled(canvas, "")
    moodle = add("moodle", "fill the grades of an offline grading worksheet of Moodle", "CSV file")
    moodle.add_argument("--worksheet", type=Path, required=True, help="the CSV file downloaded from Moodle")
    filled(moodle, "the title of the column of grades (default: `Grade`)")
    feedback = add("moodle-feedback", "make the zip of feedback files that Moodle hands out", "zip file")
    feedback.add_argument(
        "--worksheet", type=Path, help="the grading worksheet, unless folders are named by Moodle"
    )
    _match(feedback)
    add("junit", "write JUnit XML: a suite for each student, a case for each check", "XML file")
    table = add("csv", "write the table of grades for the spreadsheet of a country", "CSV file")
    table.add_argument(
        "--delimiter", choices=(",", ";", "\t"), default=",", help="between cells (default: a comma)"
    )
    table.add_argument("--decimal-comma", action="store_true", help="write 7,5 instead of 7.5")
    table.add_argument("--bom", action="store_true", help="begin with a mark by which Excel knows UTF-8")
    zipped = add("gradescope-autograder", "make the zip that Gradescope takes as an autograder", "zip file")
    zipped.add_argument("--key", type=Path, help="all checks (default: the course's, built when needed)")
    zipped.add_argument(
        "--wheel", type=Path, help="the wheel of this package (default: built from the checkout)"
    )
    for option in grading:
        option(zipped)


def _match(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--match",
        default="",
        metavar="COLUMN",
        help="the column of their file that holds the names of our folders",
    )
