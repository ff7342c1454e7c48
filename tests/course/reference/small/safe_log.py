import math

from autograder.authoring import case, exercise, hidden, raising


def reference(x):
    return math.log(x)


safe_log = exercise(
    reference, hints=["Which x have a logarithm?", "Test first.", "`raise TypeError('no')` raises."]
)


@safe_log.cases
def cases(rng):
    yield case("2", 2.0)
    yield raising("a negative x", ValueError, -1.0)
    yield hidden("0.1", 0.1)


class NotPositiveError(ValueError):
    pass


@safe_log.right
def with_a_class_of_its_own(x):
    if x <= 0:
        raise NotPositiveError
    return math.log(x)


@safe_log.mistake("What does log do with -1?")
def nan_instead(x):
    """A nan is returned where an exception is asked for."""
    return math.log(x) if x > 0 else math.nan


@safe_log.mistake("Which base has the natural logarithm?")
def base_ten(x):
    """The logarithm has base 10."""
    if x <= 0:
        raise ValueError
    return math.log10(x)
