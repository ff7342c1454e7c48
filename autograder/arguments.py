"""What the `autograder` command understands: its subcommands and their options."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from autograder import __version__
from autograder.batch.cluster.arguments import add_cluster
from autograder.cores import usable
from autograder.exports.arguments import add_export
from autograder.history.arguments import add_history
from autograder.naming.arguments import add_name
from autograder.student.arguments import add_students


class Parser(argparse.ArgumentParser):
    """One that says which command an unknown one may have meant, as argparse does from Python 3.14 on."""

    def error(self, message: str) -> NoReturn:
        from autograder.grading.remarks import did_you_mean

        unknown = re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)$", message)
        meant = did_you_mean(unknown[1], re.findall(r"\w+", unknown[2])) if unknown else ""
        super().error(f"{message}; did you mean `{meant}`?" if meant else message)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = Parser(prog="autograder", description="Calculus for machine learning: grade, build, hand in.")
    top.add_argument("--version", action="version", version=f"autograder {__version__}")
    commands = top.add_subparsers(title="commands", dest="command", metavar="COMMAND", required=True)

    add_students(commands)
    grade = commands.add_parser("grade", help="instructors: grade a folder of submissions")
    grade.add_argument(
        "--nbgrader", type=Path, metavar="COURSE", help="grade nbgrader's `submitted` into its gradebook"
    )
    _grade(grade, nbgrader=True)
    add_history(commands, _grade)
    add_name(commands, _course)

    add_export(commands, _adjustments, [_lesson, _trust, _course])

    commands.add_parser(
        "doctor", help="instructors: say how well student code can be confined here, and what would help"
    )

    _authors(commands)
    return top


def _authors(commands: Any) -> None:
    """What authors' commands understand; here, since their own room takes long to import."""
    build = commands.add_parser(
        "build", help="authors: write `exercises/` and the key from solutions and truths"
    )
    build.add_argument(
        "--check", action="store_true", help="write nothing; fail with the diff if something is stale"
    )
    build.add_argument("--force", action="store_true", help="overwrite files that were edited by hand")
    build.add_argument("--key-only", action="store_true", help="write the key and nothing else")
    _course(build)

    new = commands.add_parser("new", help="authors: start a new exercise in its places")
    new.add_argument("lesson", help="the lesson's folder, there or not: `12_fourier_series`")
    new.add_argument("exercise", help="the function that students write")
    _course(new)

    audit = commands.add_parser("audit", help="authors: do the checks catch mistakes and mutants?")
    audit.add_argument("name", nargs="*", help="lessons or exercises (default: all)")
    audit.add_argument(
        "--sample",
        type=int,
        default=0,
        metavar="N",
        help="at most N mutants for each exercise (default: all)",
    )
    audit.add_argument(
        "--verbose", action="store_true", help="say which checks stand alone, and which add nothing"
    )
    audit.add_argument("--matrix", type=Path, metavar="FILE", help="write which check catches what, as CSV")
    audit.add_argument(
        "--jobs", type=int, default=len(usable()), help="programs at once (default: %(default)s)"
    )
    _course(audit)

    texts = commands.add_parser("texts", help="authors: list all texts that students read, to be translated")
    texts.add_argument(
        "translation", nargs="?", type=Path, metavar="FILE.po", help="say what this translation lacks instead"
    )

    release = commands.add_parser("release", help="authors: make the students' zip, or a course for nbgrader")
    release.add_argument(
        "--out", type=Path, default=Path("dist"), help="folder for the zip (default: %(default)s)"
    )
    release.add_argument(
        "--nbgrader", type=Path, metavar="FOLDER", help="write a course folder for nbgrader there instead"
    )
    _course(release)


def _grade(grade: argparse.ArgumentParser, *, nbgrader: bool = False) -> None:
    """nbgrader: whether a course of nbgrader can be meant, which says itself where results go."""
    of_nbgrader = "; with --nbgrader the name of an assignment (default: all)" if nbgrader else ""
    grade.add_argument(
        "submissions",
        type=Path,
        nargs="?" if nbgrader else None,
        help=f"a folder with one folder (or zip) for each student, or a platform's download{of_nbgrader}",
    )
    grade.add_argument(
        "--format",
        choices=("canvas", "moodle", "gradescope", "nbgrader", "git", "folders"),
        help="what platform the download is from (default: recognised by the names in it)",
    )
    grade.add_argument(
        "--out", type=Path, required=not nbgrader, help="where grades and feedback go; run again to go on"
    )
    grade.add_argument("--key", type=Path, help="all checks (default: the course's, built when needed)")
    _lesson(grade)
    grade.add_argument(
        "--jobs", type=int, default=len(usable()), help="submissions at once (default: %(default)s)"
    )
    add_cluster(grade)
    grade.add_argument(
        "--level",
        choices=("lane", "kernel", "process"),
        help="how student code is confined (default: the strongest that works here)",
    )
    _adjustments(grade)
    grade.add_argument(
        "--policy",
        type=Path,
        metavar="FILE",
        help="what counts, and when students see it (default: `policy.toml` in the course, if it is there)",
    )
    _trust(grade)
    _course(grade)


def _adjustments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--adjustments",
        type=Path,
        metavar="FILE",
        help="points that a person gave (default: `adjustments.csv` in the folder of grades)",
    )


def _lesson(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lesson",
        action="extend",
        type=lambda names: names.split(","),
        metavar="NAME,...",
        help="grade only these lessons: `4`, `04_linear_regression` or `linear_regression`",
    )


def _trust(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--trust-submissions",
        action="store_true",
        help="grade even where nothing confines student code: every program is trusted like your own",
    )


def _course(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--course", type=Path, help="the course (default: the nearest folder with `solutions/`)"
    )
