"""Moodle, "Download all submissions": a folder for each student, or flat names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.batch.platforms.handin import IGNORED, HandIn, Part, Row, most
from autograder.batch.platforms.tree import Item, Tree

# Moodle replaces `_` in names by a space, so the first place that fits is Moodle's own. Some sites put the login
# in front; teams without a number are `Default group`.
WHO = r"(?:(?P<login>[^_]+)_)??(?P<name>[^_]+)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>file|onlinetext)"
FOLDER = re.compile(WHO + "_?")
FLAT = re.compile(WHO + "_(?P<own>.+)", re.DOTALL)


class Moodle:
    """The student is Moodle's participant number (`Participant 12345` in its worksheet)."""

    name, title = "moodle", "a Moodle download"

    def recognises(self, tree: Tree) -> bool:
        return most([_parsed(item) is not None for item in tree.items()])

    def hand_ins(self, tree: Tree) -> Iterator[HandIn | Row]:
        for item in tree.items():
            found = _parsed(item)
            if found is None:
                yield Row(item.name, "", IGNORED, "its name is not one that Moodle gives")
                continue
            facts = {"login": found["login"]} if found["login"] else {}
            problem = "" if found["id"] else "Moodle gives no number for it, so its name stands for one"
            part = Part(item.name, "" if item.is_folder else found["own"])
            yield HandIn(found["id"] or found["name"], (part,), found["name"], facts=facts, problem=problem)


def _parsed(item: Item) -> re.Match[str] | None:
    return (FOLDER if item.is_folder else FLAT).fullmatch(item.name)
