from autograder.authoring import question

why = question(
    "Why does the minus sign in the update rule lead downhill?",
    rubric="5 points: names the gradient as the direction of steepest ascent.",
    points=5,
)
