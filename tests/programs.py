"""Whole programs out of the truth files: each known mistake and right variant as a student would hand it in."""

from autograder.authoring.programs import HEADER, source_of

# All that is right in the small course, but for its figure.
SMALL = """import math
import numpy as np
def double(x): return 2 * x
def regime(rate): return "converges" if abs(1 - rate) < 1 else "diverges"
def safe_log(x):
    if x <= 0: raise ValueError
    return math.log(x)
def my_loss(w): return float(np.sum((w - 1) ** 2))
def my_gradient(w): return 2 * (w - 1)
"""


def class_of(lesson, size=12):
    """{student: source of the lesson's file}: the k-th student has the k-th variant of every exercise.

    size: how many students; they are spread evenly over the variants.
    """
    stub = "def {}(*args, **kwargs):\n    raise NotImplementedError"
    pools = []
    for truth in lesson.truths:
        right = {p.__name__: p for p in truth.rights}
        wrong = {w.name: w.program for w in truth.mistakes}
        pools.append(
            (truth, [("reference", truth.reference), *right.items(), *wrong.items(), ("stub", None)])
        )
    programs = {}
    longest = max(len(pool) for _, pool in pools)
    for k in sorted({round(i * (longest - 1) / (size - 1)) for i in range(size)}):
        parts = [HEADER]
        for truth, pool in pools:
            _, program = pool[k % len(pool)]
            parts.append(source_of(truth, program) if program else stub.format(truth.functions[0]))
        programs[f"{lesson.topic}-{k:02d}"] = "\n\n".join(parts) + "\n"
    return programs
