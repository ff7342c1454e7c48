"""Gradescope, "Export submissions": `submission_123/` for each, and `submission_metadata.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.batch.finds import reason
from autograder.batch.platforms.handin import IGNORED, REFUSED, HandIn, Part, Row, most, when
from autograder.batch.platforms.metadata import Told, UnclearError, lines_of, told
from autograder.batch.platforms.tree import Tree

METADATA = "submission_metadata.yml"
FOLDER = re.compile(r"submission_(\d{1,30})", re.ASCII)


class Gradescope:
    """The student is the sid, else the e-mail address, else the name with the submission's number."""

    name, title = "gradescope", "a Gradescope export"

    def recognises(self, tree: Tree) -> bool:
        items = [item for item in tree.items() if item.is_folder]
        return any(item.name == METADATA for item in tree.items()) and most(
            [FOLDER.fullmatch(item.name) is not None for item in items]
        )

    def hand_ins(self, tree: Tree) -> Iterator[HandIn | Row]:
        left = set()
        for item in tree.items():
            if item.is_folder and FOLDER.fullmatch(item.name):
                left.add(item.name)
            elif item.name != METADATA:
                yield Row(item.name, "", IGNORED, "it is not a submission's folder")
        why = f"{METADATA} does not say whose it is"
        try:
            with tree.open(METADATA) as file:
                for one in told(lines_of(file)):
                    if one.folder in left:
                        left.remove(one.folder)
                        yield from _members(one)
                    else:
                        yield Row(
                            one.folder, "", REFUSED, f"{METADATA} names it, but there is no such folder"
                        )
        except UnclearError as error:
            why = f"{METADATA} cannot be read, because {error}"
        except Exception as error:  # a damaged archive can make its reader raise anything
            why = f"{METADATA}: {reason(error)}"
        for folder in sorted(left):
            yield HandIn(folder, (Part(folder),), order=_order(folder, ""), problem=why)


def _members(one: Told) -> Iterator[HandIn]:
    """The same hand-in for everybody in the group."""
    parts, order = (Part(one.folder),), _order(one.folder, one.created)
    students = [s for s in one.submitters if any(s.get(k) for k in ("sid", "email", "name"))]
    if one.problem or not students:
        problem = one.problem or f"{METADATA} names no submitter"
        yield HandIn(one.folder, parts, order=order, problem=problem)
        return
    group = [_student(s, one.folder) for s in students]
    facts = {
        "submission": one.folder.removeprefix("submission_"),
        **({"attempt": len(one.earlier) + 1, "earlier": one.earlier} if one.earlier else {}),
        **({"time": one.created} if one.created else {}),
        **({"group": sorted(set(group))} if len(set(group)) > 1 else {}),
    }
    for student, told_of in zip(group, students, strict=True):
        email = {"email": told_of["email"]} if told_of.get("email") else {}
        yield HandIn(student, parts, told_of.get("name", ""), order, facts | email)


def _student(submitter: dict[str, str], folder: str) -> str:
    return submitter.get("sid") or submitter.get("email") or f"{submitter['name']} ({folder})"


def _order(folder: str, created: str) -> tuple[float, float]:
    time, number = when(created), FOLDER.fullmatch(folder)
    return time.timestamp() if time else 0, float(number[1]) if number else 0
