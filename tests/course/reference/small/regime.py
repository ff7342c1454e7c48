from autograder.authoring import case, exercise, hidden


def reference(rate):
    return "converges" if abs(1 - rate) < 1 else "diverges"


regime = exercise(
    reference, hints=["How large is |1 - rate|?", "Compare it with 1.", "Is |x| > 2? `abs(x) > 2`."]
)


@regime.cases
def cases(rng):
    yield case("small", 0.5)
    yield case("large", 2.5, needs="small")
    yield case("between", 1.5)
    yield hidden("negative", -0.25, needs="small")


@regime.right
def as_interval(rate):
    return ("diverges", "converges")[0 < rate < 2]


@regime.mistake("What happens at rate = 1.5?")
def bound_one(rate):
    """The bound is taken to be 1."""
    return "converges" if rate < 1 else "diverges"
