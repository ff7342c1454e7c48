"""Behaviour clusters: students whose wrong programs do the same, so that one program is read for forty students."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from autograder.reports.results import Column, StudentResult

LISTED = 200  # students that are named
MOST = 1000  # different behaviours of one exercise that are remembered
SHORT = 6  # letters of a cluster's id; more are understood as well


@dataclass(eq=False)
class Cluster:
    """Wrong programs that do the same. mistake: its name, "" if it has none yet.

    keys: what its members have in common, see `grading.behaviour`. students: of the first 200, name and page. shortest:
    the length of the shortest program and whose it is.
    """

    column: Column
    mistake: str = ""
    size: int = 0
    keys: list[str] = field(default_factory=list)
    students: list[tuple[str, str]] = field(default_factory=list)
    shortest: tuple[int, str] = (1 << 30, "")

    @property
    def id(self) -> str:
        """What `autograder name` calls it."""
        return f"{self.column.name}-{self.keys[0][1 : 1 + SHORT]}"

    @property
    def representative(self) -> str:
        """The student whose program is the quickest to read."""
        return self.shortest[1]

    @property
    def more(self) -> int:
        """How many students are not named."""
        return self.size - len(self.students)

    def is_called(self, name: str) -> bool:
        """Whether `name` is its id, with more letters or fewer, with the lesson or without."""
        exercise, _, letters = name.rpartition("-")
        known = exercise in (self.column.name, self.column.title) and len(letters) >= 4
        return known and not self.mistake and any(key[1:].startswith(letters) for key in self.keys)

    def take(self, other: Cluster) -> None:
        """Make one of two."""
        self.size += other.size
        self.keys += other.keys
        self.students = (self.students + other.students)[:LISTED]
        self.shortest = min(self.shortest, other.shortest)


class Clusters:
    """The clusters of all exercises; results are added one by one.

    Of behaviours that few share, the rarest are forgotten when an exercise has more than 1000 (lossy counting: Manku &
    Motwani, VLDB 2002); then sizes are lower bounds, and `is_exact` is False.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = [c for c in columns if not c.manual]
        self.by_key: dict[str, dict[str, Cluster]] = {c.title: {} for c in self.columns}
        self.is_exact = True

    def add(self, result: StudentResult, page: str = "") -> None:
        """Add one student, whose feedback is at the address `page`."""
        for column in self.columns:
            told = result.kept(column)
            if told is None:
                continue
            cluster = self._cluster(column, *told[:2])
            cluster.size += 1
            if len(cluster.students) < LISTED:
                cluster.students.append((result.student, page))
            if told[2]:
                cluster.shortest = min(cluster.shortest, (len(told[2]), result.student))

    def _cluster(self, column: Column, mistake: str, behaviour: str) -> Cluster:
        """The cluster with one of these words; two clusters become one where they turn out to be the same."""
        known = self.by_key[column.title]
        keys = [f"={mistake}"] if mistake else [f"{i}{word}" for i, word in enumerate(behaviour.split())]
        found = list(dict.fromkeys(known[k] for k in keys if k in known))
        first = found[0] if found else Cluster(column, mistake)
        for other in found[1:]:
            first.take(other)
        first.keys += [k for k in keys if k not in known]
        known |= dict.fromkeys((*first.keys,) if found[1:] else keys, first)
        if len(known) > 2 * MOST:
            self.is_exact = False
            self._forget(known, first)
        return first

    @staticmethod
    def _forget(known: dict[str, Cluster], but: Cluster) -> None:
        """Half of the clusters, the smallest ones."""
        clusters = sorted(set(known.values()) - {but}, key=lambda c: c.size)
        for cluster in clusters[: len(clusters) // 2]:
            for key in cluster.keys:
                del known[key]

    def of(self, column: Column) -> list[Cluster]:
        """Those of an exercise that two or more students are in, the largest first."""
        found = set(self.by_key.get(column.title, {}).values())
        return sorted((c for c in found if c.size > 1), key=lambda c: (-c.size, c.keys[0]))

    def called(self, name: str) -> list[Cluster]:
        """Those without a name of their own whose id this is, of however many students."""
        found = {c for known in self.by_key.values() for c in known.values() if c.is_called(name)}
        return sorted(found, key=lambda c: (-c.size, c.keys[0]))

    def __iter__(self) -> Iterator[Cluster]:
        """All of two or more students, exercise by exercise."""
        for column in self.columns:
            yield from self.of(column)
