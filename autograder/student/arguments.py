"""What the commands of students understand."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def add_students(commands: Any) -> None:
    """Add `watch`, `hint`, `pack`, `show` and `update`."""
    watch = commands.add_parser("watch", help="students: check an exercise whenever you save, then the next")
    watch.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="a lesson, or the folder of all (default: here)"
    )
    watch.add_argument(
        "--once",
        action="store_true",
        help="one round, then stop; exit status 0 if all visible checks pass, else 1",
    )

    hint = commands.add_parser("hint", help="students: show the next hint of an exercise; it costs no points")
    hint.add_argument("exercise", nargs="?", help="the exercise (default: the first that is not done)")
    some = hint.add_mutually_exclusive_group()
    some.add_argument("--all", action="store_true", help="show all hints")
    some.add_argument("--level", type=int, choices=(1, 2, 3), help="show so many hints")

    pack = commands.add_parser("pack", help="students: zip a hand-in and say what is missing")
    pack.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="a lesson, or the folder of all (default: here)"
    )
    pack.add_argument(
        "--out", type=Path, default=Path("handin.zip"), help="the zip to write (default: %(default)s)"
    )

    show = commands.add_parser("show", help="students: explain one failure, with a picture")
    show.add_argument(
        "exercise",
        nargs="?",
        default="",
        help="a function that you wrote (default: the first that is not right)",
    )
    show.add_argument("--open", action="store_true", help="open the page in the browser")

    update = commands.add_parser("update", help="students: bring in a newer release, keep what you edited")
    update.add_argument("release", type=Path, help="the zip of the newer release")
    update.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="your course folder (default: here)"
    )
