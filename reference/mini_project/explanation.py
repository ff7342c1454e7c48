"""The essay, with a rubric whose anchors say what earns how much."""

from autograder.authoring import question

explanation = question(
    """
    Explain how gradient descent uses derivatives to optimize the weights of a neural network.

    Write 150 to 300 words for someone who knows what a function is, but has never trained anything. Follow one
    weight through one update, and say at each step which derivative is used and why. What does the derivative
    tell? How does it get to a weight in an early layer? What decides how far the step goes? What can go wrong?
    Use a number or a curve from your own experiment.
    """,
    rubric="""
    10 points. Two people mark a tenth of the answers independently and compare before the rest is marked.

    - Slope (2): the derivative says how much the loss changes for a small change of this one weight; all
      of them together, the gradient, point to the steepest INCREASE. 2: both parts. 1: one of them. 0: absent,
      or "the gradient is the error".
    - Step (2): new weight = weight - learning rate * derivative, and why: minus, because the gradient points
      uphill; many small steps, because the slope holds only nearby. 2: rule and reason. 1: rule alone.
      0: absent, or a step along the gradient.
    - Chain rule (2): for weights in earlier layers local derivatives are multiplied, from the loss backwards.
      2: says so. 1: names backpropagation. 0: absent, or only "backpropagation updates the weights".
    - Learning rate (2): too small is slow; too large overshoots, oscillates or diverges. 2: both. 1: one. 0: absent.
    - Limits (1): one that is true, such as local minima, saddle points, or steps that vanish where the
      gradient does. 0: absent, or "it always finds the best weights".
    - Own evidence (1): a number or a curve of the writer's own, used correctly.

    Do not take points twice for one misunderstanding, nor for language or length. Comments for what is often
    misunderstood:

    - "The gradient points to the minimum": it points uphill, and its opposite leads downhill only locally.
    - "The gradient says in which direction to change the parameters to reduce the error": the opposite direction.
    - "Gradient descent finds the global minimum": for convex losses and suitable rates; else perhaps another one.
    - "Backpropagation updates the weights": it computes the gradient; the update rule changes the weights.
    - "The learning rate is how well the network learns": it is the factor by which a step is scaled.
    - "The derivative is the error": it is how fast the error changes.
    - "Where the derivative is zero there is a minimum": a maximum and a saddle have zero slope, too.
    """,
    points=10,
)
