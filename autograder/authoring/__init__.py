"""What a course author writes with, and what turns it into files."""

from autograder.authoring.truth import case, exercise, figure, hidden, pair, question, raising
from autograder.grading.values import NEW_AXES, Fn

__all__ = ["NEW_AXES", "Fn", "case", "exercise", "figure", "hidden", "pair", "question", "raising"]
