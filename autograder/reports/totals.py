"""How the totals of a class are spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True)
class Bar:
    """So many totals from `low` to `high` points; share: of the longest bar."""

    low: float
    high: float
    count: int
    share: float


class Totals:
    """Totals, counted: what is kept grows with the number of different totals, not of students."""

    def __init__(self, best: float) -> None:
        self.best = best
        self.counts: Counter[float] = Counter()

    def add(self, total: float) -> None:
        self.counts[round(total, 2)] += 1

    @property
    def size(self) -> int:
        """How many there are."""
        return self.counts.total()

    @property
    def mean(self) -> float:
        return sum(total * n for total, n in self.counts.items()) / self.size

    def quantile(self, share: float) -> float:
        """The smallest total that at least this share of the students does not exceed."""
        seen = 0
        for total in sorted(self.counts):
            seen += self.counts[total]
            if seen >= share * self.size:
                return total
        raise ValueError("there are no totals")

    @property
    def bars(self) -> list[Bar]:
        """Ten equal parts of what can be had; the last holds the best total, too, and whatever is beyond."""
        counts = [0] * BINS
        for total, n in self.counts.items():
            counts[min(int(BINS * total / self.best), BINS - 1) if self.best else 0] += n
        width, most = self.best / BINS, max(counts) or 1
        return [Bar(i * width, (i + 1) * width, n, n / most) for i, n in enumerate(counts)]
