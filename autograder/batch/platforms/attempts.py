"""From hand-ins to students: the latest counts, earlier ones are history, and nobody is taken for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from autograder.batch.intake import Entry
from autograder.batch.platforms.handin import EARLIER, HandIn, Row
from autograder.batch.platforms.tree import Tree
from autograder.texts import tr


@dataclass
class Students:
    """One entry for each student, in the order of their ids, and what became of everything else."""

    entries: list[Entry] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def students(tree: Tree, platform: str, found: Iterable[HandIn | Row]) -> Students:
    """Sort hand-ins by student. Two names with one id are two students, with a remark: one may be made up."""
    result = Students()
    by_id: dict[str, dict[str, list[HandIn]]] = {}
    for one in found:
        if isinstance(one, Row):
            result.rows.append(one)
        else:
            by_id.setdefault(one.student, {}).setdefault(one.name, []).append(one)
    taken = set(by_id)
    history: dict[str, list[str]] = {}  # what the reader itself found to be replaced
    for row in result.rows:
        if row.outcome == EARLIER:
            history.setdefault(row.student, []).append(row.path)
    for student, named in sorted(by_id.items()):
        for name, same in sorted(named.items()):
            problem = ""
            own = student
            if len(named) > 1:
                own = _free(f"{student} ({name})", taken)
                # Without the other names: students read this too.
                problem = f"the id `{student}` stands with {len(named)} names; please look whose it is"
            entry, rows = _entry(tree, platform, own, same, problem, history.get(student, []))
            result.entries.append(entry)
            result.rows += rows
    result.entries.sort(key=lambda e: e.student)
    return result


def _free(student: str, taken: set[str]) -> str:
    """An id that nobody else has, whatever names students give themselves."""
    while student in taken:
        student += "'"
    taken.add(student)
    return student


def _entry(
    tree: Tree, platform: str, student: str, same: list[HandIn], problem: str, replaced: list[str]
) -> tuple[Entry, list[Row]]:
    """The latest hand-in of a student; a row for each earlier one."""
    latest = max(h.order for h in same)
    now = [h for h in same if h.order == latest]
    parts = {part.path: part for h in now for part in h.parts}
    first = next(iter(parts))
    old = [part.path for h in same if h.order != latest for part in h.parts if part.path not in parts]
    rows = [Row(path, student, EARLIER, tr("`{first}` was handed in later", first=first)) for path in old]
    history = sorted(old + replaced)
    facts: dict[str, Any] = {}
    for h in now:
        facts |= {k: v for k, v in h.facts.items() if k != "attempt"}
    attempts = [h.facts["attempt"] for h in now if "attempt" in h.facts]
    if attempts:
        facts["attempt"] = max(attempts)
    about = {"platform": platform, "id": now[0].student, "name": now[0].name, **facts, "history": history}
    problems = dict.fromkeys([problem, *(h.problem for h in now)])
    entry = Entry(
        student,
        tree.path / first,
        about={k: v for k, v in about.items() if v not in ("", [])},
        notes=tuple(_notes(facts, history)),
        problems=tuple(p for p in problems if p),
        parts=tuple((p.path, p.shown) for p in parts.values()),
        tree=tree,
    )
    return entry, rows


def _notes(facts: dict[str, Any], history: list[str]) -> list[str]:
    """What is worth knowing and nobody's fault."""
    notes = []
    if facts.get("group"):
        notes.append(tr("handed in by a group: {names}", names=", ".join(f"`{s}`" for s in facts["group"])))
    if history:
        some = ", ".join(f"`{path}`" for path in history[:5]) + (tr(" and more") if len(history) > 5 else "")
        notes.append(tr("earlier attempts were not graded: {some}", some=some))
    return notes
