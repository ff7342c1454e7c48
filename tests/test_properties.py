"""What a message says of a wrong answer when no mistake has a name for it: each sentence, and what it must not be said of."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.grading import grade as grading
from autograder.grading.answer import RAISED, RETURNED, Answer
from autograder.grading.checks import Check, Exercise, Probe
from autograder.grading.judge import judge
from autograder.grading.properties import notes
from autograder.grading.verdict import Finding
from tests.said import notes_of

A, B, C = np.array([1.0, 2.5, 4.0]), np.array([-3.0, 0.5, 7.0]), np.array([2.0, 9.0, -5.0, 6.5])
M, N = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]), np.array([[1.0, -2.0], [3.0, 8.0], [0.5, 2.5]])
WORD = "is something rounded or approximated?"


def an_exercise(rows, parameters=None):
    """An exercise with one visible check for each (arguments, expected), and the answers that came back."""
    names = tuple(parameters or dict.fromkeys(n for arguments, *_ in rows for n in arguments))
    probes = tuple(
        Probe(f"case {i}", (("f", (), dict(arguments)),)) for i, (arguments, *_) in enumerate(rows)
    )
    checks = tuple(Check(f"case {i}", i, "close", want, 1.0) for i, (_, _, want) in enumerate(rows))
    answers = [got if isinstance(got, Answer) else Answer(RETURNED, got) for _, got, _ in rows]
    return Exercise("f", ("f",), names, ("?", "", ""), probes, checks), answers


def told(rows):
    """The notes of the first message; every one is read back, too."""
    exercise, answers = an_exercise(rows)
    graded = grading.grade(exercise, answers)
    about = notes_of(exercise, answers, graded, judge)
    [sentences] = [v.message.notes for v in graded.verdicts if v.message and not v.message.see] or [()]
    for sentence in sentences:
        about.verify(sentence)
    return list(sentences)


def pairs(*rows):
    """Checks without arguments: (returned, expected)."""
    return [({}, got, want) for got, want in rows]


def of(view, *wants, **arguments):
    """Checks in which what came back is a view of what is expected."""
    return [({k: v[i] for k, v in arguments.items()}, view(w), w) for i, w in enumerate(wants)]


def by(name, values, wants, got):
    """Checks with one argument: got(value, want) came back."""
    return [({name: v}, got(v, w), w) for v, w in zip(values, wants, strict=True)]


RAISES = Answer(RAISED, error=("ValueError",))
SCALARS = (2.5, -4.0, 7.25, 0.3)
HISTORY = np.array([8.0, 4.0, 2.0, 1.0, 0.5])
UNEVEN = np.array([8.0, 7.5, 2.0, 3.0, 0.5])
SETTLED = np.array([9.0, 3.0, 2.001, 2.0001, 2.00001])

# name: (checks, sentence that is told, the same with a near miss, of which it is not told)
SENTENCES = {
    "sign": (of(np.negative, A, B), "it has the opposite sign in both visible checks", pairs((0.1 - A, A), (-B, B))),
    "sign of one number": (pairs((-2.5, 2.5)), "it has the opposite sign", pairs((-2.5, 2.6))),
    "factor": (of(lambda b: 4 * b, A, B), "it is 4 times too large in both visible checks", pairs((4 * A, A), (5 * B, B))),
    "factor of one number": (pairs((0.5, 1.5)), "it is 3 times too small", pairs((0.5, 0.5 * 3.1))),
    "factor in some": (pairs((4 * A, A), (4 * B, B), (C, C)), "it is 4 times too large in 2 of 3 visible checks", pairs((4 * A, A), (3 * B, B), (C, C))),
    "factor and sign": (of(lambda b: -b / 2, A, B), "with the opposite sign, it is 2 times too small in both visible checks", pairs((-A / 2, A), (B / 2, B))),
    "part": (of(lambda b: b * 2 / 3, *SCALARS), "it is 2/3 of what is expected in all 4 visible checks", of(lambda b: b * 0.667, *SCALARS)),
    "pi": (of(lambda b: b / np.pi, *SCALARS), "it is 3.14159 times too small in all 4 visible checks (here pi = 3.14159)", of(lambda b: b / 3.1416, *SCALARS)),
    "constant factor": (of(lambda b: 1.37 * b, *SCALARS), "it is right up to a constant factor (1.37) in all 4 visible checks", pairs((1.37, 1.0))),
    "named factor here": ([({"X": np.ones((17, 2))}, 17 * 1.7, 1.7)], "it is 17 times too large (here m = 17)", [({"X": np.ones((18, 2))}, 17 * 1.7, 1.7)]),
    "named factor": (by("h", (0.5, 2.0, 3.0), (1.7, 2.2, 4.1), lambda h, w: h * w), "it is `h` times what is expected in all 3 visible checks", by("h", (0.5, 2.0, 3.0), (1.7, 2.2, 4.1), lambda h, w: (h + 0.1) * w)),
    "rows": (by("X", (M, N), (1.7, 2.2), lambda X, w: w / len(X)), "it is what is expected divided by m in both visible checks", by("X", (M, N), (1.7, 2.2), lambda X, w: w / (len(X) + 1))),
    "square of an argument": (by("h", (0.5, 2.0, 3.0), (1.7, 2.2, 4.1), lambda h, w: w / (4 * h**2)), "it is what is expected divided by 4 `h`² in all 3 visible checks", by("h", (0.5, 2.0, 3.0), (1.7, 2.2, 4.1), lambda h, w: w / (4 * h**2 + 0.1))),
    "n of n - 1": (by("n", (3, 5, 8), (1.7, 2.2, 4.1), lambda n, w: w * n / (n - 1)), "it is `n`/(`n` - 1) times what is expected in all 3 visible checks", by("n", (3, 5, 8), (1.7, 2.2, 4.1), lambda n, w: w * n / (n - 2))),
    "where it is given": (
        [*by("h", (0.5, 2.0, 3.0), (1.7, 2.2, 4.1), lambda h, w: h**2 * w), ({}, 8.0, 1.2)], "where `h` is given, it is `h`² times what is expected (3 visible checks)",
        [*by("h", (0.5, 2.0, 3.0, 4.0), (1.7, 2.2, 4.1, 1.1), lambda h, w: h**2 * w if h < 4 else w), ({}, 8.0, 1.2)],
    ),
    "changing factor": (pairs((1.1 * A, A), (2.3 * B, B)), "it is right up to a factor, which differs from check to check, in both visible checks", pairs((1.1 * A, A), (B + np.eye(3)[0], B))),
    "offset": (of(lambda b: b + 3, A, B), "it is too large by the same number everywhere, 3, in both visible checks", pairs((A + 3, A), (B - 3, B))),
    "offset downwards": (pairs((A - 0.25, A)), "it is too small by the same number everywhere, 0.25", pairs((5.0, 2.5))),
    "added argument": (by("b", (1.5, -2.0, 0.5), SCALARS[:3], lambda b, w: w - 2 * b), "it is what is expected minus 2 `b` in all 3 visible checks", by("b", (1.5, -2.0, 0.5), SCALARS[:3], lambda b, w: w - 2.1 * b + 0.2)),
    "added array": (by("y", (A, B), (B + 1, 3 * A), lambda y, w: w + y), "it is what is expected plus `y` in both visible checks", by("y", (A, B), (B + 1, 3 * A), lambda y, w: w + y**2)),
    "changing offset": (pairs((A + 1, A), (B + 2, B)), "it is right up to an added number, which differs from check to check, in both visible checks", pairs((A + 1, A), (B * 1.1 + 2, B))),
    "transpose": (of(np.transpose, M, N), "it is the transpose of what is expected in both visible checks", of(lambda b: b.reshape(b.T.shape), M, N)),
    "reversed": (of(lambda b: b[::-1], A, C), "it is what is expected in reverse order in both visible checks", pairs((A[::-1], A), (C[[1, 0, 2, 3]], C))),
    "other shape": (of(lambda b: b.reshape(-1, 1), A, C), "the numbers are right, but their shape is not in both visible checks", of(lambda b: 0.1 + b.reshape(-1, 1), A, C)),
    "last missing": (of(lambda b: b[:-1], A, C), "the entries are right, but the last one is missing in both visible checks", of(lambda b: b[:-2], C, HISTORY)),
    "first missing": (of(lambda b: b[1:], A, C), "the entries are right, but the first one is missing in both visible checks", of(lambda b: b[1:] + 0.1, A, C)),
    "one more at the end": (of(lambda b: np.append(b, 5.0), A, C), "the expected entries are there, and one more at the end in both visible checks", of(lambda b: np.append(b, [5.0, 6.0]), A, C)),
    "one more at the start": (of(lambda b: np.append(5.0, b), A, C), "the expected entries are there, and one more at the start in both visible checks", of(lambda b: np.append(5.0, b + 0.1), A, C)),
    "every second": (of(lambda b: b[::2], A, C), "every second entry is missing, the others are right in both visible checks", of(lambda b: b[1::2], A, C)),
    "ahead": (of(lambda b: np.append(b[1:], 0.25), UNEVEN, C), "it is one entry ahead: each entry but the last is what is expected one place later in both visible checks", of(lambda b: np.append(b[1:] + 0.1, 0.25), UNEVEN, C)),
    "late": (of(lambda b: np.append(16.0, b[:-1]), UNEVEN, C), "it is one entry late: each entry but the first is what is expected one place earlier in both visible checks", of(lambda b: np.append(16.0, b[:-1] + 0.1), UNEVEN, C)),
    "other order": (of(lambda b: b[[2, 1, 0, 3]], C, C + HISTORY[:4]), "the numbers are right, but in another order in both visible checks", of(lambda b: b[[2, 1, 0, 3]] + 0.1, C, C + HISTORY[:4])),
    "running sum": (of(np.cumsum, A, C), "it is the running sum of what is expected in both visible checks", of(lambda b: np.cumsum(b) + b / 9, A, C)),
    "differences": (of(lambda b: np.diff(b, prepend=0.0), A, C), "its running sum is what is expected in both visible checks", of(lambda b: np.diff(b, prepend=1.0), A, C)),
    "not summed": (pairs((A, 7.5), (C, 12.5)), "its entries add up to what is expected in both visible checks", pairs((A, 7.5), (C, 12.6))),
    "not averaged": (pairs((A, 2.5), (C, 3.125)), "the mean of its entries is what is expected in both visible checks", pairs((A, 2.5), (C, 3.126))),
    "rows not summed": (pairs((M, M.sum(0, keepdims=True)), (N, N.sum(0, keepdims=True))), "its rows add up to what is expected in both visible checks", pairs((M, M.sum(0, keepdims=True) + 1))),
    "rows not averaged": (pairs((M, M.mean(0, keepdims=True)), (N, N.mean(0, keepdims=True))), "the mean of its rows is what is expected in both visible checks", pairs((M, M.mean(0, keepdims=True) + 1))),
    "summed": (of(np.sum, A, C), "it is the sum of the entries that are expected in both visible checks", pairs((7.5, A), (12.6, C))),
    "averaged": (of(np.mean, A, C), "it is the mean of the entries that are expected in both visible checks", pairs((2.5, A), (3.2, C))),
    "first only": (of(lambda b: b[0], A, C), "it is the first of the entries that are expected in both visible checks", pairs((1.0, A), (9.0, C))),
    "last only": (of(lambda b: b[-1], A, C), "it is the last of the entries that are expected in both visible checks", pairs((4.0, A), (9.0, C))),
    "all for the first": (pairs((A, 1.0), (C, 2.0)), "its first entry is what is expected in both visible checks", pairs((A, 1.0), (C, 2.1))),
    "all for the last": (pairs((A, 4.0), (C, 6.5)), "its last entry is what is expected in both visible checks", pairs((A, 4.0), (C, 6.6))),
    "absolute": (of(np.abs, B, C, A), "it is the absolute value of what is expected in all 3 visible checks", of(lambda b: np.abs(b) + (b < 0), B, C, A)),
    "clipped": (of(lambda b: np.maximum(b, 0), B, C), "numbers that should be negative came back as 0, all others are right in both visible checks", of(lambda b: np.maximum(b, 1), B, C)),
    "reciprocal": (of(np.reciprocal, *SCALARS), "it is the reciprocal of what is expected in all 4 visible checks", of(lambda b: 1 / (b + 0.01), *SCALARS)),
    "reciprocal of 0": (pairs((np.inf, 0.0), (0.4, 2.5), (0.2, 5.0)), "it is the reciprocal of what is expected in all 3 visible checks", pairs((np.inf, 0.0), (0.4, 2.5), (0.3, 5.0))),
    "negative reciprocal": (of(lambda b: -1 / b, *SCALARS), "it is the reciprocal of what is expected, with the opposite sign in all 4 visible checks", of(lambda b: -1.01 / b - 1, *SCALARS)),
    "square": (of(np.square, *SCALARS), "it is the square of what is expected in all 4 visible checks", of(lambda b: b**2 + 0.1, *SCALARS)),
    "root": (of(np.sqrt, 2.5, 4.0, 9.0), "it is the square root of what is expected in all 3 visible checks", of(np.cbrt, 2.5, 4.0, 9.0)),
    "logarithm": (of(np.log, 2.5, 4.0, 9.0), "it is the logarithm of what is expected in all 3 visible checks", of(np.log10, 2.5, 4.0, 9.0)),
    "exponential": (of(np.exp, *SCALARS), "it is the exponential of what is expected in all 4 visible checks", of(np.exp2, *SCALARS)),
    "falling exponential": (of(lambda b: np.exp(-b), *SCALARS), "it is the exponential of what is expected with the opposite sign in all 4 visible checks", of(lambda b: np.exp2(-b), *SCALARS)),
    "complement": (of(lambda b: 1 - b, 0.3, 0.9, 0.75), "it is 1 minus what is expected in all 3 visible checks", of(lambda b: 1.1 - 2 * b, 0.3, 0.9, 0.75)),
    "rounded down": (of(np.floor, -2.5, 4.3, 9.8), "it is what is expected, rounded down to whole numbers in all 3 visible checks", of(np.ceil, -2.5, 4.3, 9.8)),
    "cut": (of(np.trunc, -2.7, 4.3, 9.8), "it is what is expected, without what stands behind the point in all 3 visible checks", of(lambda b: np.trunc(b) + 1, -2.7, 4.3, 9.8)),
    "rounded": (of(np.round, -2.7, 4.3, 9.8), "it is what is expected, rounded to whole numbers in all 3 visible checks", of(lambda b: np.round(b) - 1, -2.7, 4.3, 9.8)),
    "an argument": (by("y", (A, B), (B, C[:3]), lambda y, w: y), "it is the argument `y` itself in both visible checks", by("y", (A, B), (B, C[:3]), lambda y, w: y + 0.1)),
    "an argument's negative": (by("y", (A, B), (B, C[:3]), lambda y, w: -y), "it is the argument `y` itself with the opposite sign in both visible checks", by("y", (A, B), (B, C[:3]), lambda y, w: 0.1 - y)),
    "one number": (of(lambda b: 0.0, *SCALARS), "it is the same number, 0, in all 4 visible checks", of(lambda b: b // 4, *SCALARS)),
    "nan": (of(lambda b: np.full(b.shape, np.nan), A, C), "each entry is the same number, nan, in both visible checks", of(lambda b: np.where(b > 1, np.nan, b), A, C)),
    "one number here": (pairs((np.zeros(3), A)), "each entry is the same number, 0", pairs((np.array([0, 0, 0.1]), A))),
    "wrong ones are 0": (pairs((np.array([0.0, 2.5, 0.0]), A), (np.array([0.0, 0.0, 7.0]), B)), "all 4 wrong numbers of the visible checks are 0", pairs((np.array([0.0, 2.5, 0.0]), A), (np.array([0.0, 0.1, 7.0]), B))),
    "stays": (of(lambda b: np.full(len(b), b[0]), HISTORY, C), "it never leaves the start: each entry is the first one in both visible checks", pairs((np.array([8.0, 8, 8, 8, 8.1]), HISTORY))),
    "turns round": (of(lambda b: np.append([b[0], 2 * b[0] - b[1]], b[2:] ** 2), HISTORY, C), "the start is right, and the first step goes the opposite way in both visible checks", pairs((np.array([8.0, 12.1, 3, 4, 9]), HISTORY))),
    "settles elsewhere": (pairs((np.array([9.0, 5.0, 4.01, 4.0, 4.0]), SETTLED)), "it comes to rest elsewhere than expected", pairs((np.array([9.0, 5.0, 4.01, 4.0, 3.0]), SETTLED))),
    "runs away": (pairs((np.array([9.0, 20.0, 30.0, 50.0, 90.0]), SETTLED)), "it moves away from where it should come to rest, farther with each step", pairs((np.array([9.0, 20.0, 30.0, 29.0, 90.0]), SETTLED))),
    "another way": (pairs((np.array([9.0, 7.0, 5.0, 3.0, 2.00001]), SETTLED)), "it comes to rest where it should, by another way", pairs((np.array([9.0, 7.0, 5.0, 3.0, 2.1]), SETTLED))),
    "digits": (of(lambda b: round(b, 3), 0.87654321, 2.71828182), f"it is right to about 3 digits in both visible checks: {WORD}", of(lambda b: round(b, 3) + 0.02, 0.87654321, 2.71828182)),
    "digits of an approximation": (of(lambda b: b * (1 + 1e-6) + 1e-7, *SCALARS), f"it is right to about 5 digits in all 4 visible checks: {WORD}", of(lambda b: b * (1 + 1e-3) + 1e-4, *SCALARS)),
    "near": (of(lambda b: b * 1.002 + 0.001, *SCALARS), "it is off by less than 1 % of the largest number expected in all 4 visible checks", of(lambda b: b * 1.2 + 0.001, *SCALARS)),
    "too large": (pairs((3.0, 2.5), (-3.0, -4.0), (9.0, 7.0)), "all 3 wrong numbers of the visible checks are too large", pairs((3.0, 2.5), (-3.0, -4.0), (6.0, 7.0))),
    "too small": (pairs((2.0, 2.5), (-5.0, -4.0), (1.0, 7.0)), "all 3 wrong numbers of the visible checks are too small", pairs((2.0, 2.5), (-5.0, -4.0), (8.0, 7.0))),
    "too large in size": (pairs((3.0, 2.5), (-5.0, -4.0), (9.0, 7.0)), "all 3 wrong numbers of the visible checks have the right sign and are too large in size", pairs((3.0, 2.5), (-5.0, -4.0), (6.0, 7.0))),
    "wrong sign": (pairs((-2.0, 2.5), (5.0, -4.0), (-9.0, 7.0)), "all 3 wrong numbers of the visible checks have the wrong sign", pairs((-2.0, 2.5), (5.0, -4.0), (9.0, 7.0))),
    "first entry": (pairs((np.array([1.0, 9, 2]), A), (np.array([2.0, 1, 0, 3]), C)), "only the first entry is right in both visible checks", pairs((np.array([1.0, 9, 2]), A), (np.array([2.0, 9, 0, 3]), C))),
    "last entry wrong": (pairs((np.array([1.0, 2.5, 7]), A), (np.array([2.0, 9, -5, 3]), C)), "only the last entry is wrong in both visible checks", pairs((np.array([1.0, 2.5, 7]), A), (np.array([2.0, 9, -4, 3]), C))),
    "a row": (pairs((np.array([[1.0, 2, 3], [9, 8, 0]]), M)), "only the first row is right", pairs((np.array([[1.0, 2, 3], [4, 8, 0]]), M))),
    "a column": (pairs((np.array([[9.0, 2, 3], [9.5, 5, 7]]), M)), "only the first column is wrong", pairs((np.array([[9.0, 2, 3], [9.5, 5, 8]]), M))),
    "the diagonal": (pairs((np.array([[1.0, 9, 9.5], [3, 5, 8]]), M)), "only the diagonal is right", pairs((np.array([[1.0, 2, 9.5], [3, 5, 8]]), M))),
    "the first few": (pairs((np.array([8.0, 4, 2, 7, 9]), HISTORY)), "the first 3 entries are right, all later ones are wrong", pairs((np.array([8.0, 4, 3, 7, 0.5]), HISTORY))),
    "first wrong": (pairs((np.array([8.0, 5, 2, 7, 9]), HISTORY), (np.array([2.0, 1, -5, 0]), C)), "the first entry is right, the second is wrong in both visible checks", pairs((np.array([8.0, 5, 2, 7, 9]), HISTORY), (np.array([2.0, 9, -5, 0]), C))),
}  # fmt: skip


def case_rows(name, values, right, want=(2.5, -4.0, 7.25, 0.3, 11.0, -6.5, 3.3, 5.1, 2.2)):
    """Checks with one argument, right where `right` says so, and off by something odd elsewhere."""
    odd = (0.31, -0.77, 1.93, -0.12, 2.71, -3.3, 0.9, -1.7, 0.4)
    return [
        ({name: v} if v is not None else {}, w if ok else w + o, w)
        for v, ok, w, o in zip(values, right, want, odd, strict=False)
    ]


T, F = True, False
SOME = np.array([1.5, -2.0])
RULES = {
    "given": ("s", (1.5, 2.5, 3.5, 4.5, None, None, None), (T, T, T, T, F, F, F), "it is right where `s` is given (4 visible checks), and is wrong where it is left out (3)"),
    "sign": ("z", (1.5, 2.5, 3.5, 4.5, -1.5, -2.5, -3.5), (T, T, T, T, F, F, F), "it is right where `z` is positive (4 visible checks), and is wrong where it is not positive (3)"),
    "whole": ("z", (1.5, 2.5, 3.5, 4.5, 1.0, 2.0, 3.0), (F, F, F, F, T, T, T), "it is right where `z` is a whole number (3 visible checks), and is wrong where it is not a whole number (4)"),
    "even": ("k", (1, 2, 3, 4, 5, 6, 7), (F, T, F, T, F, T, F), "it is right where `k` is even (3 visible checks), and is wrong where it is not even (4)"),
    "small": ("z", (1.5, 2.5, -3.5, 4.5, 1000.5, -800.5, 500.5), (T, T, T, T, F, F, F), "it is right where `z` is at most 4.5 in size (4 visible checks), and is wrong where it is at least 500.5 in size (3)"),
    "square": ("A", (np.eye(2), np.eye(3), np.eye(4), M, N, np.ones((1, 2)), np.ones((4, 2))), (T, T, T, F, F, F, F), "it is right where `A` is square (3 visible checks), and is wrong where it is not square (4)"),
    "one row": ("A", (M[:1], M[1:], N[:1], M, N, np.eye(2), np.eye(3)), (T, T, T, F, F, F, F), "it is right where `A` has one row (3 visible checks), and is wrong where it has several rows or none (4)"),
    "one axis": ("y", (A, B, C, M, N, np.eye(2), np.eye(3)), (T, T, T, F, F, F, F), "it is right where `y` is one-dimensional (3 visible checks), and is wrong where it is not one-dimensional (4)"),
    "a negative entry": ("y", (A, A + 1, A + 2, B, C, -A, -B), (T, T, T, F, F, F, F), "it is wrong where `y` has a negative entry (4 visible checks), and is right where it has no negative entry (3)"),
    "equal steps": ("t", (np.array([0.0, 1.5, 3.0]), np.array([1.0, 3.0, 5.0]), np.array([2.0, 2.5, 3.0]), C, A + np.array([0, 1, 3]), A**2, A * np.array([1, 2, 5])), (T, T, T, F, F, F, F), "it is right where `t` has equal steps (3 visible checks), and is wrong where it has not equal steps (4)"),
    "integers": ("y", (np.array([1, 3]), np.arange(1, 5), np.arange(1, 6), A, np.array([1.0, 3.0, 4.0]), A + 2, A + 0.5), (T, T, T, F, F, F, F), "it is right where `y` holds integers (3 visible checks), and is wrong where it holds other numbers (4)"),
    "symmetric": ("A", (np.eye(2), np.eye(3), np.array([[1.0, 2], [2, 5]]), M[:, :2], N[:2], N[1:], N[::2]), (T, T, T, F, F, F, F), "it is right where `A` is symmetric (3 visible checks), and is wrong where it is not symmetric (4)"),
    "shared": ("z", (1.5, 2.5, 3.5, 4.5, -1.5, -2.5, -3.5, -4.5, -5.5), (F, F, F, T, T, T, T, T, T), "in all 3 wrong visible checks `z` is positive, and in 1 of the 6 right ones"),
}  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_a_property_is_told(name):
    rows, sentence, _ = SENTENCES[name]
    assert sentence in " | ".join(told(rows))


@pytest.mark.parametrize("name", SENTENCES)
def test_a_property_is_not_told_of_what_only_looks_like_it(name):
    _, sentence, near_miss = SENTENCES[name]
    plain = re.split(" in (?:all|both) | [(]here", sentence)[0]
    assert plain not in " | ".join(told(near_miss))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_about_inputs_is_told(name):
    argument, values, right, sentence = RULES[name]
    assert sentence in told(case_rows(argument, values, right))


@pytest.mark.parametrize("name", RULES)
def test_a_rule_about_inputs_is_not_told_if_one_check_breaks_it(name):
    argument, values, right, sentence = RULES[name]
    broken = (not right[0], *right[1:]) if name != "shared" else (F, F, F, T, T, T, T, T, F)
    assert sentence not in told(case_rows(argument, values, broken))


def test_few_checks_say_nothing_about_inputs():
    """With two right and two wrong checks, something always tells them apart."""
    rows = case_rows("z", (1.5, 2.5, -3.5, -4.5), (T, T, F, F))
    assert [s for s in told(rows) if "`z`" in s] == []


def test_what_raises_and_what_is_infinite_have_rules_as_well():
    wants = (2.5, -4.0, 7.25, 0.3, 11.0, -6.5, 3.3)
    for bad, words in (
        (RAISES, ("raises", "returns a value")),
        (np.inf, ("is nan or infinite", "is finite")),
    ):
        rows = [
            ({"z": z}, bad if z == 0 else w + 0.1 * z, w)
            for z, w in zip((0, 0, 0, 1.5, -2.5, 3.5, -1.5), wants, strict=True)
        ]
        assert (
            told(rows)[-1]
            == f"it {words[0]} where `z` is 0 (3 visible checks), and {words[1]} where it is not 0 (4)"
        )


def test_rules_about_single_numbers():
    z = [np.array([1.5, -2.0, 3.0]), np.array([-0.5, 2.5]), np.array([-4.0, 1.0])]
    rows = [({"z": v}, np.where(v > 0, v**2, v + 7 / (1 + v**2)), v**2) for v in z]
    expected = "it is right where `z` is positive (4 numbers of the visible checks), and is wrong where it is not positive (3)"
    assert expected in told(rows)
    rows[0][1][0] += 0.5
    assert expected not in told(rows)


def test_texts_that_are_mixed_up():
    def rows(*gots):
        wants = ("up", "up", "down", "down", "flat", "flat")
        return [({}, got, want) for got, want in zip(gots, wants, strict=True)]

    for gots, sentence in {
        ("up",) * 6: "'up' came back in all 6 visible checks",
        (
            "up",
            "up",
            "up",
            "up",
            "flat",
            "flat",
        ): "it is right but where 'down' is expected and 'up' came back (2 of 6 visible checks)",
        (
            "up",
            "up",
            "up",
            "flat",
            "flat",
            "up",
        ): "'down' never came back, and is expected in 2 of 6 visible checks",
        (
            "up",
            "up",
            "down",
            "up",
            "up",
            "flat",
        ): "wherever it is wrong, 'up' came back (2 of 6 visible checks)",
        (
            "flat",
            "down",
            "down",
            "down",
            "flat",
            "flat",
        ): "'up' never came back, and is expected in 2 of 6 visible checks",
        (
            "Up",
            "UP ",
            "down.",
            "down",
            "flat",
            "flat",
        ): "only capital letters, spaces or signs are not as expected (3 of 6 visible checks)",
        ("up", "up", "down", "down", "flat", "up"): "",
    }.items():
        assert told(rows(*gots))[:1] == ([sentence] if sentence else [])


def test_results_that_are_right_and_results_that_are_not():
    probes = tuple(Probe(f"case {i}", (("f", (), {}),)) for i in range(2))
    checks = tuple(
        Check(f"case {i}: {part}", i, "close", want, 1.0, part=part)
        for i in range(2)
        for part, want in (("a", 1.5), ("b", 2.5 + i))
    )
    exercise = Exercise("f", ("f",), (), ("?", "", ""), probes, checks)
    wrong = [Answer(RETURNED, {"a": 1.5, "b": 0.1}), Answer(RETURNED, {"a": 1.5, "b": 9.7})]
    graded = grading.grade(exercise, wrong)
    [sentences] = [v.message.notes for v in graded.verdicts if v.message and not v.message.see]
    assert "`a` is right in all visible checks, `b` in none" in sentences
    for sentence in sentences:
        notes_of(exercise, wrong, graded, judge).verify(sentence)
    half = [wrong[0], Answer(RETURNED, {"a": 1.4, "b": 9.7})]
    assert "none" not in str(grading.grade(exercise, half).verdicts)


def test_at_most_two_notes_and_none_beside_a_name_or_for_what_is_right():
    assert told(pairs((A, A), (2.0, 2.0))) == []
    for rows, *_ in SENTENCES.values():
        assert len(told(rows)) <= 2


def test_hidden_checks_say_nothing():
    exercise, answers = an_exercise(of(lambda b: 4 * b, 2.5, 3.5, 4.5))
    hidden = [Check(**{**c.__dict__, "hidden": c.label != "case 0"}) for c in exercise.checks]
    graded = grading.grade(Exercise(**{**exercise.__dict__, "checks": tuple(hidden)}), answers)
    assert [v.message.notes for v in graded.verdicts] == [("it is 4 times too large",), (), ()]


values = st.none() | st.floats() | st.integers() | st.text(max_size=3) | hnp.arrays(
    st.sampled_from(["f8", "i8", "u1", "?", "c16"]), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)
)  # fmt: skip


@given(
    st.lists(
        st.tuples(
            values,
            values | st.lists(values, max_size=3) | st.dictionaries(st.sampled_from("ab"), values),
            values,
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(deadline=None, max_examples=400)
def test_looking_at_any_values_breaks_nothing(rows):
    exercise, answers = an_exercise([({"x": x}, got, want) for x, got, want in rows])
    found = {c.label: judge(c, answers, exercise) for c in exercise.checks}
    for check in exercise.checks:
        if finding := found[check.label]:
            assert isinstance(finding, Finding)
            told = notes(exercise, answers, found, check, finding)
            assert all(isinstance(n, str) for n in told)
            assert len(told) <= 2
