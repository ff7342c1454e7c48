"""Item analysis against the textbook's formulas, computed the plain way from all rows."""

import numpy as np
import pytest

from autograder.reports.item_analysis import FEWEST, Items, remark


def items(rows, best=None):
    found = Items(np.full(rows.shape[1], 4.0) if best is None else best)
    for row in rows:
        found.add(row)
    return found


@pytest.fixture(scope="module")
def rows():
    """200 students, six items that measure the same thing more or less well, the last one at random."""
    rng = np.random.default_rng(1)
    skill = rng.normal(size=(200, 1))
    rows = np.clip(np.round(2 + skill + rng.normal(size=(200, 6))), 0, 4)
    rows[:, 5] = rng.integers(0, 5, 200)
    return rows


def test_difficulty_is_the_mean_share(rows):
    np.testing.assert_allclose(items(rows).difficulty, rows.mean(axis=0) / 4)


def test_discrimination_is_the_correlation_with_the_sum_of_all_others(rows):
    plain = [np.corrcoef(rows[:, i], rows.sum(axis=1) - rows[:, i])[0, 1] for i in range(6)]
    np.testing.assert_allclose(items(rows).discrimination, plain)
    assert abs(plain[5]) < 0.2 < min(plain[:5])


def test_it_is_point_biserial_for_an_item_of_zero_or_one(rows):
    rows = rows.copy()
    rows[:, 0] = rows[:, 0] > 2
    rest, has = rows[:, 1:].sum(axis=1), rows[:, 0] == 1
    p = has.mean()
    plain = (rest[has].mean() - rest[~has].mean()) / rest.std() * np.sqrt(p * (1 - p))
    np.testing.assert_allclose(items(rows).discrimination[0], plain)


def test_alpha_and_the_error_of_measurement(rows):
    total = rows.sum(axis=1)
    plain = 6 / 5 * (1 - rows.var(axis=0, ddof=1).sum() / total.var(ddof=1))
    found = items(rows)
    assert found.alpha == pytest.approx(plain)
    assert found.error == pytest.approx(total.std(ddof=1) * np.sqrt(1 - plain))


def test_alpha_of_parallel_items_is_what_spearman_and_brown_say():
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(20_000, 1)) + rng.normal(size=(20_000, 8))
    assert items(rows).alpha == pytest.approx(8 / 9, abs=0.01)


def test_what_was_not_handed_in_is_missing_and_not_zero(rows):
    gone = rows.copy()
    gone[::3, 2:4] = np.nan
    found = items(gone)
    assert found.students.tolist() == [200, 200, 133, 133, 200, 200]
    np.testing.assert_allclose(found.difficulty, np.nanmean(gone, axis=0) / 4)
    np.testing.assert_allclose(found.discrimination, items(rows).discrimination, atol=0.12)
    assert found.alpha == pytest.approx(items(rows).alpha, abs=0.05)
    both = ~np.isnan(gone[:, 2])
    assert found.covariance[0, 2] == pytest.approx(np.cov(gone[both, 0], gone[both, 2])[0, 1])


def test_nobody_is_compared_with_too_few_and_nothing_is_said_of_nothing():
    for found in (items(np.zeros((0, 3))), items(np.ones((FEWEST - 1, 3))), items(np.full((50, 3), 2.0))):
        assert np.isnan(found.discrimination).all()
        assert (found.alpha, found.error) == (None, None)
    assert np.isnan(items(np.zeros((0, 3))).difficulty).all()


def test_lessons_that_nobody_has_both_of_leave_alpha_open(rows):
    apart = rows.copy()
    apart[:100, :3] = apart[100:, 3:] = np.nan
    assert items(apart).alpha is None


def test_two_items_that_say_the_opposite_have_no_error_of_measurement():
    x = np.arange(40) % 5.0
    found = items(np.column_stack([x, 4 - 0.5 * x]))
    assert found.alpha < 0
    assert found.error is None


def test_large_classes_lose_no_digits():
    rng = np.random.default_rng(3)
    rows = 1000 + rng.normal(size=(20_000, 3))
    np.testing.assert_allclose(items(rows).covariance, np.cov(rows.T), atol=1e-6)


@pytest.mark.parametrize(
    ("share", "correlation", "word"),
    [(0.99, 0.1, "nearly everybody"), (0.5, -0.1, "look at its checks"), (0.2, 0.5, "hard"), (0.5, 0.1, "says little"), (0.5, 0.5, ""),
     (0.5, np.nan, "")],
)  # fmt: skip
def test_remarks(share, correlation, word):
    assert word in remark(share, correlation)
    assert bool(remark(share, correlation)) == bool(word)
