"""Pictures of failures: what a call returned and what was expected, as SVG. Needs NumPy only."""

from autograder.pictures.choice import KINDS, picture
from autograder.pictures.svg import Picture, style

__all__ = ["KINDS", "Picture", "picture", "style"]
