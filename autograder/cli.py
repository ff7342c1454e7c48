"""The `autograder` command. stdout is data, stderr is talk; 0 = done, 1 = something to look at, 2 = wrong usage."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.arguments import parser

if TYPE_CHECKING:
    from autograder.authoring.course import Course
    from autograder.confinement.level import Level


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    top = parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        top.print_help(sys.stderr)
        return 2
    options = top.parse_args(arguments)
    try:
        status: int = COMMANDS[options.command](options)
    except Complaint as complaint:
        say(f"error: {complaint}")
        return complaint.status
    except ModuleNotFoundError as error:
        if error.name not in ("sympy", "rich", "jinja2"):
            raise
        say(f"error: this command needs `{error.name}`; run: pip install 'calculus-for-ml[instructor]'")
        return 2
    except BrokenPipeError:  # `autograder … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return stopped()
    return status


def stopped() -> int:
    """Say that Ctrl-C ended the command; return its exit status."""
    say("stopped; run the same command to go on")
    return 1


class Complaint(Exception):  # noqa: N818 - not a bug of ours
    """One clear sentence and an exit status."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def say(text: str) -> None:
    """Talk to the person at the terminal."""
    print(text, file=sys.stderr)


def run_student(options: argparse.Namespace) -> int:
    """`autograder watch`, `hint`, `show`, `pack` and `update`."""
    from autograder.student.commands import COMMANDS
    from autograder.student.releases import ReleaseError

    try:
        return COMMANDS[options.command](options)
    except ReleaseError as error:
        raise Complaint(str(error)) from None


def run_build(options: argparse.Namespace) -> int:
    """`autograder build`."""
    from autograder.authoring.build import build, stale, write_key

    with author_errors():
        course = course_of(options)
        if options.key_only:
            write_key(course)
        elif options.check:
            lines = stale(course)
            print("\n".join(lines), end="\n" if lines else "")
            if lines:
                raise Complaint("generated files are stale; run `autograder build`", 1)
        else:
            changed = build(course, force=options.force)
            say(f"{len(changed)} files changed")
            print("\n".join(f"exercises/{name}" for name in changed), end="\n" if changed else "")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """`autograder new`."""
    from autograder.authoring.scaffold import scaffold

    with author_errors():
        root = options.course or course_of(options).root
        print("\n".join(str(path) for path in scaffold(root, options.lesson, options.exercise)))
    say("now write the statement and the truth, run `autograder build`, then `autograder audit`")
    return 0


def run_audit(options: argparse.Namespace) -> int:
    """`autograder audit`."""
    from autograder.authoring.audit import Graders, audit
    from autograder.authoring.audit_report import lines, total, write_matrix

    with author_errors():
        course = course_of(options)
        chosen = [
            (s, t)
            for s in course.lessons
            for t in s.truths
            if _is_meant(options.name, s.slug, s.topic, t.name)
        ]
        if not chosen:
            raise Complaint(f"no lesson or exercise is called {' or '.join(f'`{n}`' for n in options.name)}")
        found = []
        with Graders(options.jobs) as graders:
            for source, truth in chosen:
                found.append(audit(source, truth, options.sample, graders))
                print("\n".join(lines(found[-1], verbose=options.verbose)), flush=True)
        print(total(found))
        if options.matrix:
            write_matrix(options.matrix, found)
    return 0 if all(a.is_good for a in found) else 1


def _is_meant(names: list[str], *own: str) -> bool:
    return not names or any(n in own for n in names)


def run_release(options: argparse.Namespace) -> int:
    """`autograder release`."""
    from autograder.authoring.build import write
    from autograder.authoring.nbgrader import write_nbgrader_course
    from autograder.authoring.release import release_zip

    with author_errors():
        course = course_of(options)
        if options.nbgrader:
            assignments = write_nbgrader_course(course, options.nbgrader)
            say(f"notebooks for {', '.join(assignments)}; `source` holds the answers, students get `release`")
            print(options.nbgrader)
        else:
            name, data = release_zip(course)
            write(options.out / f"{name}.zip", data)
            print(options.out / f"{name}.zip")
    return 0


def run_texts(options: argparse.Namespace) -> int:
    """`autograder texts`."""
    from autograder.authoring.catalogue import run_texts

    with author_errors():
        return run_texts(options)


def run_grade(options: argparse.Namespace) -> int:
    """`autograder grade`."""
    if options.jobs < 1:
        raise Complaint("--jobs must be at least 1")
    if options.nbgrader:
        return int(import_module("autograder.nbgrader.command").grade_course(options))
    if not (options.submissions and options.out):
        raise Complaint("give the folder of submissions, and --out for the folder of grades")
    return int(import_module("autograder.batch.command").grade_folder(options))


def run_doctor(options: argparse.Namespace) -> int:
    """`autograder doctor`."""
    from autograder.confinement.doctor import examine
    from autograder.confinement.level import KERNEL, LANE

    works = [level for level in (LANE, KERNEL) if _examined(level, examine(level))]
    print("process  always works; it confines nobody, so `grade` takes it only with --trust-submissions")
    say(works[0].sentence if works else "Student code cannot be confined here.")
    return 0 if works else 1


def _examined(level: Level, found: list[str]) -> bool:
    print(f"{level.name:8} {'; '.join(found) or 'works: a program that tried to break out did not get out'}")
    return not found


@contextlib.contextmanager
def author_errors() -> Iterator[None]:
    """An author's mistake is a sentence, not a traceback."""
    from autograder.authoring.freezing import AuthorError

    try:
        yield
    except AuthorError as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        raise Complaint(f"`{error.filename}`: {error.strerror}", 1) from None


def course_of(options: argparse.Namespace) -> Course:
    """The course that was named, or the nearest one."""
    from autograder.authoring.course import Course

    if options.course is None:
        return Course.find(Path())
    if not (options.course / "solutions").is_dir():
        raise Complaint(f"`{options.course}` is not a course: it holds no `solutions/`")
    return Course(options.course.resolve())


COMMANDS = {
    **dict.fromkeys(("watch", "hint", "show", "pack", "update"), run_student),
    "build": run_build,
    "new": run_new,
    "audit": run_audit,
    "release": run_release,
    "texts": run_texts,
    "grade": run_grade,
    "regrade": lambda options: import_module("autograder.history.command").regrade(options),
    "index": lambda options: import_module("autograder.history.command").index(options),
    "export": lambda options: import_module("autograder.exports.command").export(options),
    "name": lambda options: import_module("autograder.naming.command").name(options),
    "doctor": run_doctor,
}
