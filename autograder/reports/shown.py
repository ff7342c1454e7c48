"""A behaviour cluster as an instructor reads it: one program, what is wrong with it, and who wrote such a one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from autograder.grading.show import clean
from autograder.grading.verdict import Message
from autograder.reports.clusters import Cluster, Clusters
from autograder.reports.part import Part
from autograder.reports.results import Column, StudentResult
from autograder.reports.similarity import alike, fingerprints

Read = Callable[[Sequence[str]], Iterable[StudentResult]]
SHOWN = 8  # clusters of one exercise
COMPARED = 30  # programs of one cluster
PAIRS = 5


@dataclass(frozen=True)
class ShownCluster:
    """part: the representative's exercise. pairs: programs that are written alike, how much, and whose they are."""

    cluster: Cluster
    part: Part
    program: str
    pairs: Sequence[tuple[float, str, str]]

    @property
    def message(self) -> Message | None:
        """That of the visible check which tells the story."""
        return self.part.lead.message if self.part.lead else None

    @property
    def hidden(self) -> list[str]:
        """The checks that fail, if they are all hidden."""
        return [] if self.part.lead else [v.label for v in self.part.wrong if v.hidden]


def shown_clusters(clusters: Clusters, read: Read) -> dict[Column, list[ShownCluster]]:
    """The largest clusters of every exercise. read: the results of some students; each is read once."""
    chosen = [c for column in clusters.columns for c in clusters.of(column)[:SHOWN]]
    wanted: dict[str, list[Cluster]] = {}
    for cluster in chosen:
        some = [student for student, _ in cluster.students[:COMPARED]]
        for student in dict.fromkeys([cluster.representative or some[0], *some]):
            wanted.setdefault(student, []).append(cluster)
    parts: dict[Cluster, tuple[Part, str]] = {}
    prints: dict[Cluster, list[tuple[str, frozenset[int]]]] = {c: [] for c in chosen}
    for result in read(list(wanted)):
        for cluster in wanted[result.student]:
            column, program = cluster.column, (result.kept(cluster.column) or ("", "", ""))[2]
            prints[cluster].append((result.student, fingerprints(program)))
            if result.student == cluster.representative or cluster not in parts:
                part = Part(column, result.verdicts(column), result.points(column))
                parts[cluster] = part, clean(program)
    found: dict[Column, list[ShownCluster]] = {}
    for cluster in chosen:
        if cluster in parts:
            shown = ShownCluster(cluster, *parts[cluster], alike(prints[cluster]))
            found.setdefault(cluster.column, []).append(shown)
    return found
