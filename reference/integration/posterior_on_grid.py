"""Bayes' rule on a grid: prior times likelihood, scaled so that the area is 1."""

import numpy as np

from autograder.authoring import case, exercise, hidden
from reference.integration import data


def reference(theta, prior, likelihood):
    w = prior * likelihood
    return w / (0.5 * np.dot(np.diff(theta), w[1:] + w[:-1]))


posterior_on_grid = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "What is the area under the curve that you return?",
        "First the product of prior and likelihood at each grid point, then the area under the product, "
        "strip by strip. What has to be done so that the area becomes 1?",
        "Shares of a budget, as an example: `costs / np.sum(costs)`. They add up to 1; here it is an area "
        "that has to be 1.",
    ],
)


def uneven(rng, k, low=0.0, high=1.0):
    """k points from low to high with steps of different length."""
    steps = rng.permutation(np.linspace(1, 4, k - 1))
    return (low + (high - low) * np.append(0.0, np.cumsum(steps)) / np.sum(steps)).round(2)


@posterior_on_grid.cases
def grids(rng):
    u = np.linspace(0, 1, 5)
    yield case("a coin, equal steps", u, np.ones(5), u**2 * (1 - u))
    w = np.array([0.0, 0.125, 0.5, 0.75, 1.0])
    yield case("unequal steps", w, np.ones(5), w * (1 - w))
    yield case("a prior that matters", w, 6 * w * (1 - w), w**2)
    yield case("ends that are not 0", w, 1 + w, 2 - w)
    yield case("two points", np.array([0.0, 2.0]), np.array([1.0, 3.0]), np.array([2.0, 1.0]))
    yield case(
        "a range of 10", 10 * w, np.array([4.0, 3.0, 2.0, 1.0, 0.5]), np.array([1.0, 2.0, 2.5, 1.0, 3.0])
    )
    yield case("steps of 1", np.arange(-2.0, 3.0), np.ones(5), np.array([1.0, 2.0, 3.0, 2.0, 4.0]))
    yield case("likelihood up to a factor", w, 2 - w, 1e-9 * (1 + w))
    yield case(
        "impossible here and there",
        w,
        np.array([0.0, 1.0, 0.0, 2.0, 1.0]),
        np.array([3.0, 1.0, 2.0, 0.5, 0.0]),
    )
    t = uneven(rng, 12)
    yield hidden("twelve points", t, (1 + t).round(2), (t**3 * (1.2 - t)).round(4))
    t = uneven(rng, 7, -4, 3)
    yield hidden("negative parameters", t, np.exp(-(t**2) / 4).round(3), np.exp(-((t - 1) ** 2)).round(3))
    u = np.linspace(0, 1, 101)
    yield hidden("101 points", u, 1 + u, u**6 * (1 - u) ** 4)
    t = uneven(rng, 6, 20, 60)
    yield hidden("a tiny likelihood", t, rng.uniform(1, 3, 6).round(2), 1e-30 * rng.uniform(1, 9, 6).round(2))


@posterior_on_grid.cases
def kinds_of_numbers(rng):
    yield case("integers", np.array([0, 1, 3]), np.array([1, 2, 1]), np.array([3, 1, 2]))
    yield case(
        "integer prior and likelihood", np.array([0.0, 0.25, 1.0]), np.array([2, 1, 1]), np.array([1, 4, 2])
    )
    yield case(
        "integers in theta only",
        np.array([1, 2, 4, 5]),
        np.array([0.5, 0.25, 0.5, 1.0]),
        np.array([0.5, 1.5, 2.0, 0.75]),
    )
    yield case(
        "integers in the prior only",
        np.array([0.0, 0.5, 1.5]),
        np.array([1, 3, 2]),
        np.array([0.25, 0.5, 0.75]),
    )
    yield case(
        "integers in the likelihood only",
        np.array([0.0, 0.5, 1.5]),
        np.array([0.25, 0.5, 0.75]),
        np.array([5, 1, 2]),
    )
    yield hidden(
        "integers, six points",
        np.array([0, 2, 3, 7, 8, 10]),
        np.array([1, 1, 2, 3, 2, 1]),
        np.array([0, 4, 9, 5, 1, 2]),
    )
    t = uneven(rng, 6)
    arrays = (t, rng.uniform(1, 3, 6).round(2), rng.uniform(0, 3, 6).round(2))
    yield hidden("arrays not contiguous", *(np.repeat(a, 2)[::2] for a in arrays))


@posterior_on_grid.derivation
def under_straight_pieces(theta, prior, likelihood):
    """SymPy integrates the straight pieces of the product; the area under the result is checked to be 1."""
    corners, area = data.strip()
    points = [data.exact(x) for x in theta]
    products = [data.exact(p) * data.exact(q) for p, q in zip(prior, likelihood, strict=True)]

    def integral(heights):
        pieces = zip(points[:-1], points[1:], heights[:-1], heights[1:], strict=True)
        return sum(area.subs(dict(zip(corners, piece, strict=True))) for piece in pieces)

    evidence = integral(products)
    posterior = [w / evidence for w in products]
    assert integral(posterior) == 1
    return posterior


@posterior_on_grid.drawn
def drawn(draw):
    k = draw.integer(2, 6)
    theta = np.cumsum([draw.number(-3, 3), *(draw.number(0.1, 2) for _ in range(k - 1))]).round(3)
    prior = np.array([draw.number(0.1, 3) for _ in range(k)])
    return theta, prior, np.array([draw.number(0.1, 2) for _ in range(k)])


@posterior_on_grid.right
def np_trapezoid(theta, prior, likelihood):
    w = prior * likelihood
    return w / np.trapezoid(w, x=theta)


@posterior_on_grid.right
def largest_first(theta, prior, likelihood):
    w = np.array(prior, float) * likelihood
    w = w / w.max()
    area = 0.0
    for i in range(len(w) - 1):
        area += 0.5 * (w[i] + w[i + 1]) * (theta[i + 1] - theta[i])
    return w / area


@posterior_on_grid.right
def with_lists(theta, prior, likelihood):
    w = [p * q for p, q in zip(prior.tolist(), likelihood.tolist(), strict=True)]
    t = theta.tolist()
    area = sum((t[i] - t[i - 1]) * (w[i] + w[i - 1]) / 2 for i in range(1, len(t)))
    return [x / area for x in w]


@posterior_on_grid.right
def weights_of_the_points(theta, prior, likelihood):
    half = np.diff(theta) / 2
    weights = np.append(half, 0) + np.append(0, half)
    w = prior * likelihood
    return w / (weights @ w)


@posterior_on_grid.right
def prior_made_a_density_first(theta, prior, likelihood):
    def area(y):
        return np.sum((y[:-1] + y[1:]) * np.diff(theta)) / 2

    prior = prior / area(prior)
    return likelihood * prior / area(likelihood * prior)


@posterior_on_grid.right
def einsum(theta, prior, likelihood):
    w = np.einsum("i,i->i", prior, likelihood) * 1.0
    w /= np.einsum("i,i", np.diff(theta), (w[1:] + w[:-1]) / 2)
    return w


@posterior_on_grid.right
def cumulative(theta, prior, likelihood):
    w = np.multiply(likelihood, prior)
    total = np.cumsum((w[1:] + w[:-1]) * (theta[1:] - theta[:-1]))[-1]
    return 2 * w / total


def area(w, theta):
    return np.sum((w[1:] + w[:-1]) / 2 * np.diff(theta))


@posterior_on_grid.mistake("The entries add up to 1. What is the area under your curve?")
def divided_by_the_sum(theta, prior, likelihood):
    """The products are divided by their sum, not by the area under them."""
    w = prior * likelihood
    return w / np.sum(w)


@posterior_on_grid.mistake("What is the area under your curve, and what should it be?")
def not_normalised(theta, prior, likelihood):
    """This is the product of prior and likelihood; it is not divided by the evidence."""
    return 1.0 * prior * likelihood


@posterior_on_grid.mistake(
    "What is the area under your curve: does dividing it by the area or multiplying make it 1?"
)
def multiplied_by_the_evidence(theta, prior, likelihood):
    """The product is multiplied by the evidence and not divided by it."""
    w = prior * likelihood
    return w * area(w, theta)


@posterior_on_grid.mistake("If the prior says impossible, may the data make it possible?")
def added(theta, prior, likelihood):
    """Prior and likelihood are added, not multiplied."""
    w = prior + likelihood
    return w / area(w, theta)


@posterior_on_grid.mistake("Is it the height or the area that must be 1?")
def divided_by_the_largest(theta, prior, likelihood):
    """The products are divided by the largest of them, so that the highest value is 1."""
    w = prior * likelihood
    return w / np.max(w)


@posterior_on_grid.mistake("Is it the mean height or the area that must be 1?")
def divided_by_the_mean(theta, prior, likelihood):
    """The products are divided by their mean."""
    w = prior * likelihood
    return w / np.mean(w)


@posterior_on_grid.mistake("Is it the sum of the squares or the area that must be 1?")
def divided_by_the_length(theta, prior, likelihood):
    """The products are divided by the length of the vector that they make."""
    w = prior * likelihood
    return w / np.linalg.norm(w)


@posterior_on_grid.mistake("Are your grid points equally far apart?")
def first_step_for_all(theta, prior, likelihood):
    """Every strip is given the width of the first one."""
    w = prior * likelihood
    return w / (np.sum((w[1:] + w[:-1]) / 2) * (theta[1] - theta[0]))


@posterior_on_grid.mistake("Is the mean distance of the grid points the width of each strip?")
def mean_step_for_all(theta, prior, likelihood):
    """Every strip is given the mean width of all."""
    w = prior * likelihood
    return w / (np.sum((w[1:] + w[:-1]) / 2) * (theta[-1] - theta[0]) / (len(theta) - 1))


@posterior_on_grid.mistake("Which x does the integral use, if only heights are handed over?")
def steps_of_one(theta, prior, likelihood):
    """The area is computed as if the grid points were 1 apart; theta has no influence."""
    w = prior * likelihood
    return w / np.trapezoid(w)


@posterior_on_grid.mistake("Which of its arguments does np.trapezoid integrate, the first or the second?")
def swapped_arguments(theta, prior, likelihood):
    """The grid is integrated over the products instead of the products over the grid."""
    w = prior * likelihood
    return w / np.trapezoid(theta, w)


@posterior_on_grid.mistake("Does your result change with the prior?")
def prior_ignored(theta, prior, likelihood):
    """Only the likelihood is used; the prior has no influence."""
    return likelihood / area(likelihood, theta)


@posterior_on_grid.mistake("Does your result change with the data?")
def likelihood_ignored(theta, prior, likelihood):
    """Only the prior is used; the likelihood has no influence."""
    return prior / area(prior, theta)


@posterior_on_grid.mistake("Which product has to have the area 1?")
def divided_by_the_area_of_the_prior(theta, prior, likelihood):
    """The product is divided by the area under the prior."""
    return prior * likelihood / area(prior, theta)


@posterior_on_grid.mistake("Which product has to have the area 1, and what stands under your fraction?")
def divided_by_the_area_of_the_likelihood(theta, prior, likelihood):
    """The product is divided by the area under the likelihood."""
    return prior * likelihood / area(likelihood, theta)


@posterior_on_grid.mistake("If two curves have the area 1, has their product the area 1?")
def each_normalised(theta, prior, likelihood):
    """Prior and likelihood are each divided by their own area, and their product is left as it is."""
    return prior / area(prior, theta) * likelihood / area(likelihood, theta)


@posterior_on_grid.mistake("What is in the denominator: the area under the product, or a product of areas?")
def mean_of_the_likelihood(theta, prior, likelihood):
    """The likelihood is divided by the evidence, but not multiplied by the prior."""
    return likelihood / area(prior * likelihood, theta)


@posterior_on_grid.mistake("Which rule does the statement name?")
def left_rectangles(theta, prior, likelihood):
    """The area is a sum of rectangles with the height at the left end of each strip."""
    w = prior * likelihood
    return w / np.sum(w[:-1] * np.diff(theta))


@posterior_on_grid.mistake("Which heights does a trapezoid have?")
def right_rectangles(theta, prior, likelihood):
    """The area is a sum of rectangles with the height at the right end of each strip."""
    w = prior * likelihood
    return w / np.sum(w[1:] * np.diff(theta))


@posterior_on_grid.mistake("A trapezoid with both heights equal to 3 and width 1: what is its area?")
def without_the_half(theta, prior, likelihood):
    """The two heights of a strip are added, but not halved, so the area is twice too large."""
    w = prior * likelihood
    return w / np.sum((w[1:] + w[:-1]) * np.diff(theta))


@posterior_on_grid.mistake("Is the product of two means the mean of the products?")
def product_of_means(theta, prior, likelihood):
    """In each strip the mean of the prior is multiplied by the mean of the likelihood; the heights of the
    trapezoids are the products."""
    p, q = (prior[1:] + prior[:-1]) / 2, (likelihood[1:] + likelihood[:-1]) / 2
    return prior * likelihood / np.sum(p * q * np.diff(theta))


@posterior_on_grid.mistake("Is a density asked for, or the mass of each strip?")
def masses(theta, prior, likelihood):
    """Each value is multiplied by the width around its grid point: these are masses, not a density."""
    w = prior * likelihood
    half = np.diff(theta) / 2
    share = w * (np.append(half, 0) + np.append(0, half))
    return share / np.sum(share)


@posterior_on_grid.mistake("Is one number asked for, or a density at each grid point?")
def evidence_only(theta, prior, likelihood):
    """The evidence alone comes back."""
    return float(area(prior * likelihood, theta))


@posterior_on_grid.mistake("Is the density asked for, or what lies to the left of each point?")
def added_up(theta, prior, likelihood):
    """This is the probability to the left of each grid point, not the density."""
    w = prior * likelihood
    return np.append(0.0, np.cumsum((w[1:] + w[:-1]) / 2 * np.diff(theta))) / area(w, theta)


@posterior_on_grid.mistake("How many results are asked for?")
def evidence_too(theta, prior, likelihood):
    """Two results come back, the density and the evidence; only the density is asked for."""
    w = prior * likelihood
    return w / area(w, theta), float(area(w, theta))


@posterior_on_grid.mistake("How often is the prior multiplied in?")
def prior_twice(theta, prior, likelihood):
    """The prior is multiplied in twice."""
    w = prior * prior * likelihood
    return w / area(w, theta)


@posterior_on_grid.mistake("How often is the likelihood multiplied in?")
def likelihood_twice(theta, prior, likelihood):
    """The likelihood is multiplied in twice."""
    w = prior * likelihood * likelihood
    return w / area(w, theta)


@posterior_on_grid.mistake("Does the posterior rise or fall where the prior is small?")
def divided_by_the_prior(theta, prior, likelihood):
    """The likelihood is divided by the prior and not multiplied with it."""
    w = likelihood / prior
    return w / area(w, theta)


@posterior_on_grid.mistake("Is the likelihood handed over as a logarithm?")
def exponential(theta, prior, likelihood):
    """The likelihood is taken for a logarithm: its exponential is used."""
    w = prior * np.exp(likelihood)
    return w / area(w, theta)


@posterior_on_grid.mistake("What is a width, a later grid point minus an earlier one or the other way round?")
def negative_widths(theta, prior, likelihood):
    """The widths of the strips have the wrong sign, so the density is negative."""
    w = prior * likelihood
    return w / -area(w, theta)


@posterior_on_grid.mistake("How many strips lie between k grid points, and which is the last of them?")
def last_strip_missing(theta, prior, likelihood):
    """The last strip is left out of the area."""
    w = prior * likelihood
    return w / np.sum(((w[1:] + w[:-1]) / 2 * np.diff(theta))[:-1])


@posterior_on_grid.mistake("Which division keeps the fraction?")
def floor_division(theta, prior, likelihood):
    """The result is rounded down to whole numbers, as `//` does."""
    w = prior * likelihood
    return w // area(w, theta)


@posterior_on_grid.mistake("Which division by 2 keeps the fraction?")
def floor_division_in_the_strips(theta, prior, likelihood):
    """The mean height of a strip is rounded down to a whole number, as `//` does."""
    w = prior * likelihood
    return w / np.sum((w[1:] + w[:-1]) // 2 * np.diff(theta))


@posterior_on_grid.mistake("Which dtype has an array like the prior when the prior holds integers?")
def cut_to_the_dtype_of_the_prior(theta, prior, likelihood):
    """When the prior holds integers, the density loses its fractions."""
    p = np.zeros_like(prior)
    w = prior * likelihood
    p[:] = w / area(w, theta)
    return p


@posterior_on_grid.mistake("Which dtype has an array like theta when theta holds integers?")
def cut_to_the_dtype_of_theta(theta, prior, likelihood):
    """When theta holds integers, the density loses its fractions."""
    p = np.zeros_like(theta)
    w = prior * likelihood
    p[:] = w / area(w, theta)
    return p


@posterior_on_grid.mistake("Which dtype has an array like the likelihood when the likelihood holds integers?")
def cut_to_the_dtype_of_the_likelihood(theta, prior, likelihood):
    """When the likelihood holds integers, the density loses its fractions."""
    p = np.zeros_like(likelihood)
    w = prior * likelihood
    p[:] = w / area(w, theta)
    return p


@posterior_on_grid.mistake("Which dtype has the product of two arrays of integers?")
def divided_in_place(theta, prior, likelihood):
    """It raises when prior and likelihood both hold integers: `/=` cannot put fractions into an array of
    integers."""
    w = prior * likelihood
    w /= area(w, theta)
    return w


@posterior_on_grid.mistake("Which dtype has a copy of the prior when it holds integers?")
def copy_of_the_prior(theta, prior, likelihood):
    """It raises when the prior holds integers: a copy of it cannot take fractions by `*=` or `/=`."""
    w = prior.copy()
    w *= likelihood
    w /= area(w, theta)
    return w


@posterior_on_grid.mistake("Print the prior you passed in after the call: is it still what it was?")
def prior_changed(theta, prior, likelihood):
    """The products are written into the caller's prior (which fails for integers there and fractions in the
    likelihood)."""
    prior *= likelihood
    return prior / area(prior, theta)


@posterior_on_grid.mistake("Print the likelihood you passed in after the call: is it still what it was?")
def likelihood_changed(theta, prior, likelihood):
    """The products are written into the caller's likelihood (which fails for integers there and fractions in
    the prior)."""
    likelihood *= prior
    return likelihood / area(likelihood, theta)


@posterior_on_grid.mistake("How often does a height at an end of the grid count in a trapezoid sum?")
def sum_times_the_first_step(theta, prior, likelihood):
    """The sum of all products times the first step is taken for the area."""
    w = prior * likelihood
    return w / (np.sum(w) * (theta[1] - theta[0]))


@posterior_on_grid.mistake("Is the area the mean of the heights at the grid points times the whole width?")
def mean_times_the_width(theta, prior, likelihood):
    """The mean of all products times the width of the grid is taken for the area."""
    w = prior * likelihood
    return w / (np.mean(w) * (theta[-1] - theta[0]))


@posterior_on_grid.mistake("How wide is the part of the grid that belongs to its first point?")
def widths_from_np_gradient(theta, prior, likelihood):
    """The products are weighted with np.gradient(theta), in which the ends count with a whole step and not
    with half of one."""
    w = prior * likelihood
    return w / np.sum(w * np.gradient(theta))


@posterior_on_grid.mistake("What does `a + b / 2` mean in Python?")
def only_one_height_halved(theta, prior, likelihood):
    """In each strip only one of the two heights is halved, as in `a + b / 2`."""
    w = prior * likelihood
    return w / np.sum((w[:-1] + w[1:] / 2) * np.diff(theta))


@posterior_on_grid.mistake("Which strip does `w[i - 1]` belong to when i is 0?")
def a_strip_from_the_end_to_the_start(theta, prior, likelihood):
    """The loop over the strips begins one too early: a strip from the last grid point back to the first is
    added to the area."""
    w = prior * likelihood
    return w / sum((w[i] + w[i - 1]) / 2 * (theta[i] - theta[i - 1]) for i in range(len(w)))


@posterior_on_grid.mistake("What is asked for: a density, or its mean?")
def multiplied_by_theta(theta, prior, likelihood):
    """The product contains theta as a third factor, as for a mean of theta."""
    w = theta * prior * likelihood
    return w / area(w, theta)


@posterior_on_grid.mistake("May a density be larger than 1?")
def cut_at_one(theta, prior, likelihood):
    """Values above 1 are cut off, as if the density were a probability."""
    w = prior * likelihood
    return np.minimum(w / area(w, theta), 1.0)


@posterior_on_grid.mistake("How large is the evidence when the likelihood is known up to a tiny factor?")
def small_number_added(theta, prior, likelihood):
    """A small number is added to the evidence; where the likelihood is tiny it is larger than the evidence
    itself."""
    w = prior * likelihood
    return w / (area(w, theta) + 1e-8)


@posterior_on_grid.mistake(
    "How many products are there, one for each grid point or one for each pair of them?"
)
def summed_product(theta, prior, likelihood):
    """Prior and likelihood are multiplied and added up (`@`), so one number stands in the place of a curve."""
    w = prior @ likelihood * np.ones(len(theta))
    return w / area(w, theta)


@posterior_on_grid.mistake(
    "Which dtype have the products when the prior holds integers and the likelihood does not?"
)
def product_cut_to_the_dtype_of_the_prior(theta, prior, likelihood):
    """The products are given the dtype of the prior; if it holds integers, they lose their fractions."""
    w = np.array(prior * likelihood, dtype=prior.dtype)
    return w / area(w, theta)


@posterior_on_grid.mistake(
    "Which dtype have the products when the likelihood holds integers and the prior does not?"
)
def product_cut_to_the_dtype_of_the_likelihood(theta, prior, likelihood):
    """The products are given the dtype of the likelihood; if it holds integers, they lose their fractions."""
    w = np.array(prior * likelihood, dtype=likelihood.dtype)
    return w / area(w, theta)


@posterior_on_grid.mistake("Which dtype have the products when theta holds integers?")
def product_cut_to_the_dtype_of_theta(theta, prior, likelihood):
    """The products are put into an array like theta; if it holds integers, they lose their fractions."""
    w = np.array(prior * likelihood, dtype=theta.dtype)
    return w / area(w, theta)
