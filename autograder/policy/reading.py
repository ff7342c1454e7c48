"""`policy.toml` as a Policy, or a sentence for every mistake in it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from autograder.grading.remarks import did_you_mean
from autograder.grading.show import clean
from autograder.policy.due import Due, Late
from autograder.policy.naming import Names, listed, shown
from autograder.policy.policy import AFTER_DUE, ALWAYS, ASPECTS, NEVER, Item, Policy

TABLES = ("weights", "due", "late", "grace", "extra", "excused", "extensions", "students_see")
SETTINGS = ("time_zone", "attempt", "essays", "out_of")
MOMENT = "a date and time such as 2026-10-05T23:59:00, or a date such as 2026-10-05, which means the end of that day"
MOST = 100_000
QUOTE = '"'
YEARS = range(1990, 2200)


class PolicyError(Exception):
    """The file cannot be used as it is; the text says all that is wrong with it."""


def read_policy(path: Path, items: Sequence[Item]) -> tuple[Policy, str]:
    """The policy in a file, and the file's text. Raises PolicyError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PolicyError(f"`{path}` cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise PolicyError(f"`{path}` is not UTF-8; save it as UTF-8") from None
    return parse_policy(text, items, str(path)), text


def parse_policy(text: str, items: Sequence[Item], name: str = "policy.toml") -> Policy:
    """The policy that a text describes. items: every exercise and question of the course. Raises PolicyError."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyError(f"`{name}` is not valid TOML: {clean(str(error))}") from None
    reader = _Reader(items)
    policy = reader.read(data)
    if reader.errors:
        mistakes = "".join(f"\n- {sentence}" for sentence in reader.errors)
        raise PolicyError(f"`{name}` has to be mended:{mistakes}")
    return policy


class _Reader:
    def __init__(self, items: Sequence[Item]) -> None:
        self.errors: list[str] = []
        self.names = Names(items, self.errors.append)
        self.zone: tzinfo = UTC

    def read(self, data: Mapping[str, Any]) -> Policy:
        data = dict(self._known(data, "", (*SETTINGS, *TABLES)))
        tables = {t: self._table(data[t], t) for t in TABLES if t in data}
        self.zone = self._zone(data.get("time_zone", "UTC"))
        due = dict(self._moments(tables.get("due", {}), "due"))
        late = self._late(tables["late"]) if "late" in tables else None
        grace = dict(self._known(tables.get("grace", {}), "grace", ("days", "per_lesson")))
        extra = dict(self._known(tables.get("extra", {}), "extra", ("at_most",)))
        if "late" in tables and not tables.get("due"):
            self.errors.append("`[late]` has nothing to go by; give lessons a date in `[due]`")
        if "grace" in tables and "late" not in tables:
            self.errors.append("`[grace]` spares a penalty and there is none; add `[late]`, or leave it out")
        if "extra" in tables and "at_most" not in extra:
            self.errors.append("`[extra]` lacks `at_most`: how many points of extra exercises count in all")
        return Policy(
            self.zone,
            self._choice(data, "attempt", ("last", "best")) == "best",
            self._choice(data, "essays", ("outside", "count")) == "count",
            self._number(data["out_of"], "`out_of`", 0.01, MOST) if "out_of" in data else None,
            dict(self._weights(tables.get("weights", {}))),
            due,
            late,
            self._whole(grace, "days"),
            self._whole(grace, "per_lesson"),
            self._number(extra["at_most"], "`[extra] at_most`", 0, MOST) if "at_most" in extra else 0.0,
            dict(self._excused(tables.get("excused", {}))),
            dict(self._extensions(tables.get("extensions", {}), due)),
            dict(self._sees(tables.get("students_see", {}), due)),
        )

    def _known(
        self, table: Mapping[str, Any], where: str, allowed: Sequence[str]
    ) -> Iterator[tuple[str, Any]]:
        """The settings that there are; a sentence for each other."""
        for key, value in table.items():
            if key in allowed:
                yield key, value
                continue
            near = did_you_mean(key, allowed)
            ask = f"; did you mean `{near}`?" if near else ";"
            self.errors.append(f"{shown(where, key)} is not known{ask} allowed are {listed(sorted(allowed))}")

    def _table(self, value: object, where: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self.errors.append(f"`{where}` is {said(value)}; it has to be a table, `[{where}]`")
        return {}

    def _choice(self, table: Mapping[str, Any], key: str, allowed: Sequence[str], where: str = "") -> str:
        value = table.get(key, allowed[0])
        if value in allowed:
            return str(value)
        self.errors.append(f"{shown(where, key)} is {said(value)}; allowed are {listed(allowed, QUOTE)}")
        return allowed[0]

    def _number(self, value: object, where: str, low: float, high: float) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.errors.append(f"{where} is {said(value)}; allowed is a number from {low:g} to {high:,}")
        return low

    def _whole(self, table: Mapping[str, Any], key: str) -> int | None:
        if key not in table:
            return None
        value = table[key]
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100:
            return value
        self.errors.append(f"`[grace] {key}` is {said(value)}; allowed is a whole number from 0 to 100")
        return 0

    def _zone(self, value: object) -> tzinfo:
        try:
            return UTC if value == "UTC" else ZoneInfo(str(value))
        except (OSError, ValueError, LookupError):
            near = did_you_mean(str(value), available_timezones())
            ask = f"; did you mean `{near}`?" if near else ";"
            self.errors.append(
                f"`time_zone` is {said(value)}, which is not known{ask} allowed are names such as `Europe/Berlin`"
            )
            return UTC

    def _late(self, table: Mapping[str, Any]) -> Late:
        table = dict(self._known(table, "late", ("percent", "per", "cap", "rounding")))
        if "percent" not in table:
            self.errors.append("`[late]` lacks `percent`: how much each day or hour costs, from 0 to 100")
        return Late(
            self._number(table.get("percent", 0), "`[late] percent`", 0, 100),
            self._choice(table, "per", ("day", "hour"), "late"),
            self._number(table.get("cap", 100), "`[late] cap`", 0, 100),
            self._choice(table, "rounding", ("up", "down", "exact"), "late"),
        )

    def _moment(self, value: object, where: str) -> Due | None:
        if isinstance(value, date) and value.year in YEARS:
            return Due.of(value, self.zone)
        self.errors.append(f"{where} is {said(value)}; allowed is {MOMENT}")
        return None

    def _moments(self, table: Mapping[str, Any], where: str) -> Iterator[tuple[str, Due]]:
        for lesson, key, value in self.names.lessons(table, where):
            if moment := self._moment(value, shown(where, key)):
                yield lesson, moment

    def _weights(self, table: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
        """Those of lessons first, so that an exercise may have its own."""
        for title, key, value in self.names.items(table, "weights"):
            yield title, self._number(value, shown("weights", key), 0, 1000)

    def _excused(self, table: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
        for student, value in table.items():
            where = shown("excused", student)
            if value == "all":
                value = ["all"]
            if not isinstance(value, list) or not all(_is_name(x) for x in value):
                self.errors.append(f'{where} is {said(value)}; allowed is a list of lessons, or "all"')
                continue
            named = self.names.lessons({str(x): None for x in value}, f"excused.{student}")
            yield student, frozenset(lesson for lesson, _, _ in named)

    def _extensions(
        self, table: Mapping[str, Any], due: Mapping[str, Due]
    ) -> Iterator[tuple[str, dict[str, Due]]]:
        for student, value in table.items():
            where = f"extensions.{student}"
            mine = {}
            for lesson, key, late in self.names.lessons(self._table(value, where), where):
                before = due.get(lesson)
                if before is None:
                    if key != "all":
                        self.errors.append(f"{shown(where, key)} extends nothing: `[due]` has no such lesson")
                elif moment := self._extended(late, before, shown(where, key)):
                    mine[lesson] = moment
            yield student, mine

    def _extended(self, value: object, due: Due, where: str) -> Due | None:
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 1000:
            return Due(due.wall + timedelta(days=value), due.zone)
        if not isinstance(value, date):
            self.errors.append(f"{where} is {said(value)}; allowed is a number of days, or {MOMENT}")
            return None
        moment = self._moment(value, where)
        if moment and moment.instant() < due.instant():
            self.errors.append(f"{where} is {said(value)}, which is earlier than it is due ({due})")
        return moment

    def _sees(self, table: Mapping[str, Any], due: Mapping[str, Due]) -> Iterator[tuple[str, str | Due]]:
        words = (ALWAYS, AFTER_DUE, NEVER)
        for aspect, value in self._known(table, "students_see", ASPECTS):
            where = shown("students_see", aspect)
            missing = [x for x in self.names.slugs if x not in due]
            if value == AFTER_DUE and missing:
                self.errors.append(f'{where} is "{AFTER_DUE}", but `[due]` has no date for {listed(missing)}')
            elif value in words:
                yield aspect, str(value)
            elif isinstance(value, date):
                yield from ((aspect, m) for m in [self._moment(value, where)] if m)
            else:
                self.errors.append(
                    f"{where} is {said(value)}; allowed are {listed(words, QUOTE)}, or {MOMENT}"
                )


def said(value: object) -> str:
    """A value as it stands in the file, for a sentence."""
    kinds: list[tuple[type, Callable[[Any], str]]] = [
        (str, lambda v: f'"{clean(v)}"'),
        (bool, lambda v: str(v).lower()),
        (datetime, lambda v: v.isoformat()),
        (dict, lambda v: "a table"),
        (list, lambda v: f"[{', '.join(map(said, v))}]"),
    ]
    return next((show(value) for kind, show in kinds if isinstance(value, kind)), str(value))


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)
