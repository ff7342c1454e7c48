"""Grades in the formats of other systems: each fills or makes one file, and never guesses who is who."""
