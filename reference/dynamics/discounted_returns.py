"""Discounted returns of a sequence of rewards."""

from functools import cache
from itertools import accumulate

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.dynamics import data


def reference(rewards, gamma):
    T = len(rewards)
    weights = gamma ** np.arange(T)
    return np.array([rewards[t:] @ weights[: T - t] for t in range(T)])


discounted_returns = exercise(
    reference,
    picture="steps",
    pure=True,
    hints=[
        "How old is the reward at time t when you stand at time t, and how old is the next one?",
        "Write down G for the last two times. How can the earlier of them be made from the later one, without "
        "adding everything again?",
        "How much is still to be walked from each stage of a tour, as an example: "
        "`left = np.cumsum(stages[::-1])[::-1]`: summed from the end, then put back in order.",
    ],
)


@discounted_returns.cases
def rewards_of_all_kinds(rng):
    yield case("mixed signs", np.array([1.0, -2.0, 3.0, 5.0]), 0.9)
    yield case("reward at the end", np.array([0.0, 0.0, 0.0, 1.0]), 0.5)
    yield case("integers", np.array([1, 3, 3]), 0.9)
    yield case("a list", [1, 0, 2], 0.25)
    yield case(
        "a list of floats", [0.03, -0.1, 0.0, 0.2, 0.07, -0.01, 0.1, 0.0, 0.02, -0.05, 0.04, 0.1], 0.87
    )
    yield case("one reward", np.array([7.0]), 0.3, points=0.5, needs="mixed signs")
    yield hidden("steady rewards", np.ones(12), 0.75)
    yield hidden("reward at the start", np.array([6.0, 0.0, 0.0]), 0.7, points=0.5)
    yield hidden("negative integers", np.array([-4, 3, 0, -7, 2]), 0.6)
    yield hidden("one reward, a list", [-3], 0.5, points=0.5, needs="mixed signs")
    yield hidden("cancels at the start", np.array([-1.0, 1.0, 2.0]), 0.5, points=0.5)
    yield hidden("float32", rng.normal(size=6).round(2).astype(np.float32), 0.85, points=0.5)


@discounted_returns.cases
def discounts(rng):
    yield case("gamma 0", np.array([2.5, -1.0, 4.0, 3.0]), 0.0)
    yield case("gamma 1", np.array([2.0, -1.5, 4.0, 0.5]), 1.0)
    yield hidden("gamma 0, integers", np.array([5, -2, 3]), 0, points=0.5)
    yield hidden("gamma 1, integers", np.array([3, 1, -6, 4]), 1, points=0.5)
    yield hidden("hardly anything later counts", rng.normal(size=30).round(1) + 0.0, 0.05, points=0.5)
    yield hidden("200 rewards", rng.normal(size=200).round(1) + 0.0, 0.99)


@discounted_returns.cases
def layouts(rng):
    yield hidden("rewards not contiguous", data.spread(np.array([1.5, -2.0, 0.5, 4.0])), 0.4, points=0.5)
    yield hidden(
        "rewards that cannot be changed", data.read_only(np.array([2.0, 3.5, -1.0])), 0.9, points=0.5
    )


@discounted_returns.scale
def scale(rewards, gamma):
    return float(np.sum(np.abs(np.asarray(rewards, dtype=float))))


@cache
def two_ways(length):
    """The sums of the definition are the solution of G_t = r_t + gamma G_{t+1} with G_T = 0."""
    gamma = sp.Symbol("gamma")
    r = sp.symbols(f"r:{length}")
    sums = [sum(gamma**k * r[t + k] for k in range(length - t)) for t in range(length)]
    G = sp.symbols(f"G:{length}")
    equations = [sp.Eq(G[t], r[t] + gamma * (G[t + 1] if t + 1 < length else 0)) for t in range(length)]
    solution = sp.solve(equations, G)
    assert all(sp.expand(solution[G[t]] - sums[t]) == 0 for t in range(length))
    return gamma, r, [solution[g] for g in G]


@discounted_returns.derivation
def by_bellman_equations(rewards, gamma):
    symbol, r, returns = two_ways(len(rewards))
    numbers = dict(zip(r, map(data.exact, rewards), strict=True)) | {symbol: data.exact(gamma)}
    return np.array([g.subs(numbers) for g in returns])


@discounted_returns.drawn
def drawn(draw):
    return np.array([draw.number(-5, 5) for _ in range(draw.integer(1, 6))]), draw.number(0, 1)


@discounted_returns.right
def from_the_end(rewards, gamma):
    G = np.zeros(len(rewards))
    total = 0.0
    for t in range(len(rewards) - 1, -1, -1):
        total = rewards[t] + gamma * total
        G[t] = total
    return G


@discounted_returns.right
def a_plain_list(rewards, gamma):
    G = []
    for r in list(rewards)[::-1]:
        G.insert(0, r + gamma * G[0] if G else r)
    return G


@discounted_returns.right
def double_loop(rewards, gamma):
    T = len(rewards)
    out = [0.0] * T
    for t in range(T):
        for k in range(T - t):
            out[t] += gamma**k * rewards[t + k]
    return np.array(out)


@discounted_returns.right
def as_a_matrix(rewards, gamma):
    """Entry (t, s) of the matrix is gamma^(s - t) on and above the diagonal, else 0."""
    T = len(rewards)
    ages = np.arange(T) - np.arange(T)[:, None]
    return np.where(ages >= 0, float(gamma) ** np.maximum(ages, 0), 0.0) @ np.asarray(rewards)


@discounted_returns.right
def as_a_linear_system(rewards, gamma):
    T = len(rewards)
    return np.linalg.solve(np.eye(T) - gamma * np.eye(T, k=1), np.array(rewards, dtype=float))


@discounted_returns.right
def accumulated(rewards, gamma):
    G = list(accumulate(rewards[::-1], lambda later, r: r + gamma * later))
    return np.flip(np.array(G, dtype=float))


@discounted_returns.right
def as_polynomials(rewards, gamma):
    """A return is a polynomial in gamma, with the rewards as coefficients."""
    return np.array([np.polyval(rewards[t:][::-1], gamma) for t in range(len(rewards))])


@discounted_returns.right
def convolved(rewards, gamma):
    T = len(rewards)
    return np.convolve(rewards[::-1], np.power(float(gamma), np.arange(T)))[:T][::-1]


@discounted_returns.right
def a_recursion(rewards, gamma):
    if len(rewards) == 1:
        return np.array([rewards[0]], dtype=float)
    later = a_recursion(rewards[1:], gamma)
    return np.concatenate(([rewards[0] + gamma * later[0]], later))


@discounted_returns.right
def in_place_on_a_copy(rewards, gamma):
    G = np.array(rewards, dtype=float)
    for t in range(len(G) - 2, -1, -1):
        G[t] += gamma * G[t + 1]
    return G


def floats(rewards):
    return np.array(rewards, dtype=float)


@discounted_returns.mistake("Is the reward you get now discounted?")
def first_reward_discounted(rewards, gamma):
    """The reward at t is multiplied by gamma already, as by gamma * (r + G): every return is gamma times too small."""
    return gamma * reference(rewards, gamma)


@discounted_returns.mistake("At time t, is the reward r_t still to come, or is it gone?")
def present_reward_left_out(rewards, gamma):
    """The reward at t is left out: entry t holds the return of the time after it, and the last is 0."""
    return np.append(reference(rewards, gamma)[1:], 0.0)


@discounted_returns.mistake("At time t, is the reward r_t still to come, or is it gone?")
def later_rewards_only(rewards, gamma):
    """The reward at t is left out: entry t is gamma times the return of the time after it."""
    return gamma * np.append(reference(rewards, gamma)[1:], 0.0)


@discounted_returns.mistake("Seen from time t, how old is the reward at time t?")
def discounted_from_the_start(rewards, gamma):
    """All rewards are discounted as seen from time 0, not from time t."""
    r = floats(rewards) * float(gamma) ** np.arange(len(rewards))
    return np.cumsum(r[::-1])[::-1]


@discounted_returns.mistake("Does the return look forward or back in time?")
def looks_back(rewards, gamma):
    """The rewards before t are added up, not those after it."""
    out, total = [], 0.0
    for r in rewards:
        total = r + gamma * total
        out.append(total)
    return np.array(out)


@discounted_returns.mistake("Which entry should be the plain last reward?")
def left_in_reverse(rewards, gamma):
    """The returns are listed from the last to the first."""
    return reference(rewards, gamma)[::-1].copy()


@discounted_returns.mistake("Does your result change with gamma?")
def not_discounted(rewards, gamma):
    """gamma has no influence: the rewards are added as they are."""
    return np.cumsum(floats(rewards)[::-1])[::-1]


@discounted_returns.mistake("How many returns are asked for?")
def first_return_only(rewards, gamma):
    """Only the return from time 0 comes back; there is one for every time."""
    return float(reference(rewards, gamma)[0])


@discounted_returns.mistake("Which terms are added up here, and which are still apart?")
def not_added(rewards, gamma):
    """The discounted rewards come back one by one; they are not added."""
    return floats(rewards) * float(gamma) ** np.arange(len(rewards))


@discounted_returns.mistake("Which dtype has your array of returns when the rewards are integers?")
def cut_to_integers(rewards, gamma):
    """When the rewards are integers, the returns lose their fractions as they are stored."""
    r = np.asarray(rewards)
    G, total = np.zeros_like(r), 0.0
    for t in range(len(r) - 1, -1, -1):
        total = r[t] + gamma * total
        G[t] = total
    return G


@discounted_returns.mistake("Which dtype has your array of returns when the rewards are integers?")
def cut_to_integers_in_every_step(rewards, gamma):
    """When the rewards are integers, each return loses its fraction before the next one is made from it."""
    G = np.array(rewards)
    for t in range(len(G) - 2, -1, -1):
        G[t] = G[t] + gamma * G[t + 1]
    return G


@discounted_returns.mistake("Which dtype has a copy of the rewards when they are integers?")
def copy_of_integers(rewards, gamma):
    """It fails when the rewards are integers: `+=` cannot put fractions into a whole array of them."""
    G = np.array(rewards)
    for t in range(len(G) - 2, -1, -1):
        G[t : t + 1] += gamma * G[t + 1 : t + 2]
    return G


@discounted_returns.mistake("Print the rewards after calling your function.")
def changes_rewards(rewards, gamma):
    """The returns are written into the caller's rewards; an array of integers loses the fractions."""
    for t in range(len(rewards) - 2, -1, -1):
        rewards[t] = rewards[t] + gamma * rewards[t + 1]
    return rewards


@discounted_returns.mistake("Print the rewards after calling your function.")
def changes_rewards_and_copies(rewards, gamma):
    """A new array comes back, but it is made from the caller's rewards after they were changed."""
    for t in range(len(rewards) - 2, -1, -1):
        rewards[t] = rewards[t] + gamma * rewards[t + 1]
    return np.array(rewards, dtype=float)


@discounted_returns.mistake("Print the rewards after calling your function.")
def changes_arrays_of_floats(rewards, gamma):
    """When the rewards are an array of floats, the returns are written into it."""
    G = np.asarray(rewards, dtype=float)
    for t in range(len(G) - 2, -1, -1):
        G[t] += gamma * G[t + 1]
    return G


@discounted_returns.mistake("Is the order of the rewards still the same after calling your function?")
def reverses_rewards(rewards, gamma):
    """The caller's rewards are turned around in place."""
    returns = reference(rewards, gamma)
    rewards[:] = rewards[::-1] if isinstance(rewards, list) else rewards[::-1].copy()
    return returns


@discounted_returns.mistake("Which methods has a list, and which has an array?")
def lists_only(rewards, gamma):
    """It fails for an array: a method is called that only lists have."""
    G, total = [], 0.0
    rewards = rewards.copy()
    rewards.reverse()
    for r in rewards:
        total = r + gamma * total
        G.append(total)
    return np.array(G[::-1])


@discounted_returns.mistake("Which methods has a list, and which has an array?")
def arrays_only(rewards, gamma):
    """It fails for a list: the rewards are used as an array, with `.shape`, `.size` or `.astype`."""
    return reference(rewards.astype(float), gamma)


@discounted_returns.mistake("Can you divide by gamma when gamma is 0?")
def divided_back(rewards, gamma):
    """For gamma = 0 it gives nan: sums discounted from time 0 are divided by powers of gamma."""
    weights = float(gamma) ** np.arange(len(rewards))
    return np.cumsum((floats(rewards) * weights)[::-1])[::-1] / weights


@discounted_returns.mistake("Which rewards does the return from time 0 contain?")
def next_reward_only(rewards, gamma):
    """Only the next reward is added, not all later ones."""
    r = floats(rewards)
    return r + gamma * np.append(r[1:], 0.0)


@discounted_returns.mistake("Which rewards does the return from time 0 contain?")
def last_reward_left_out(rewards, gamma):
    """The last reward never enters the returns before it."""
    r = floats(rewards)
    return np.append(reference(r[:-1], gamma), r[-1])


@discounted_returns.mistake("What is the last return?")
def last_return_zero(rewards, gamma):
    """The last reward is left out everywhere, and the last return is 0."""
    return np.append(reference(floats(rewards)[:-1], gamma), 0.0)


@discounted_returns.mistake("What is the return from the last time on?")
def last_return_missing(rewards, gamma):
    """The last return is missing."""
    return reference(rewards, gamma)[:-1]


@discounted_returns.mistake("How many returns belong to T rewards?")
def a_zero_after_the_end(rewards, gamma):
    """There is one entry too many: a 0 for the time after the last reward."""
    return np.append(reference(rewards, gamma), 0.0)


@discounted_returns.mistake("What is added to G_t: later rewards, or later returns as well?")
def all_later_returns(rewards, gamma):
    """gamma times the sum of all later returns is added; each return contains the later ones already."""
    G = []
    for r in list(rewards)[::-1]:
        G.insert(0, r + gamma * sum(G))
    return np.array(G, dtype=float)


@discounted_returns.mistake(
    "Which of the two numbers is multiplied by gamma, the reward or the return after it?"
)
def reward_discounted_instead(rewards, gamma):
    """Each return is gamma times the plain sum of the rewards, as when the reward at t is multiplied by gamma and
    the return after it is not."""
    out, total = [], 0.0
    for r in list(rewards)[::-1]:
        total = gamma * r + total
        out.append(total)
    return np.array(out[::-1])


@discounted_returns.mistake("How is a mean of two numbers different from a return?")
def weighted_mean(rewards, gamma):
    """The reward at t has the weight 1 - gamma: that is a weighted mean, not a sum."""
    return (1 - gamma) * reference(rewards, gamma)


@discounted_returns.mistake(
    "Does the weight of a reward at age k come from k factors, or from a product with k?"
)
def times_age(rewards, gamma):
    """The weight is gamma * k for the age k (1 for age 0), not the power gamma^k."""
    r = floats(rewards)
    weights = gamma * np.arange(len(r))
    weights[0] = 1.0
    return np.array([r[t:] @ weights[: len(r) - t] for t in range(len(r))])


@discounted_returns.mistake("With which power of gamma is a reward two steps ahead multiplied?")
def one_factor_for_all(rewards, gamma):
    """All later rewards have the same weight gamma, however far ahead they are."""
    r = floats(rewards)
    return r + gamma * (np.cumsum(r[::-1])[::-1] - r)


@discounted_returns.mistake("With which power of gamma is the next reward multiplied?")
def squared_factor(rewards, gamma):
    """Every step ahead costs the factor gamma^2, not gamma."""
    return reference(rewards, gamma**2)


@discounted_returns.mistake("With which power of gamma is the next reward multiplied?")
def exponential_factor(rewards, gamma):
    """Every step ahead costs the factor e^(-gamma): gamma is taken for a rate."""
    return reference(rewards, np.exp(-gamma))


@discounted_returns.mistake("If gamma is near 1, do later rewards count much or little?")
def complement(rewards, gamma):
    """Every step ahead costs the factor 1 - gamma, not gamma."""
    return reference(rewards, 1.0 - gamma)


@discounted_returns.mistake("If gamma is 0.5, is a later reward worth more or less?")
def interest_rate(rewards, gamma):
    """Every step ahead costs the factor 1/(1 + gamma): gamma is taken for a rate of interest."""
    return reference(rewards, 1 / (1 + gamma))


@discounted_returns.mistake("Does your result change when gamma changes from 0.9 to 0.5?")
def gamma_of_nine_tenths(rewards, gamma):
    """gamma is always 0.9."""
    return reference(rewards, 0.9)


@discounted_returns.mistake("Is a return a sum or a mean?")
def means(rewards, gamma):
    """The sums are divided by the number of rewards in them."""
    return reference(rewards, gamma) / np.arange(len(rewards), 0, -1)


@discounted_returns.mistake("What should the last return be if there is no reward after it?")
def goes_on_for_ever(rewards, gamma):
    """The last reward is continued for ever (which fails for gamma = 1)."""
    total = float(rewards[-1]) / (1 - float(gamma))
    out = [total]
    for r in list(rewards)[-2::-1]:
        total = r + gamma * total
        out.append(total)
    return np.array(out[::-1])


@discounted_returns.mistake("How many digits of your returns are right?")
def rounded(rewards, gamma):
    """The returns are rounded to two decimal places."""
    return np.round(reference(rewards, gamma), 2)


@discounted_returns.mistake("What is the shape of your result, and of the one in the example?")
def a_column(rewards, gamma):
    """The returns come back as a column with two axes, not as a one-dimensional array."""
    return reference(rewards, gamma).reshape(-1, 1)


@discounted_returns.mistake("What is the shape of your result, and of the one in the example?")
def a_triangle(rewards, gamma):
    """A matrix comes back, with the discounted rewards that each return is made of; they are not added."""
    T = len(rewards)
    ages = np.arange(T) - np.arange(T)[:, None]
    return np.where(ages >= 0, float(gamma) ** np.maximum(ages, 0), 0.0) * floats(rewards)
