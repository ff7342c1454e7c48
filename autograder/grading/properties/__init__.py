"""What can be said of a wrong answer without knowing its cause: only what the visible checks show, and only if true."""

from autograder.grading.properties.notes import notes

__all__ = ["notes"]
