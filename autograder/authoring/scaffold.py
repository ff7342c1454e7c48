"""`autograder new`: a new exercise in its places, ready to be built, and to be made good with `autograder audit`."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.authoring.course import SLUG
from autograder.authoring.freezing import AuthorError
from autograder.files import write
from autograder.student.lessons import in_words

LESSON = '''"""{title}."""

import numpy as np
'''

SOLUTION = '''

def {name}(x):
    """f(x) = x^2: replace this by the statement, the formula first.

    x: number or array of shape (k,).
    Returns the same shape.

    >>> {name}(3.0)
    9.0
    """
    return x * x
'''

PROSE = (
    "# {title}\n\nThe idea, the mathematics, an example that is not the exercise, why it matters, pitfalls.\n"
)

TRUTH = '''"""{title}."""

import numpy as np

from autograder.authoring import case, exercise, hidden


def reference(x):
    return np.square(x)


{name} = exercise(
    reference,
    pure=True,
    hints=[
        "A question: what comes back for x = 3?",
        "A nudge: print what you have after each step.",
        "The cube of a number, as an example: `x * x * x`.",
    ],
)


@{name}.cases
def numbers(rng):
    yield case("a number", 3.0)
    yield case("a negative number", -2.0)
    yield case("an array", rng.uniform(-3, 3, 4))
    yield hidden("an integer", 5)
    yield hidden("another array", rng.uniform(-3, 3, 6))


@{name}.right
def as_a_power(x):
    return x**2


@{name}.mistake("What is 2 times 3, and what is 3 times 3?")
def doubled(x):
    """This is twice x, not its square."""
    return 2 * x
'''


def scaffold(root: Path, lesson: str, name: str) -> list[Path]:
    """Write an exercise's files below `root` and return those that are new or changed.

    lesson: `12_topic`, there already or not. Raises AuthorError rather than change an exercise that exists.
    """
    if not SLUG.fullmatch(lesson):
        raise AuthorError(
            f"`{lesson}` is not a lesson's name; write two digits and a topic, such as `12_fourier_series`"
        )
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
        raise AuthorError(
            f"`{name}` is not a function's name; write lower case with underscores, such as `mean_squared_error`"
        )
    topic = lesson.split("_", 1)[1]
    title, words = in_words(topic), in_words(name)
    truth = root / "reference" / topic / f"{name}.py"
    solution = root / "solutions" / lesson / f"{topic}.py"
    prose = solution.with_name("lesson.md")
    code = _read(solution) or LESSON.format(title=title)
    if truth.exists() or re.search(rf"^def {name}\b", code, re.MULTILINE):
        raise AuthorError(f"`{name}` is there already")
    text = (_read(prose) or PROSE.format(title=title)).rstrip("\n")
    files = {
        solution: code + SOLUTION.format(name=name),
        prose: f"{text}\n\n{{{{{name}}}}}\n",
        truth: TRUTH.format(name=name, title=words),
    }
    for package in (root / "reference", truth.parent):
        if not (package / "__init__.py").exists():
            files[package / "__init__.py"] = ""
    for path, content in files.items():
        write(path, content)
    return list(files)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
