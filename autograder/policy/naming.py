"""Lessons and exercises as people name them in a file: `4`, `linear_regression`, `linear_regression.compute_cost`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from autograder.grading.remarks import did_you_mean
from autograder.grading.show import clean
from autograder.policy.policy import Item

ALL = "all"


class Names:
    """What there is in a course. complain: called with a sentence for each name that is none."""

    def __init__(self, items: Sequence[Item], complain: Callable[[str], None]) -> None:
        self.of_course, self.complain = items, complain
        self.topics = {item.lesson: item.topic for item in items}
        self.slugs = list(self.topics)

    def lessons(self, table: Mapping[str, Any], where: str) -> Iterator[tuple[str, str, Any]]:
        """Lesson, key and value of each entry; `all` stands for those that have no entry of their own."""
        found: dict[str, tuple[str, Any]] = {}
        for key, value in table.items():
            if key == ALL:
                continue
            lesson = self._lesson(key)
            if lesson is None:
                near = did_you_mean(key, [*self.slugs, *self.topics.values()])
                ask = f"; did you mean `{near}`?" if near else f"; there are {listed(self.slugs)}"
                self.complain(f"{shown(where, key)} is no lesson{ask}")
            elif lesson in found:
                self._twice(where, found[lesson][0], key)
            else:
                found[lesson] = key, value
        if ALL in table:
            found = {x: found.get(x, (ALL, table[ALL])) for x in self.slugs}
        yield from ((lesson, key, value) for lesson, (key, value) in found.items())

    def items(self, table: Mapping[str, Any], where: str) -> Iterator[tuple[str, str, Any]]:
        """Title, key and value for exercises and, before them, for all that lie in a lesson."""
        whole: dict[str, tuple[str, Any]] = {}
        alone: dict[str, tuple[str, Any]] = {}
        for key, value in _flat(table):
            lesson, titles = self._lesson(key), self._titles(key)
            found, keys = (whole, [lesson]) if lesson else (alone, titles)
            if len(keys) != 1:
                near = did_you_mean(key, [*self.slugs, *(i.title for i in self.of_course)])
                ask = f"; did you mean `{near}`?" if near else ""
                many = f"; write {' or '.join(f'`{t}`' for t in titles)}" if titles else ask
                self.complain(f"{shown(where, key)} is no lesson and no exercise{many}")
            elif keys[0] in found:
                self._twice(where, found[keys[0]][0], key)
            else:
                found[keys[0]] = key, value
        for lesson, (key, value) in whole.items():
            yield from ((i.title, key, value) for i in self.of_course if i.lesson == lesson)
        yield from ((title, key, value) for title, (key, value) in alone.items())

    def _lesson(self, name: str) -> str | None:
        """`04_linear_regression`, `linear_regression`, `04` or `4`."""
        return next(
            (
                slug
                for slug, topic in self.topics.items()
                if name in (slug, topic) or slug.startswith((f"{name}_", f"0{name}_"))
            ),
            None,
        )

    def _titles(self, name: str) -> list[str]:
        return [
            i.title
            for i in self.of_course
            if name in (i.name, i.title, f"{i.lesson}.{i.name}") or self._is_numbered(name, i)
        ]

    def _is_numbered(self, name: str, item: Item) -> bool:
        number, _, own = name.partition(".")
        return number.isdigit() and own == item.name and self._lesson(number) == item.lesson

    def _twice(self, where: str, first: str, second: str) -> None:
        self.complain(f"{shown(where, first)} and {shown(where, second)} are the same; keep one of them")


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`linear_regression.compute_cost = 2` is a table in a table for TOML."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{inner}", v) for inner, v in value.items())
        else:
            yield key, value


def shown(where: str, key: str) -> str:
    """A key with its table, as it stands in the file."""
    written = key if re.fullmatch(r"[\w.-]+", key) else f'"{key}"'
    return f"`[{clean(where)}] {clean(written)}`" if where else f"`{clean(written)}`"


def listed(names: Iterable[str], sign: str = "`") -> str:
    """Names for a sentence."""
    *some, last = [f"{sign}{clean(name)}{sign}" for name in names]
    return f"{', '.join(some)} and {last}" if some else last
