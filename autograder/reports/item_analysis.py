"""Item analysis: how hard each exercise is, how well it tells students apart, how far a total can be relied on.

Of each student only sums and cross-products stay, so memory is the same for a hundred students and for a hundred
thousand. A lesson that was not handed in is missing, not zero: covariances are taken over the students who handed in
both exercises (pairwise deletion), as `psych::alpha` in R does by default.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
FEWEST = 10  # students; below that a correlation says nothing


class Items:
    """Sums over the points of k items.

    counts: (k, k) students who have both items; counts[i, i] those who have item i. sums: (k, k) points of item i
    over the students who also have item j. products: (k, k) points of item i times points of item j.
    """

    def __init__(self, best: Array) -> None:
        """best: (k,) most points of each item."""
        self.best = np.asarray(best, float)
        shape = (self.best.size, self.best.size)
        self.counts, self.sums, self.products = (np.zeros(shape) for _ in range(3))

    def add(self, points: Array) -> None:
        """Add one student. points: (k,), NaN where there is nothing to judge."""
        there = np.isfinite(points)
        known = np.where(there, points, 0.0)
        self.counts += np.outer(there, there)
        self.sums += np.outer(known, there)
        self.products += np.outer(known, known)

    @property
    def students(self) -> Array:
        """(k,) how many have each item."""
        return np.diag(self.counts)

    @property
    def difficulty(self) -> Array:
        """(k,) mean share of the points, p = mean / best: low is hard; NaN if nobody has the item.

        Crocker & Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14.
        """
        with np.errstate(all="ignore"):
            return np.asarray(np.diag(self.sums) / self.students / self.best)

    @property
    def covariance(self) -> Array:
        """(k, k) C_ij = E[x_i x_j] - E[x_i] E[x_j] over those who have both, with n - 1; NaN where n < 2."""
        n = self.counts
        with np.errstate(all="ignore"):
            return np.where(n > 1, (self.products - self.sums * self.sums.T / n) / (n - 1), np.nan)

    @property
    def used(self) -> Array:
        """(k,) the items that enough students have, and not all of them with the same points."""
        spread = np.diag(self.covariance) > 1e-12 * self.best**2
        return (self.students >= FEWEST) & spread

    @property
    def discrimination(self) -> Array:
        """(k,) corrected item-total correlation: of an item with the sum of all others; NaN where not `used`.

        r_i(T-i) = (C_iT - C_ii) / (s_i s_(T-i)), where C_iT = sum_j C_ij and s²_(T-i) = s²_T + s²_i - 2 C_iT; for an
        item of 0 or 1 it is the point-biserial correlation. Henrysson, Psychometrika 28 (1963) 211-218.
        """
        found = np.full(self.best.size, np.nan)
        used = self.used
        c = self.covariance[np.ix_(used, used)]
        own, with_total = np.diag(c), c.sum(axis=1)
        with np.errstate(all="ignore"):
            rest = c.sum() + own - 2 * with_total
            found[used] = np.where(rest > 1e-12 * c.sum(), (with_total - own) / np.sqrt(own * rest), np.nan)
        return found

    @property
    def alpha(self) -> float | None:
        """Cronbach's alpha, k/(k-1) (1 - sum_i s²_i / s²_T): the reliability of the total; None if it cannot be told.

        Cronbach, Psychometrika 16 (1951) 297-334.
        """
        used = self.used
        k = int(used.sum())
        c = self.covariance[np.ix_(used, used)]
        if k < 2 or not np.isfinite(c).all() or c.sum() <= 0:
            return None
        return float(k / (k - 1) * (1 - np.trace(c) / c.sum()))

    @property
    def error(self) -> float | None:
        """Standard error of measurement of the total, in points: s_T sqrt(1 - alpha). Lord & Novick (1968), chapter 3."""
        alpha = self.alpha
        if alpha is None or alpha < 0:
            return None
        used = self.used
        return float(np.sqrt(self.covariance[np.ix_(used, used)].sum() * (1 - alpha)))


def remark(share: float, correlation: float) -> str:
    """What an instructor may want to look at; thresholds as Ebel & Frisbie (1991), chapter 13, have them."""
    if share > 0.97:
        return "nearly everybody has it"
    if correlation < 0:
        return "who is good elsewhere fails it: look at its checks"
    if share < 0.3:
        return "hard"
    return "says little about the rest" if correlation < 0.2 else ""
