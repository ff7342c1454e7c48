"""Naming a group of wrong answers: one program becomes a mistake, and its hint reaches everybody who made it."""
