"""Is it so, what a note says? Each sentence is read back and held against raw values, entry by entry.

Written apart from `autograder.grading.properties`, which finds the sentences: nothing of it is used here.
"""

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

CLOSE = 1e-6
CONSTANTS = {
    "pi": math.pi,
    "2 pi": 2 * math.pi,
    "the square root of 2": math.sqrt(2),
    "the square root of 2 pi": math.sqrt(2 * math.pi),
}


@dataclass
class Asked:
    """One visible check. arguments: by name; got: None if nothing came back."""

    arguments: dict
    got: object
    want: object
    returned: bool
    right: bool
    rtol: float = 1e-9
    slack: float = 0.0
    raised: bool = False


def numbers(value):
    """A list of floats with its shape, or None."""
    try:
        array = np.array(value, dtype=complex)
    except (TypeError, ValueError):
        return None
    if isinstance(value, str | dict) or value is None or np.any(array.imag):
        return None
    return array.real


def leaves(got, want):
    """Pairs of arrays, or None in the place of what cannot be compared."""
    if isinstance(want, dict):
        return [p for k in want for p in leaves(got.get(k) if isinstance(got, dict) else None, want[k])]
    if isinstance(want, tuple):
        got = list(got) if isinstance(got, list | tuple) else []
        return [p for i, w in enumerate(want) for p in leaves(got[i] if i < len(got) else None, w)]
    a, b = numbers(got), numbers(want)
    if a is None or b is None:
        return [None]
    return [(a.reshape(()) if b.ndim == 0 and a.size == 1 else a, b)]


def alike(a, b, slack=0.0, close=CLOSE):
    """Equal up to six digits of the largest number."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        return False
    size = max([abs(v) for v in b.flat if math.isfinite(v)], default=0.0)
    for x, y in zip(a.flat, b.flat, strict=True):
        if not (x == y or (math.isnan(x) and math.isnan(y)) or abs(x - y) <= close * size + slack):
            return False
    return True


def rounded_like(a, b):
    return any(alike(a, np.round(b, places)) for places in range(13))


def error(a, b):
    if a.shape != b.shape or not np.isfinite(a).all() or not np.isfinite(b).all() or not b.any():
        return math.inf
    return max(abs(x - y) for x, y in zip(a.flat, b.flat, strict=True)) / max(abs(v) for v in b.flat)


def same_shape(test):
    return lambda a, b: a.shape == b.shape and test(a, b)


def path(test):
    """For rows that start alike."""
    return lambda a, b: a.shape == b.shape and a.ndim > 0 and len(a) > 1 and alike(a[0], b[0]) and test(a, b)


def right_entries(a, b, rtol=1e-9, slack=0.0):
    """Which entries the check takes for right."""
    size = max([abs(v) for v in b.flat if math.isfinite(v)], default=0.0)
    near = [
        x == y or (math.isnan(x) and math.isnan(y)) or abs(x - y) <= rtol * size + slack
        for x, y in zip(a.flat, b.flat, strict=True)
    ]
    return np.array(near, bool).reshape(b.shape)


def only(which, kind, state):
    def test(a, b):
        if a.shape != b.shape:
            return False
        right = right_entries(a, b)
        if kind == "entry":
            if right.size != max(right.shape, default=0):
                return False
            right = right.reshape(-1, 1)
        elif right.ndim != 2:
            return False
        if kind == "diagonal":
            picked = np.array([[i == j for j in range(b.shape[1])] for i in range(b.shape[0])])
        else:
            right = right.T if kind == "column" else right
            picked = np.zeros(right.shape, bool)
            picked[0 if which == "first" else len(right) - 1] = True
        return not picked.all() and all(
            bool(r) == (bool(p) == (state == "right")) for r, p in zip(right.flat, picked.flat, strict=True)
        )

    return test


def starts(count, rest):
    def test(a, b):
        right = list(right_entries(a, b).flat) if a.shape == b.shape else [False]
        after = right[count:] if rest == "all" else right[count : count + 1]
        return all(right[:count]) and after and not any(after)

    return test


def first_step(a, b):
    return alike(a[1] - a[0], b[0] - b[1])


def farther(a, b):
    away = [max(np.abs(np.ravel(x - b[-1]))) for x in a]
    return all(y > x for x, y in pairwise(away))


def at_rest(p):
    return np.max(np.abs(p[-1] - p[-2])) <= 2e-3 * np.max(np.abs(p[-1] - p[0]))


# Sentences that hold of the numbers of one check.
OF_ONE = {
    "it has the opposite sign": lambda a, b: alike(-a, b),
    "it is the transpose of what is expected": lambda a, b: a.ndim == 2 and alike([[a[j, i] for j in range(len(a))] for i in range(a.shape[1])], b),
    "it is what is expected in reverse order": lambda a, b: alike(list(reversed(list(a))), b),
    "the numbers are right, but their shape is not": lambda a, b: a.shape != b.shape and alike(list(a.flat), list(b.flat)),
    "the entries are right, but the last one is missing": lambda a, b: len(a) == len(b) - 1 and alike(a, b[: len(a)]),
    "the entries are right, but the first one is missing": lambda a, b: len(a) == len(b) - 1 and alike(a, b[1:]),
    "the expected entries are there, and one more at the end": lambda a, b: len(a) == len(b) + 1 and alike(a[: len(b)], b),
    "the expected entries are there, and one more at the start": lambda a, b: len(a) == len(b) + 1 and alike(a[1:], b),
    "every second entry is missing, the others are right": lambda a, b: alike(a, [b[i] for i in range(0, len(b), 2)]),
    "it is one entry ahead: each entry but the last is what is expected one place later": lambda a, b: len(b) > 1 and all(alike(a[i], b[i + 1], 1e-6 * np.max(np.abs(b))) for i in range(len(b) - 1)),
    "it is one entry late: each entry but the first is what is expected one place earlier": lambda a, b: len(b) > 1 and all(alike(a[i + 1], b[i], 1e-6 * np.max(np.abs(b))) for i in range(len(b) - 1)),
    "the numbers are right, but in another order": lambda a, b: alike(sorted(a.flat), sorted(b.flat)),
    "it is the running sum of what is expected": lambda a, b: all(alike(a[i], sum(b[: i + 1]), 1e-6 * np.max(np.abs(a))) for i in range(len(b))),
    "its running sum is what is expected": lambda a, b: all(alike(b[i], sum(a[: i + 1]), 1e-6 * np.max(np.abs(b))) for i in range(len(b))),
    "its entries add up to what is expected": lambda a, b: alike(math.fsum(a.flat), b),
    "the mean of its entries is what is expected": lambda a, b: alike(math.fsum(a.flat) / a.size, b),
    "its rows add up to what is expected": lambda a, b: alike(list(sum(a[i] for i in range(len(a)))), list(b.flat)),
    "the mean of its rows is what is expected": lambda a, b: alike(list(sum(a[i] for i in range(len(a))) / len(a)), list(b.flat)),
    "it is the sum of the entries that are expected": lambda a, b: a.ndim == 0 and alike(a, math.fsum(b.flat)),
    "it is the mean of the entries that are expected": lambda a, b: a.ndim == 0 and alike(a, math.fsum(b.flat) / b.size),
    "it is the first of the entries that are expected": lambda a, b: a.ndim == 0 and alike(a, next(iter(b.flat))),
    "it is the last of the entries that are expected": lambda a, b: a.ndim == 0 and alike(a, list(b.flat)[-1]),
    "its first entry is what is expected": lambda a, b: alike(next(iter(a.flat)), b),
    "its last entry is what is expected": lambda a, b: alike(list(a.flat)[-1], b),
    "it is the absolute value of what is expected": lambda a, b: alike(a, [abs(v) for v in b.flat] if b.ndim else abs(b)) if b.ndim < 2 else alike(a.ravel(), [abs(v) for v in b.flat]),
    "numbers that should be negative came back as 0, all others are right": same_shape(lambda a, b: alike(list(a.flat), [0 if v < 0 else v for v in b.flat])),
    "it is the reciprocal of what is expected": same_shape(lambda a, b: all(abs(x * y - 1) < 1e-6 or (y == 0 and math.isinf(x)) or (math.isinf(y) and x == 0) for x, y in zip(a.flat, b.flat, strict=True))),
    "it is the reciprocal of what is expected, with the opposite sign": same_shape(lambda a, b: all(abs(x * y + 1) < 1e-6 or (y == 0 and math.isinf(x)) for x, y in zip(a.flat, b.flat, strict=True))),
    "it is the square of what is expected": same_shape(lambda a, b: alike(a.ravel(), [v * v for v in b.flat])),
    "it is the square root of what is expected": same_shape(lambda a, b: alike([v * v for v in a.flat], b.ravel()) and (a >= 0).all()),
    "it is the logarithm of what is expected": same_shape(lambda a, b: all(abs(math.exp(x) - y) < 1e-6 * abs(y) or (y == 0 and x == -math.inf) for x, y in zip(a.flat, b.flat, strict=True))),
    "it is the exponential of what is expected": same_shape(lambda a, b: all(x > 0 and abs(math.log(x) - y) < 1e-6 * max(1, abs(y)) for x, y in zip(a.flat, b.flat, strict=True))),
    "it is the exponential of what is expected with the opposite sign": same_shape(lambda a, b: all(x > 0 and abs(math.log(x) + y) < 1e-6 * max(1, abs(y)) for x, y in zip(a.flat, b.flat, strict=True))),
    "it is 1 minus what is expected": same_shape(lambda a, b: alike(a + b, np.ones(b.shape))),
    "it is what is expected, rounded down to whole numbers": same_shape(lambda a, b: alike(a.ravel(), [math.floor(v) for v in b.flat])),
    "it is what is expected, without what stands behind the point": same_shape(lambda a, b: alike(a.ravel(), [int(v) for v in b.flat])),
    "it is what is expected, rounded to whole numbers": same_shape(lambda a, b: alike(a.ravel(), [round(v) for v in b.flat])),
    "it never leaves the start: each entry is the first one": path(lambda a, b: all(alike(x, a[0]) for x in a) and not alike(b[1], b[0])),
    "the start is right, and the first step goes the opposite way": path(first_step),
    "it comes to rest elsewhere than expected": path(lambda a, b: at_rest(a) and at_rest(b) and not alike(a[-1], b[-1])),
    "it moves away from where it should come to rest, farther with each step": path(farther),
    "it comes to rest where it should, by another way": path(lambda a, b: at_rest(b) and alike(a[-1:], b[-1:]) and not alike(a, b)),
}  # fmt: skip


def value_of(said, arguments):
    """The number that a text such as "2 pi `sigma`²" or "`n`/(`n` - 1)" stands for, with the arguments of one check."""
    shape = next((v.shape for v in arguments.values() if isinstance(v, np.ndarray) and v.ndim == 2), ())
    said = said.replace("²", "**2").replace("³", "**3")
    text = re.sub(r"`len\((\w+)\)`", lambda g: f"({float(len(arguments[g[1]]))!r})", said)
    text = re.sub(r"`(\w+)`", lambda g: f"({float(arguments[g[1]])!r})", text)
    text = re.sub(r"\b([mn])\b", lambda g: f"({float(shape['mn'.index(g[1])])!r})", text)
    text = re.sub(r"^the square root of (.+)$", r"(\1)**0.5", text)
    text = text.replace("pi", str(math.pi))
    return eval(re.sub(r"(?<=[\d)]) +(?=[\d(])", "*", text), {})


def multiple(a, b, factor):
    return a.shape == b.shape and alike(a, factor * b, close=1e-5)


def shifted(a, b, by):
    """Whether `by` is what is too much, up to the digits that are said and those that the numbers have."""
    return a.shape == b.shape and alike(
        a - b, np.broadcast_to(by, b.shape), slack=1e-8 * np.max(np.abs(b)), close=1e-5
    )


def parallel(a, b):
    a, b = a.ravel(), b.ravel()
    size = np.max(np.abs(a)) * np.max(np.abs(b))
    return a.shape == b.shape and all(
        abs(x * v - u * y) <= CLOSE * size
        for x, y in zip(a, b, strict=True)
        for u, v in zip(a, b, strict=True)
    )


# What is said of a check, an argument or a number: a test of (thing, all arguments).
IS = {
    r"is a single number": lambda v, _: np.ndim(v) == 0,
    r"is an array": lambda v, _: np.ndim(v) > 0,
    r"is one-dimensional": lambda v, _: len(np.shape(v)) == 1,
    r"is not one-dimensional": lambda v, _: len(np.shape(v)) != 1,
    r"has one entry": lambda v, _: len(list(np.asarray(v).flat)) == 1,
    r"has several entries or none": lambda v, _: len(list(np.asarray(v).flat)) != 1,
    r"is (?P<not>not )?square": lambda v, _: np.shape(v)[0] == np.shape(v)[1],
    r"has one row": lambda v, _: len(v) == 1,
    r"has several rows or none": lambda v, _: len(v) != 1,
    r"has one column": lambda v, _: len(v[0]) == 1,
    r"has several columns or none": lambda v, _: len(v[0]) != 1,
    r"has (?P<not>not )?more rows than columns": lambda v, _: len(v) > len(v[0]),
    r"has (?P<not>not )?more columns than rows": lambda v, _: len(v) < len(v[0]),
    r"is (?P<not>not )?0": lambda v, _: v == 0,
    r"is (?P<not>not )?1": lambda v, _: v == 1,
    r"is (?P<not>not )?positive": lambda v, _: v > 0,
    r"is (?P<not>not )?negative": lambda v, _: v < 0,
    r"is (?P<not>not )?a whole number": lambda v, _: float(v).is_integer(),
    r"is (?P<not>not )?even": lambda v, _: (v / 2).is_integer() if isinstance(v, float) else v % 2 == 0,
    r"is at most (?P<size>\S+) in size": lambda v, _, size: abs(v) <= size * (1 + 1e-5),
    r"is at least (?P<size>\S+) in size": lambda v, _, size: abs(v) >= size * (1 - 1e-5),
    r"is (?P<not>not )?0 everywhere": lambda v, _: all(x == 0 for x in np.ravel(v)),
    r"has an entry that is 0": lambda v, _: any(x == 0 for x in np.ravel(v)),
    r"has no entry that is 0": lambda v, _: all(x != 0 for x in np.ravel(v)),
    r"has a negative entry": lambda v, _: min(np.ravel(v), default=0) < 0,
    r"has no negative entry": lambda v, _: min(np.ravel(v), default=0) >= 0,
    r"has a fraction among its entries": lambda v, _: any(float(x) % 1 for x in np.ravel(v)),
    r"has whole numbers only": lambda v, _: not any(float(x) % 1 for x in np.ravel(v)),
    r"has (?P<not>not )?the same number everywhere": lambda v, _: len(set(map(float, np.ravel(v)))) < 2,
    r"has (?P<not>not )?equal steps": lambda v, _: max(np.diff(v)) - min(np.diff(v)) <= 1e-8 * max(map(abs, v)),
    r"has steps of 1 only": lambda v, _: all(y - x == 1 for x, y in pairwise(v)),
    r"has other steps than 1": lambda v, _: any(y - x != 1 for x, y in pairwise(v)),
    r"is (?P<not>not )?symmetric": lambda v, _: all(v[i][j] == v[j][i] for i in range(len(v)) for j in range(len(v))),
    r"holds integers": lambda v, _: np.asarray(v).dtype.kind in "iub",
    r"holds other numbers": lambda v, _: np.asarray(v).dtype.kind not in "iub",
    r"is (?P<not>not )?equal to `(?P<other>\w+)`": lambda v, arguments, other: v == arguments[other],
    r"is (?P<not>not )?less than `(?P<other>\w+)`": lambda v, arguments, other: v < arguments[other],
}  # fmt: skip


def truth(says, thing, arguments):
    """Whether it is so, what is said of a thing."""
    for pattern, test in IS.items():
        if match := re.fullmatch(pattern, says):
            more = match.groupdict()
            negated = bool(more.pop("not", None))
            more = {k: float(v) if k == "size" else v for k, v in more.items()}
            return bool(test(thing, arguments, **more)) != negated
    raise AssertionError(f"no reader for: {says}")


SUBJECT = (
    r"(?P<subject>`\w+`|the largest entry of `\w+`|the expected number|what is expected|'[^']*'|\"[^\"]*\") "
)
SIGN = r"(?P<sign>with the opposite sign, )?"
COUNT = r"(?:,? in (?P<count>both|all \d+|\d+ of \d+) visible checks(?: of `(?P<result>\w+)`)?)?"
OUTCOME = "is right|is wrong|returns a value|raises|is finite|is nan or infinite"


class Notes:
    """What the sentences of one message are about: the numbers shown, their arguments, all visible checks of the result."""

    def __init__(self, shown, arguments, checks, results=()):
        self.shown, self.arguments, self.checks, self.results = shown, arguments, checks, dict(results)

    @np.errstate(all="ignore")
    def verify(self, sentence):
        """Raise AssertionError unless the sentence can be read back, and is true."""
        for pattern, reader in READERS:
            if match := re.fullmatch(pattern, sentence):
                assert reader(self, match), f"not true: {sentence}"
                return
        raise AssertionError(f"no reader for: {sentence}")

    def counted(self, match, test):
        """Whether a test of (returned, expected, arguments) holds in as many checks as are said, and in every wrong one."""
        if not match["count"]:
            return test(*self.shown, self.arguments)
        said, total, *_ = [int(n) for n in re.findall(r"\d+", match["count"].replace("both", "2"))] * 2
        holding = 0
        for check in self.checks:
            pairs = leaves(check.got, check.want) if check.returned else [None]
            if None in pairs:
                continue
            wrong = [
                p
                for p in pairs
                if not check.right
                and not (p[0].shape == p[1].shape and right_entries(*p, check.rtol, check.slack).all())
            ]
            assert all(test(*p, check.arguments) for p in wrong), (
                f"not so where {check.got} came back for {check.want}"
            )
            holding += all(test(*p, check.arguments) for p in pairs)
        assert holding == said, f"so in {holding}"
        return len(self.checks) == total

    def wrong_numbers(self):
        """(returned, expected) of all single numbers that are not right."""
        pairs = [
            (c, *p) for c in self.checks if c.returned and not c.right for p in leaves(c.got, c.want) if p
        ]
        return [
            (x, y)
            for c, a, b in pairs
            for x, y, ok in zip(a.flat, b.flat, right_entries(a, b, c.rtol, c.slack).flat, strict=True)
            if not ok
        ]

    def split(self, match):
        """A rule that tells checks or numbers apart: who keeps to it, and what came of whom."""
        numbers_only = "numbers" in match["what"]
        things, outcomes = [], []
        for check in self.checks:
            subject = match["subject"].strip("`").removeprefix("the largest entry of `")
            if numbers_only:
                [(a, b)] = leaves(check.got, check.want)
                thing = b if "expected" in subject else np.asarray(check.arguments[subject], float)
                things += [(float(v), check.arguments) for v in thing.flat]
                rights = right_entries(a, b, check.rtol, check.slack).flat
                finite = [
                    math.isfinite(x) or not math.isfinite(y) for x, y in zip(a.flat, b.flat, strict=True)
                ]
                outcomes += [{"is right": r, "is finite": f} for r, f in zip(rights, finite, strict=True)]
                continue
            pairs = leaves(check.got, check.want) if check.returned else [None]
            finite = all(p is None or np.isfinite(p[0]).all() for p in pairs)
            outcomes.append(
                {"is right": check.right, "returns a value": not check.raised, "is finite": finite}
            )
            if "expected" in match["subject"]:
                thing = check.want
            elif match["subject"][0] in "'\"":
                thing = (eval(match["subject"]), check.want)
            else:
                thing = check.arguments.get(subject)
            things.append(
                (np.max(np.abs(thing)) if "largest" in match["subject"] else thing, check.arguments)
            )
        opposite = {"is wrong": "is right", "raises": "returns a value", "is nan or infinite": "is finite"}
        good = [o[opposite.get(match["outcome"], match["outcome"])] for o in outcomes]
        return [so(match["says"], *t) for t in things], [g != (match["outcome"] in opposite) for g in good]


def so(says, thing, arguments):
    if says in ("is given", "is left out"):
        return (thing is not None) == (says == "is given")
    if says in ("is expected", "is not expected"):
        return (thing[0] == thing[1]) == (says == "is expected")
    return truth(says, thing, arguments)


def tells_apart(notes, match):
    keep, outcome = notes.split(match)
    assert keep == outcome
    return (keep.count(True), keep.count(False)) == (int(match["some"]), int(match["others"]))


def shared(notes, match):
    keep, right = notes.split({**match.groupdict(), "outcome": "is right"})
    wrong = [k for k, r in zip(keep, right, strict=True) if not r]
    rest = [k for k, r in zip(keep, right, strict=True) if r]
    said = [int(match[k]) for k in ("wrong", "there", "rest")]
    return all(wrong) and [len(wrong), rest.count(True), len(rest)] == said


def factor_said(notes, match):
    sign = -1 if match["sign"] else 1
    number = float(match["number"])
    if match["names"]:
        for name in match["names"].split(" = "):
            known = CONSTANTS.get(name)
            assert alike(number, known if known else value_of(name, notes.arguments), close=1e-5), name
    factor = sign * (number if match["word"] == "large" else 1 / number)
    return notes.counted(match, lambda a, b, _: multiple(a, b, factor))


def part_said(notes, match):
    over, under = map(int, match["part"].split("/"))
    return notes.counted(match, lambda a, b, _: multiple(a, b, (-1 if match["sign"] else 1) * over / under))


def named_said(notes, match):
    power = -1 if match["divided"] else 1
    sign = -1 if match["sign"] else 1

    def test(a, b, arguments):
        factor = sign * value_of(match["divided"] or match["said"], arguments) ** power
        return multiple(a, b, factor)

    if not match["given"]:
        return notes.counted(match, test)
    having = [c for c in notes.checks if match["given"] in c.arguments]
    assert all(test(*leaves(c.got, c.want)[0], c.arguments) for c in having)
    return len(having) == int(match["having"])


def added_said(notes, match):
    part = {"": 1, "2 ": 2, "half of ": 0.5}[match["part"]] * (1 if match["word"] == "plus" else -1)

    def test(a, b, arguments):
        added = np.asarray(arguments[match["name"]], float)
        return shifted(a, b, part * (added.ravel()[0] if added.size == 1 else added))

    return notes.counted(match, test)


def offset_said(notes, match):
    by = float(match["by"]) * (1 if match["word"] == "large" else -1)
    return notes.counted(match, lambda a, b, _: shifted(a, b, by))


def argument_said(notes, match):
    sign = -1 if match["negative"] else 1
    return notes.counted(
        match, lambda a, _, arguments: alike(a, sign * np.asarray(arguments[match["name"]], float))
    )


def constant_said(notes, match):
    number = float(match["number"])
    return notes.counted(
        match,
        lambda a, *_: (
            a.size
            and (match["it"] == "it") == (a.ndim == 0 or not notes.shown[0].ndim)
            and alike(a, np.full(a.shape, number), close=1e-5)
        ),
    )


def direction_said(notes, match):
    wrong, says = notes.wrong_numbers(), match["says"]
    if says.startswith("are ") and "too" not in says:
        tests = [alike(x, float(says[4:]), close=1e-5) for x, _ in wrong]
    elif says in ("are too large", "are too small"):
        tests = [(x > y) == ("large" in says) for x, y in wrong]
    elif says == "have the wrong sign":
        tests = [x * y < 0 for x, y in wrong]
    else:
        tests = [x * y > 0 and (abs(x) > abs(y)) == ("large" in says) for x, y in wrong]
    return len(tests) == int(match["n"]) and all(tests)


def digits_said(notes, match):
    worst = max(
        error(a, b)
        for a, b in [notes.shown, *(p for c in notes.checks if not c.right for p in leaves(c.got, c.want))]
    )
    assert int(-math.log10(worst)) == int(match["n"])
    return notes.counted(match, lambda a, b, _: error(a, b) <= 1e-2 * (1 + CLOSE))


def near_said(notes, match):
    return notes.counted(match, lambda a, b, _: error(a, b) < float(match["percent"]) / 100)


def texts_said(notes, match):
    wrong = [c for c in notes.checks if not c.right]
    said = {k: eval(v) for k, v in match.groupdict().items() if k in ("got", "want") and v}
    assert int(match["total"]) == len(notes.checks)
    if match["kind"] == "came back in all":
        return all(c.got == said["got"] for c in notes.checks)
    if match["kind"] == "never came back":
        return all(c.got != said["want"] for c in notes.checks) and sum(
            c.want == said["want"] for c in notes.checks
        ) == int(match["n"])
    assert len(wrong) == int(match["n"])
    if match["kind"] == "only capital":
        return all(re.sub(r"[\W_]", "", c.got).lower() == re.sub(r"[\W_]", "", c.want).lower() for c in wrong)
    return all(c.got == said.get("got", c.got) and c.want == said.get("want", c.want) for c in wrong)


def results_said(notes, match):
    listed = {word: re.findall(r"`(\w+)`", match[word]) for word in ("always", "never")}
    always = sorted(n for n, rights in notes.results.items() if all(rights))
    never = sorted(n for n, rights in notes.results.items() if not any(rights))
    return (
        always == sorted(listed["always"])
        and never == sorted(listed["never"])
        and len(always) > 0 < len(never)
    )


TEXT = r"('[^']*'|\"[^\"]*\")"
READERS = [
    *((re.escape(s) + COUNT, lambda n, m, test=test: n.counted(m, lambda a, b, _: test(a, b))) for s, test in OF_ONE.items()),
    (SIGN + r"it is (?P<number>[\d.e+-]+) times too (?P<word>large|small)" + COUNT + r"(?: \(here (?P<names>.+) = [^ =]+\))?", factor_said),
    (SIGN + r"it is (?P<part>\d+/\d+) of what is expected" + COUNT, part_said),
    (r"(?:where `(?P<given>\w+)` is given, )?" + SIGN + r"it is (?:what is expected divided by (?P<divided>[^,]+?)|(?P<said>[^,]+) times what is expected)" + COUNT + r"(?: \((?P<having>\d+) visible checks\))?", named_said),
    (r"it is right up to a constant factor \((?P<ratio>\S+)\)" + COUNT, lambda n, m: n.counted(m, lambda a, b, _: multiple(a, b, float(m["ratio"])))),
    (r"it is right up to a factor, which differs from check to check" + COUNT, lambda n, m: n.counted(m, lambda a, b, _: parallel(a, b))),
    (r"it is right up to an added number, which differs from check to check" + COUNT, lambda n, m: n.counted(m, lambda a, b, _: shifted(a, b, (a - b).flat[0]))),
    (r"it is too (?P<word>large|small) by the same number everywhere, (?P<by>[^,]+?)" + COUNT, offset_said),
    (r"it is what is expected (?P<word>plus|minus) (?P<part>|2 |half of )`(?P<name>\w+)`" + COUNT, added_said),
    (r"it is the argument `(?P<name>\w+)` itself(?P<negative> with the opposite sign)?" + COUNT, argument_said),
    (r"(?P<it>it|each entry) is the same number, (?P<number>[^,]+?)" + COUNT, constant_said),
    (r"all (?P<n>\d+) wrong numbers of the visible checks (?P<says>.+)", direction_said),
    (r"it is right to about (?P<n>\d+) digits" + COUNT + r": is something rounded or approximated\?", digits_said),
    (r"it is off by less than (?P<percent>\S+) % of the largest number expected" + COUNT, near_said),
    (rf"(?P<got>{TEXT}) (?P<kind>came back in all) (?P<total>\d+) visible checks", texts_said),
    (rf"(?P<want>{TEXT}) (?P<kind>never came back), and is expected in (?P<n>\d+) of (?P<total>\d+) visible checks", texts_said),
    (rf"it is (?P<kind>right but) where (?P<want>{TEXT}) is expected and (?P<got>{TEXT}) came back \((?P<n>\d+) of (?P<total>\d+) visible checks\)", texts_said),
    (r"(?P<kind>only capital) letters, spaces or signs are not as expected \((?P<n>\d+) of (?P<total>\d+) visible checks\)", texts_said),
    (rf"(?P<kind>wherever) it is wrong, (?P<got>{TEXT}) came back \((?P<n>\d+) of (?P<total>\d+) visible checks\)", texts_said),
    (rf"it is (?P<kind>wrong only) where (?P<want>{TEXT}) is expected \((?P<n>\d+) of (?P<total>\d+) visible checks\)", texts_said),
    (rf"it (?P<outcome>{OUTCOME}) where {SUBJECT}(?P<says>.+) \((?P<some>\d+) (?P<what>[a-z ]+)\), and (?:{OUTCOME}) where it .+ \((?P<others>\d+)\)", tells_apart),
    (rf"(?:in|for) all (?P<wrong>\d+) wrong (?P<what>numbers of the visible checks|visible checks) {SUBJECT}(?P<says>.+), and (?:in|for) (?P<there>\d+) of the (?P<rest>\d+) right ones", shared),
    (r"(?P<always>`.+`) (?:is|are) right in all visible checks, (?P<never>`.+`) in none", results_said),
    (r"only the (?P<which>first |last |)(?P<kind>entry|row|column|diagonal) is (?P<state>right|wrong)" + COUNT, lambda n, m: n.counted(m, lambda a, b, _: only(m["which"].strip(), m["kind"], m["state"])(a, b))),
    (r"the first (?P<n>entry|\d+ entries) (?:is|are) right, (?P<rest>all|the \w+)(?: later ones are| is) wrong" + COUNT, lambda n, m: n.counted(m, lambda a, b, _: starts(int(m["n"].split()[0]) if m["n"] != "entry" else 1, m["rest"])(a, b))),
]  # fmt: skip


def notes_of(exercise, answers, graded, judge):
    """What the notes of a graded exercise's story are about, or None if there are none."""
    told = [v for v in graded.verdicts if v.message and v.message.notes]
    if not told:
        return None
    [verdict] = told
    status = {v.label: v for v in graded.verdicts}
    lead = next(c for c in exercise.checks if c.label == verdict.label)
    finding = judge(lead, answers, exercise)
    seen = [c for c in exercise.checks if not c.hidden and c.judge in ("close", "raises")]
    asked = (
        [_asked(c, exercise, answers[c.probe], status[c.label]) for c in seen if c.part == lead.part]
        if lead in seen
        else []
    )
    results = {}
    for check in seen:
        if check.part is not None:
            results.setdefault(check.label.split(": ")[-1], []).append(_right(status[check.label]))
    arguments = _arguments(exercise, lead)
    [shown] = leaves(finding.got, finding.want) if not isinstance(finding.want, dict | tuple) else [None]
    return Notes(shown, arguments, asked, results)


def _right(verdict):
    return (
        verdict.status == "passed"
        or "counts as soon as" in verdict.message.what
        or verdict.status == "grader error"
    )


def _arguments(exercise, check):
    _, args, kwargs = exercise.probes[check.probe].calls[0]
    given = {**dict(zip(exercise.parameters, args, strict=False)), **kwargs}
    flat = {}
    for name, value in given.items():
        flat.update(value if isinstance(value, dict) else {name: value})
    return {k: v for k, v in flat.items() if v is not None and not isinstance(v, str) and not callable(v)}


def _asked(check, exercise, answer, verdict):
    got = answer.value
    if check.part is not None:
        got = (
            got.get(check.part)
            if isinstance(got, dict)
            else got[check.part]
            if isinstance(got, list | tuple) and len(got) > check.part
            else None
        )
    returned = answer.status == "returned" and check.judge == "close"
    slack = 1e-13 * check.scale
    raised = answer.status == "raised"
    return Asked(
        _arguments(exercise, check), got, check.want, returned, _right(verdict), check.rtol, slack, raised
    )
