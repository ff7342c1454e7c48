"""Frozen checks: probes to perform, answers to expect, mistakes to name."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from autograder.grading.mistake import Mistake
from autograder.grading.values import freeze, thaw

FORMAT = 2


@dataclass(frozen=True)
class Probe:
    """What is done with the student's functions: calls, or drawing a figure.

    calls: (function, args, kwargs) made in order; one for the default kind "call", several for
    "calls". hidden: a student never sees its arguments.
    """

    label: str
    calls: tuple[tuple[str, tuple[Any, ...], dict[str, Any]], ...]
    kind: str = "call"
    hidden: bool = False

    @cached_property
    def data(self) -> dict[str, Any]:
        """The frozen form: inputs only, nothing that is expected."""
        calls = [[name, freeze(list(args)), freeze(kwargs)] for name, args, kwargs in self.calls]
        return {"label": self.label, "kind": self.kind, "hidden": self.hidden, "calls": calls}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Probe:
        calls = tuple((name, tuple(thaw(args)), thaw(kwargs)) for name, args, kwargs in data["calls"])
        return cls(data["label"], calls, data["kind"], data["hidden"])


@dataclass(frozen=True)
class Check:
    """One property of one probe, with points.

    part: key or index of the part of the answer that is judged, None for all of it. needs:
    label of a check without which this one earns nothing (its answer is easy to guess).
    """

    label: str
    probe: int
    judge: str
    want: Any
    points: float
    part: Any = None
    rtol: float = 1e-9
    scale: float = 0.0
    needs: str | None = None
    hidden: bool = False

    @property
    def data(self) -> dict[str, Any]:
        return {**self.__dict__, "want": freeze(self.want)}


@dataclass(frozen=True)
class Exercise:
    """All that is needed to grade one exercise, as values.

    hints: a question, a nudge, a worked example of another function. picture: what explains a wrong
    answer best (a name of `pictures.KINDS`), "" for what its shape suggests.
    """

    name: str
    functions: tuple[str, ...]
    parameters: tuple[str, ...]
    hints: tuple[str, ...]
    probes: tuple[Probe, ...]
    checks: tuple[Check, ...]
    mistakes: tuple[Mistake, ...] = ()
    extra: bool = False
    picture: str = ""

    @property
    def hint(self) -> str:
        """The question a student reads when no known mistake fits."""
        return self.hints[0]

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(c.points for c in self.checks)

    def arguments(self, probe: int) -> dict[str, Any]:
        """What a probe's first call is given, by the names of the parameters; what it leaves out is absent."""
        _, args, kwargs = self.probes[probe].calls[0]
        return {**dict(zip(self.parameters, args, strict=False)), **kwargs}

    def visible(self) -> Exercise:
        """The same exercise without what students must not have."""
        keep = [i for i, p in enumerate(self.probes) if not p.hidden]
        return Exercise(
            **{
                **self.__dict__,
                "probes": tuple(self.probes[i] for i in keep),
                "checks": tuple(_moved(c, keep.index(c.probe)) for c in self.checks if not c.hidden),
                "mistakes": tuple(
                    Mistake.of(m.name, m.cause, m.hint, [m.answers[i] for i in keep]) for m in self.mistakes
                ),
            }
        )

    @property
    def data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "functions": list(self.functions),
            "parameters": list(self.parameters),
            "hints": list(self.hints),
            "extra": self.extra,
            "picture": self.picture,
            "probes": [p.data for p in self.probes],
            "checks": [c.data for c in self.checks],
            "mistakes": [m.data for m in self.mistakes],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Exercise:
        return cls(
            name=data["name"],
            functions=tuple(data["functions"]),
            parameters=tuple(data["parameters"]),
            hints=tuple(data["hints"]),
            extra=data["extra"],
            picture=data["picture"],
            probes=tuple(Probe.from_data(p) for p in data["probes"]),
            checks=tuple(Check(**{**c, "want": thaw(c["want"])}) for c in data["checks"]),
            mistakes=tuple(Mistake(m["name"], m["cause"], m["hint"], m["answers"]) for m in data["mistakes"]),
        )

    def packed(self) -> str:
        """All of it as one word, for a hidden cell of a notebook."""
        return base64.b85encode(zlib.compress(json.dumps(self.data).encode(), 9)).decode()

    @classmethod
    def unpacked(cls, text: str) -> Exercise:
        """The inverse of `packed`."""
        return cls.from_data(json.loads(zlib.decompress(base64.b85decode(text))))


@dataclass(frozen=True)
class Essay:
    """A question that a person marks. rubric: how, for the instructor only."""

    name: str
    points: float
    extra: bool = False
    statement: str = ""
    rubric: str = ""

    @property
    def data(self) -> dict[str, Any]:
        texts = {"statement": self.statement, "rubric": self.rubric}
        return {"name": self.name, "points": self.points, "extra": self.extra} | {
            k: v for k, v in texts.items() if v
        }


@dataclass(frozen=True)
class Lesson:
    """A lesson's exercises, in the order in which students meet them."""

    slug: str
    title: str
    exercises: tuple[Exercise, ...]
    essays: tuple[Essay, ...] = field(default=())

    @property
    def topic(self) -> str:
        """The stem of the lesson's files: `04_linear_regression` holds `linear_regression.py`."""
        return self.slug.split("_", 1)[1]

    def visible(self) -> Lesson:
        essays = tuple(replace(e, rubric="") for e in self.essays)
        return Lesson(self.slug, self.title, tuple(e.visible() for e in self.exercises), essays)

    @property
    def data(self) -> dict[str, Any]:
        return {
            "lesson": self.slug,
            "title": self.title,
            "exercises": [e.data for e in self.exercises],
            "essays": [e.data for e in self.essays],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Lesson:
        return cls(
            data["lesson"],
            data["title"],
            tuple(Exercise.from_data(e) for e in data["exercises"]),
            tuple(Essay(**e) for e in data["essays"]),
        )


def load_checks(path: Path) -> list[Lesson]:
    """Read `checks.json` of a lesson, or the key of a course.

    Raises ValueError with one sentence if the file is not one of ours.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = data["format"]
        lessons = [Lesson.from_data(d) for d in data["lessons"]] if found == FORMAT else []
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"`{path}` is not a file of checks ({type(error).__name__}: {error})") from None
    if found != FORMAT:
        raise ValueError(f"`{path}` has format {found}, this version reads {FORMAT}; run `autograder build`")
    return lessons


def dump_checks(lessons: Sequence[Lesson], **more: Any) -> str:
    """The text that `load_checks` reads; one line per probe, check or mistake, so that a diff tells what moved."""
    return _pretty({"format": FORMAT, **more, "lessons": [lesson.data for lesson in lessons]}) + "\n"


def _pretty(node: Any, indent: str = "") -> str:
    flat = json.dumps(node, ensure_ascii=False)
    deeper = indent + " "
    if isinstance(node, dict) and ("exercises" in node or "lessons" in node or "checks" in node):
        rows = [f"{json.dumps(k)}: {_pretty(v, deeper)}" for k, v in node.items()]
        return "{\n" + ",\n".join(deeper + r for r in rows) + "\n" + indent + "}"
    if isinstance(node, list) and node and isinstance(node[0], dict):
        return "[\n" + ",\n".join(deeper + _pretty(v, deeper) for v in node) + "\n" + indent + "]"
    return flat


def _moved(check: Check, probe: int) -> Check:
    return Check(**{**check.__dict__, "probe": probe})
