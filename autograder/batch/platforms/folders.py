"""One folder or archive for each student: as people sort them, as nbgrader collects them, as git checkouts."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from autograder.batch.platforms.handin import IGNORED, HandIn, Part, Row, most, when
from autograder.batch.platforms.tree import Tree

SAMPLE = 50  # folders that are looked into to recognise a format
COMMIT, REF = re.compile(r"[0-9a-f]{40,64}"), re.compile(r"ref: (refs/heads/[\w/-][\w./-]*)", re.ASCII)


class Folders:
    """The student is the name of the folder, or of the archive without its ending."""

    name, title = "folders", "one folder or zip for each student"

    def recognises(self, tree: Tree) -> bool:
        return True

    def hand_ins(self, tree: Tree) -> Iterator[HandIn | Row]:
        stems = Counter(_stem(item.name) for item in tree.items())
        for item in tree.items():
            if not item.is_folder and not item.name.lower().endswith(".zip"):
                yield Row(item.name, "", IGNORED, "it is neither a folder nor a zip")
                continue
            student = item.name if item.is_folder or stems[_stem(item.name)] > 1 else _stem(item.name)
            twin = stems[_stem(item.name)] > 1
            problem = "there is an archive or a folder of the same name too; keep one of them" if twin else ""
            facts = self.facts(tree, item.name)
            yield HandIn(student, (Part(item.name),), facts=facts, problem=problem)

    def facts(self, tree: Tree, name: str) -> dict[str, Any]:
        """What else is known about a student's folder."""
        return {}


class Nbgrader(Folders):
    """`submitted/STUDENT/ASSIGNMENT/`; `timestamp.txt` says when. The student is nbgrader's id."""

    name, title = "nbgrader", "what nbgrader collected"

    def recognises(self, tree: Tree) -> bool:
        names = [item.name for item in tree.items() if item.is_folder][:SAMPLE]
        return most([bool(list(self._times(tree, name))) for name in names])

    def facts(self, tree: Tree, name: str) -> dict[str, Any]:
        times = [(at, text) for text in self._times(tree, name) if (at := when(text))]
        return {"time": max(times)[1]} if times else {}

    def _times(self, tree: Tree, student: str) -> Iterator[str]:
        for assignment in tree.under(student)[:100]:
            if assignment.is_folder and (text := _text(tree, f"{student}/{assignment.name}/timestamp.txt")):
                yield text


class Git(Folders):
    """A git checkout for each student. `.git` is never searched and git never run: only the commit's name is read."""

    name, title = "git", "git checkouts"

    def recognises(self, tree: Tree) -> bool:
        names = [item.name for item in tree.items() if item.is_folder][:SAMPLE]
        return most([bool(_text(tree, f"{name}/.git/HEAD")) for name in names])

    def facts(self, tree: Tree, name: str) -> dict[str, Any]:
        head = _text(tree, f"{name}/.git/HEAD")
        ref = REF.fullmatch(head)
        if ref and ".." not in ref[1]:
            head = _text(tree, f"{name}/.git/{ref[1]}")
        return {"commit": head} if COMMIT.fullmatch(head) else {}


def _stem(name: str) -> str:
    return name[:-4] if name.lower().endswith(".zip") else name


def _text(tree: Tree, name: str) -> str:
    """A short text, "" if there is none that can be read."""
    with contextlib.suppress(Exception), tree.open(name) as file:  # a hostile archive can raise anything
        return file.read(200).decode("utf-8", "replace").strip()
    return ""
