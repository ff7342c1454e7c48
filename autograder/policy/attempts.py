"""Every graded attempt of a student: what `results.jsonl` has kept, and when it was handed in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from autograder.batch.platforms.handin import when
from autograder.grading.verdict import GRADER_ERROR

STUDENT = re.compile(rb'\{"schema_version": \d+, "student": ("(?:[^"\\]|\\.)*"), ')


@dataclass(frozen=True)
class Attempt:
    """One hand-in of a lesson. points: by exercise. time: seconds since 1970, None if unknown.

    by_file: the time is that of the file, for want of a better one. is_current: graded with the checks that count now.
    """

    points: Mapping[str, float]
    time: float | None = None
    by_file: bool = False
    is_current: bool = True


@dataclass(frozen=True)
class HandIn:
    """All that was graded at once, by lesson."""

    lessons: Mapping[str, Attempt] = field(default_factory=dict)
    said_late: bool = False

    def since(self, before: HandIn | None) -> HandIn:
        """The same with the earlier times of a hand-in of the same files."""
        times = before.lessons if before else {}
        return replace(self, lessons={x: _earlier(a, times.get(x)) for x, a in self.lessons.items()})


def hand_in(result: Mapping[str, Any], zone: tzinfo, standard: Mapping[str, Any] | None = None) -> HandIn:
    """From a line of `results.jsonl`. zone: of times without one. standard: see `judged_by`; any will do without."""
    about = result.get("platform", {})
    given = when(about["time"]) if isinstance(about.get("time"), str) else None
    mine, lessons = judged_by(result), {}
    for lesson in result["lessons"]:
        slug = str(lesson["lesson"])
        points = {e["name"]: sum(float(c["points"]) for c in e["checks"]) for e in lesson["exercises"]}
        of_file = None if given else _local(lesson.get("time"), zone)
        time = given or of_file
        is_current = result["status"] != GRADER_ERROR and (standard or mine).get(slug) == mine[slug]
        lessons[slug] = Attempt(points, time.timestamp() if time else None, of_file is not None, is_current)
    return HandIn(lessons, about.get("late") is True)


def judged_by(result: Mapping[str, Any]) -> dict[str, Any]:
    """With what each lesson of a result was graded, by its slug: what can be compared are points by the same standard."""
    return {str(x["lesson"]): (result.get("grader"), x.get("checks")) for x in result["lessons"]}


def _local(text: object, zone: tzinfo) -> datetime | None:
    """A file's time; those in archives are what a clock on a wall said, which is taken for one of the zone."""
    try:
        time = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=zone)


def _earlier(attempt: Attempt, before: Attempt | None) -> Attempt:
    if before is None or before.time is None or (attempt.time is not None and attempt.time <= before.time):
        return attempt
    return replace(attempt, time=before.time, by_file=before.by_file)


class History:
    """Where every line of every student begins; the lines themselves are read when they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets: dict[str, list[int]] = {}
        position = 0
        with open(path, "rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    self.offsets.setdefault(_student(line), []).append(position)
                position += len(line)

    def of(self, latest: Mapping[str, Any], zone: tzinfo) -> list[HandIn]:
        """A student's attempts in the order in which they were graded, each once, the one that counts now last.

        Of lines for the same files the last is taken, for they were graded again with other checks, and the earliest time,
        for a second download may have later ones.
        """
        lines: list[dict[str, Any]] = []
        with open(self.path, "rb") as file:
            for offset in self.offsets.get(str(latest["student"]), []):
                file.seek(offset)
                lines.append(json.loads(file.readline()))
        lines.append(dict(latest))
        standard = {slug: how for line in lines for slug, how in judged_by(line).items()}
        found: dict[str, HandIn] = {}
        for line in lines:
            again = hand_in(line, zone, standard)
            found[line["digest"]] = again.since(found.get(line["digest"]))
        now = found.pop(latest["digest"])
        return [*found.values(), now]


def _student(line: bytes) -> str:
    """Whose line it is; most need not be read whole for that."""
    found = STUDENT.match(line)
    return str(json.loads(found[1]) if found else json.loads(line)["student"])
