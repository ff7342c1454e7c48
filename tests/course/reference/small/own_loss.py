import numpy as np

from autograder.authoring import exercise, pair

own_loss = exercise(
    None,
    functions=("my_loss", "my_gradient"),
    hints=["Does your gradient point uphill?", "Compare with differences.", "The slope of x**3 is 3*x**2."],
)


@own_loss.cases
def cases(rng):
    yield pair("d = 2", rng.normal(size=(4, 2)).round(1))
    yield pair("d = 3", rng.normal(size=(3, 3)).round(1))


@own_loss.right
def logistic():
    def loss(w):
        return np.sum(np.logaddexp(0, -w)) + 0.5 * w @ w

    def gradient(w):
        return -1 / (1 + np.exp(w)) + w

    return loss, gradient


@own_loss.mistake("Does your loss depend on w?")
def constant():
    """The loss is constant."""
    return (lambda w: 1.0), (lambda w: np.zeros_like(w))


@own_loss.mistake("Where is the minimum of your loss?")
def linear():
    """The loss is linear."""
    return (lambda w: float(np.sum(w))), (lambda w: np.ones_like(w))


@own_loss.mistake("Compare your gradient with a difference quotient at w = (1, 1).")
def lost_factor():
    """The 2 of the square is lost."""
    return (lambda w: float(np.sum(w**2))), (lambda w: 1.0 * w)


@own_loss.mistake("Call your loss twice with the same array.")
def in_place():
    """The loss changes its argument."""

    def loss(w):
        w -= 1
        return float(np.sum(w**2))

    return loss, (lambda w: 2 * (w - 1))
