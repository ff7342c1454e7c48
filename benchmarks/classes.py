"""Classes to measure with: an assignment of three functions and twelve checks, handed in any number of times."""

import ast
import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading.checks import Check, Exercise, Lesson, dump_checks, load_checks

REPOSITORY = Path(__file__).parents[1]
AUTOGRADER = (sys.executable, "-m", "autograder")
FUNCTIONS = ("compute_cost", "gradient_descent", "sigmoid_derivative")
CHECKS = 4

RIGHT = '''
import numpy as np


def compute_cost(X, y, theta):
    """Half the mean squared residual."""
    m = len(y)
    residual = X @ theta - y
    return np.sum(residual ** 2) / (2 * m)


def gradient_descent(X, y, theta, learning_rate, iterations):
    """Batch gradient descent; returns theta and the cost after every step."""
    m = len(y)
    costs = []
    for _ in range(iterations):
        gradient = X.T @ (X @ theta - y) / m
        theta = theta - learning_rate * gradient
        costs.append(compute_cost(X, y, theta))
    return theta, np.array(costs)


def sigmoid_derivative(z):
    """The slope of the sigmoid."""
    t = np.exp(-np.abs(z))
    return t / (1 + t) ** 2
'''
WRONG = (
    ("/ (2 * m)", "* (1/2*m)"),
    ("return np.sum(residual ** 2) / (2 * m)", "return np.sum(residual) ** 2 / (2 * m)"),
    ("theta = theta - learning_rate", "theta = theta + learning_rate"),
    ("costs.append(compute_cost(X, y, theta))", "pass"),
    ("return t / (1 + t) ** 2", "return z * (1 - z)"),
    ("return t / (1 + t) ** 2", "return 1 / (1 + np.exp(-z))"),
)
DIFFERENT = len(WRONG) ** 2 * 5 // 2  # programs in a class of `write_many`


def key() -> Path:
    """The course's key, built if it is stale."""
    command = [*AUTOGRADER, "build", "--key-only", "--course", str(REPOSITORY)]
    subprocess.run(command, check=True)
    return REPOSITORY / "key.json"


@functools.cache
def assignment() -> Lesson:
    """The three exercises, each with its first checks: half visible, half hidden."""
    exercises = {e.name: e for lesson in load_checks(key()) for e in lesson.exercises}
    return Lesson("01_three", "Three functions", tuple(_shortened(exercises[n]) for n in FUNCTIONS))


def _shortened(exercise: Exercise) -> Exercise:
    """Of the checks of values that need no other check, the first two that are visible and the first two hidden."""
    free = [c for c in exercise.checks if c.judge == "close" and not c.needs]
    checks = [c for c in free if not c.hidden][: CHECKS // 2] + [c for c in free if c.hidden][: CHECKS // 2]
    probes = sorted({c.probe for c in checks})
    return replace(
        exercise,
        probes=tuple(exercise.probes[p] for p in probes),
        checks=tuple(replace(c, probe=probes.index(c.probe)) for c in checks),
        mistakes=tuple(
            replace(m, frozen=json.dumps([json.loads(m.frozen)[p] for p in probes]))
            for m in exercise.mistakes
        ),
    )


def write_class(folder: Path, count: int, *, wrong: float = 0.0) -> tuple[Path, Path]:
    """Write submissions and their key; `wrong` is the part of the class that makes a mistake."""
    submissions, path = folder / "submissions", folder / "assignment.json"
    path.write_text(dump_checks([assignment()]), encoding="utf-8")
    for i in range(count):
        text = RIGHT
        if i < wrong * count:
            text = text.replace(*WRONG[i % len(WRONG)])
        (submissions / f"student{i:05d}").mkdir(parents=True)
        note = f"# student {i}\n"  # no two programs are the same, byte by byte
        (submissions / f"student{i:05d}" / "three.py").write_text(note + text, encoding="utf-8")
    return submissions, path


def write_many(folder: Path, count: int) -> tuple[Path, Path]:
    """Write a large class and its key: three of five are right, the others make one of the mistakes, or two.

    All are hard links to few files, so 100,000 take seconds.
    """
    submissions, path = folder / "submissions", folder / "assignment.json"
    programs = [RIGHT.replace(*a).replace(*b) for a in WRONG for b in WRONG]
    programs += [RIGHT] * (DIFFERENT - len(programs))
    (folder / "programs").mkdir(parents=True)
    for k, text in enumerate(programs):
        (folder / "programs" / f"{k}.py").write_text(text, encoding="utf-8")
    path.write_text(dump_checks([assignment()]), encoding="utf-8")
    submissions.mkdir()
    for i in range(count):
        student = submissions / f"student{i:06d}"
        student.mkdir()
        copy, k = divmod(i, len(programs))
        source = folder / "programs" / f"{k}.py"
        if copy and copy % 10_000 == 0:  # a file cannot have any number of links
            shutil.copy(source, source.with_suffix(".more"))
            source.with_suffix(".more").replace(source)
        (student / "three.py").hardlink_to(source)
    return submissions, path


def write_solutions(folder: Path, count: int) -> Path:
    """Write a class in which everybody hands in the model solutions of all lessons."""
    for i in range(count):
        (folder / f"student{i:05d}").mkdir(parents=True)
        for path in REPOSITORY.glob("solutions/*/*.py"):
            shutil.copy(path, folder / f"student{i:05d}" / path.name)
    return folder


@dataclass(frozen=True)
class Assertion:
    """A check of the assignment as a plain assert, for graders that know nothing else."""

    name: str
    exercise: str
    hidden: bool
    code: str


def assertions() -> list[Assertion]:
    """All checks of the assignment, with the same inputs and wanted values."""
    return [
        Assertion(f"{exercise.name}_{i}", exercise.name, check.hidden, _assert(exercise, check))
        for exercise in assignment().exercises
        for i, check in enumerate(exercise.checks)
    ]


def _assert(exercise: Exercise, check: Check) -> str:
    ((name, args, kwargs),) = exercise.probes[check.probe].calls
    given = [_literal(a) for a in args] + [f"{k}={_literal(v)}" for k, v in kwargs.items()]
    part = "" if check.part is None else f"[{check.part!r}]"
    return (
        f"got = {name}({', '.join(given)}){part}\n"
        f"want = {_literal(check.want)}\n"
        f"assert np.shape(got) == np.shape(want) and np.allclose(got, want, rtol={check.rtol!r}, atol=1e-12)"
    )


def _literal(value: Any) -> str:
    return f"np.array({value.tolist()!r})" if isinstance(value, np.ndarray) else repr(value)


def notebook(cells: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """A notebook of code cells, each given by its text and its metadata."""
    return json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 4,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [
                {"cell_type": "code", "source": s, "metadata": m, "outputs": [], "execution_count": None}
                for s, m in cells
            ],
        }
    )


def functions() -> dict[str, str]:
    """The right program cut into its functions."""
    tree = ast.parse(RIGHT)
    return {n.name: ast.unparse(n) for n in tree.body if isinstance(n, ast.FunctionDef)}


def grading(submissions: Path, key: Path, out: Path, *, level: str = "lane", jobs: int = 1) -> list[str]:
    """The command that grades a class."""
    command = [*AUTOGRADER, "grade", str(submissions), "--key", str(key), "--out", str(out)]
    trust = ["--trust-submissions"] if level == "process" else []
    return [*command, "--jobs", str(jobs), "--level", level, *trust]
