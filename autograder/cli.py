"""The `autograder` command. stdout is data, stderr is talk; 0 = done, 1 = something to look at, 2 = wrong usage."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import __version__

if TYPE_CHECKING:
    from autograder.authoring.course import Course


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except Complaint as complaint:
        say(f"error: {complaint}")
        return complaint.status
    except ModuleNotFoundError as error:
        extra = {"sympy", "rich", "jinja2"}
        if error.name not in extra:
            raise
        say(f"error: this command needs `{error.name}`; run: pip install 'calculus-for-ml[instructor]'")
        return 2
    except BrokenPipeError:  # `autograder … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        say("stopped; run the same command to go on")
        return 1
    return status


class Complaint(Exception):  # noqa: N818 - not a bug of ours
    """One clear sentence and an exit status."""

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.status = status


def say(text: str) -> None:
    """Talk to the person at the terminal."""
    print(text, file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(
        prog="autograder", description="Calculus for machine learning: grade, build, hand in."
    )
    top.add_argument("--version", action="version", version=f"autograder {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    pack = commands.add_parser("pack", help="students: zip a hand-in and say what is missing")
    pack.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="a lesson, or the folder of all (default: here)"
    )
    pack.add_argument(
        "--out", type=Path, default=Path("handin.zip"), help="the zip to write (default: %(default)s)"
    )
    pack.set_defaults(run=run_pack)

    update = commands.add_parser("update", help="students: bring in a newer release, keep what you edited")
    update.add_argument("release", type=Path, help="the zip of the newer release")
    update.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="your course folder (default: here)"
    )
    update.set_defaults(run=run_update)

    grade = commands.add_parser("grade", help="instructors: grade a folder of submissions")
    grade.add_argument("submissions", type=Path, help="a folder with one folder (or zip) for each student")
    grade.add_argument(
        "--out", type=Path, required=True, help="where grades and feedback go; run again to go on"
    )
    grade.add_argument("--key", type=Path, help="all checks (default: the course's, built when needed)")
    grade.add_argument(
        "--lesson", action="append", metavar="NAME", help="grade only this lesson; may be repeated"
    )
    grade.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="submissions at once (default: %(default)s)"
    )
    _course(grade)
    grade.set_defaults(run=run_grade)

    build = commands.add_parser(
        "build", help="authors: write `exercises/` and the key from solutions and truths"
    )
    build.add_argument(
        "--check", action="store_true", help="write nothing; fail with the diff if something is stale"
    )
    build.add_argument("--force", action="store_true", help="overwrite files that were edited by hand")
    build.add_argument("--key-only", action="store_true", help="write the key and nothing else")
    _course(build)
    build.set_defaults(run=run_build)

    release = commands.add_parser("release", help="authors: make the students' zip, or a course for nbgrader")
    release.add_argument(
        "--out", type=Path, default=Path("dist"), help="folder for the zip (default: %(default)s)"
    )
    release.add_argument(
        "--nbgrader", type=Path, metavar="FOLDER", help="write nbgrader's source notebooks there instead"
    )
    _course(release)
    release.set_defaults(run=run_release)
    return top


def _course(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--course", type=Path, help="the course (default: the nearest folder with `solutions/`)"
    )


def run_pack(options: argparse.Namespace) -> int:
    """`autograder pack`."""
    from autograder.student.handin import pack, states
    from autograder.student.releases import ReleaseError

    try:
        lessons = states(options.folder)
        written = [lesson for lesson in lessons if lesson.files]
        for lesson in lessons:
            say(f"{lesson.folder.name}: {lesson.sentence}")
        if not written:
            raise Complaint("nothing to hand in yet: no file differs from the release", 1)
        pack(written, options.out)
    except ReleaseError as error:
        raise Complaint(str(error)) from None
    except OSError as error:
        raise Complaint(f"cannot write `{options.out}`: {error.strerror}") from None
    print(options.out)
    return 0


def run_update(options: argparse.Namespace) -> int:
    """`autograder update`."""
    from autograder.student.releases import ReleaseError, update

    try:
        lines = update(options.folder, options.release)
    except ReleaseError as error:
        raise Complaint(str(error)) from None
    except OSError as error:
        raise Complaint(f"cannot write to `{options.folder}`: {error.strerror}") from None
    print("\n".join(lines or ["nothing new"]))
    return 0


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


def run_release(options: argparse.Namespace) -> int:
    """`autograder release`."""
    from autograder.authoring.build import write
    from autograder.authoring.release import release_zip, write_nbgrader_course

    with author_errors():
        course = course_of(options)
        if options.nbgrader:
            assignments = write_nbgrader_course(course, options.nbgrader)
            say(f"source notebooks (they hold the answers) for {', '.join(assignments)}")
            print(options.nbgrader)
        else:
            name, data = release_zip(course)
            write(options.out / f"{name}.zip", data)
            print(options.out / f"{name}.zip")
    return 0


def run_grade(options: argparse.Namespace) -> int:
    """`autograder grade`."""
    from autograder.batch.command import grade_folder

    if options.jobs < 1:
        raise Complaint("--jobs must be at least 1")
    return grade_folder(options)


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


if __name__ == "__main__":
    sys.exit(main())
