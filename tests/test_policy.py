"""`policy.toml` and what it makes of points: every mistake in it is a sentence, and nobody gains by being late."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.policy.attempts import Attempt, HandIn, History, hand_in
from autograder.policy.due import Due, Late
from autograder.policy.final import final
from autograder.policy.plan import Option, best_plan, undominated
from autograder.policy.policy import Policy
from autograder.policy.reading import PolicyError, parse_policy, read_policy
from autograder.reports.results import Column, columns

COURSE = [
    Column("01_a", "a", "one", 10.0),
    Column("01_a", "a", "more", 4.0, extra=True),
    Column("02_b", "b", "one", 10.0),
    Column("02_b", "b", "two", 20.0),
    Column("02_b", "b", "essay", 10.0, manual=True),
]
BERLIN = ZoneInfo("Europe/Berlin")
DAY = 86400.0


def parse(text):
    return parse_policy(text, COURSE)


def mistakes(text):
    with pytest.raises(PolicyError) as error:
        parse(text)
    head, *lines = str(error.value).split("\n- ")
    assert head == "`policy.toml` has to be mended:"
    return lines


# ---------------------------------------------------------------- reading


def test_the_example_is_a_policy_of_this_course(course):
    everything = columns([lesson.frozen for lesson in course.lessons])
    policy, text = read_policy(course.root / "examples" / "policy.toml", everything)
    assert policy.best
    assert policy.essays
    assert (policy.out_of, policy.late, policy.grace_days, policy.extra) == (
        100,
        Late(10, "day", 50, "up"),
        5,
        10,
    )
    assert policy.weights["linear_regression.compute_cost"] == 3
    assert policy.weights["mini_project.explanation"] == 2
    assert str(policy.due["01_derivatives"]) == "2026-10-13 00:00"
    assert str(policy.due["03_partial_derivatives"]) == "2026-10-26 12:00"
    assert str(policy.due["11_mini_project"]) == "2027-02-01 00:00"
    assert str(policy.due_of("bob", "02_gradient_descent")) == "2026-10-26 12:00"
    assert policy.excused["4321"] == {"01_derivatives", "02_gradient_descent"}
    assert len(policy.excused["ann"]) == 11
    assert not policy.sight("ann", "01_derivatives", 0).points
    documented = (course.root / "docs" / "policy.md").read_text()
    assert [
        x for x in text.split() if x.startswith("[") and x.strip("[]").isidentifier() and x not in documented
    ] == []


def test_nothing_set_is_no_policy_at_all():
    assert parse("") == Policy()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "atempt = 'best'",
            "`atempt` is not known; did you mean `attempt`? allowed are `attempt`, `due`, `essays`",
        ),
        ("xyz = 1", "`xyz` is not known; allowed are `attempt`"),
        ("attempt = 'first'", '`attempt` is "first"; allowed are "last" and "best"'),
        ("essays = true", '`essays` is true; allowed are "outside" and "count"'),
        ("out_of = 'x'", '`out_of` is "x"; allowed is a number from 0.01 to 100,000'),
        ("out_of = nan", "`out_of` is nan; allowed is a number"),
        ("late = 3", "`late` is 3; it has to be a table, `[late]`"),
        (
            "time_zone = 'Europe/Berln'",
            '`time_zone` is "Europe/Berln", which is not known; did you mean `Europe/Berlin`? allowed are names such',
        ),
        ("time_zone = '../x'", '`time_zone` is "../x", which is not known; allowed are names such'),
        ("[weights]\nc = 2", "`[weights] c` is no lesson and no exercise"),
        ("[weights]\na.onne = 2", "`[weights] a.onne` is no lesson and no exercise; did you mean `a.one`?"),
        ("[weights]\none = 2", "`[weights] one` is no lesson and no exercise; write `a.one` or `b.one`"),
        ("[weights]\na = -1", "`[weights] a` is -1; allowed is a number from 0 to 1,000"),
        ("[weights]\na = true", "`[weights] a` is true; allowed is a number"),
        ("[weights]\n1 = 1\n01_a = 2", "`[weights] 1` and `[weights] 01_a` are the same; keep one of them"),
        ("[due]\n3 = 2026-10-05", "`[due] 3` is no lesson; there are `01_a` and `02_b`"),
        ("[due]\na = 2026-10-05\n1 = 2026-10-05", "`[due] a` and `[due] 1` are the same; keep one of them"),
        (
            "[due]\na = 'monday'",
            '`[due] a` is "monday"; allowed is a date and time such as 2026-10-05T23:59:00, or a',
        ),
        ("[due]\na = 23:59:00", "`[due] a` is 23:59:00; allowed is a date and time"),
        ("[due]\na = 0026-10-05", "`[due] a` is 0026-10-05; allowed is a date and time"),
        ("[late]\npercent = 10", "`[late]` has nothing to go by; give lessons a date in `[due]`"),
        ("[late]\nper = 'week'", '`[late] per` is "week"; allowed are "day" and "hour"'),
        ("[late]\nper = 'hour'", "`[late]` lacks `percent`: how much each day or hour costs, from 0 to 100"),
        ("[late]\npercent = 110", "`[late] percent` is 110; allowed is a number from 0 to 100"),
        ("[late]\ncap = -1", "`[late] cap` is -1; allowed is a number from 0 to 100"),
        ("[late]\nrounding = 'no'", '`[late] rounding` is "no"; allowed are "up", "down" and "exact"'),
        (
            "[late]\npercnt = 1",
            "`[late] percnt` is not known; did you mean `percent`? allowed are `cap`, `per`, `perc",
        ),
        ("[grace]\ndays = 2", "`[grace]` spares a penalty and there is none; add `[late]`, or leave it out"),
        ("[grace]\ndays = 1.5", "`[grace] days` is 1.5; allowed is a whole number from 0 to 100"),
        ("[extra]", "`[extra]` lacks `at_most`: how many points of extra exercises count in all"),
        ("[extra]\nat_most = 'all'", '`[extra] at_most` is "all"; allowed is a number from 0 to 100,000'),
        ("[excused]\nann = true", '`[excused] ann` is true; allowed is a list of lessons, or "all"'),
        ("[excused]\nann = [9]", "`[excused.ann] 9` is no lesson; there are `01_a` and `02_b`"),
        ("[extensions]\nann = 3", "`extensions.ann` is 3; it has to be a table, `[extensions.ann]`"),
        ("[extensions.ann]\n1 = 3", "`[extensions.ann] 1` extends nothing: `[due]` has no such lesson"),
        (
            "[due]\n1=2026-10-05\n[extensions.ann]\n1=-3",
            "`[extensions.ann] 1` is -3; allowed is a number of days, or",
        ),
        (
            "[due]\n1=2026-10-05\n[extensions.ann]\n1=2026-10-01",
            "`[extensions.ann] 1` is 2026-10-01, which is earlier than it is due (2026-10-06 00:00)",
        ),
        (
            "[due]\n1=2026-10-05\n[students_see]\nhints='after due'",
            '`[students_see] hints` is "after due", but `[due]` has no date for `02_b`',
        ),
        (
            "[students_see]\nhints='later'",
            '`[students_see] hints` is "later"; allowed are "always", "after due" and "never", or a date and time',
        ),
        (
            "[students_see]\nhint='never'",
            "`[students_see] hint` is not known; did you mean `hints`? allowed are",
        ),
        ('["x\\u001b"]', '`"x\\u001b"` is not known; allowed are'),
    ],
)
def test_every_mistake_is_one_sentence_that_says_what_is_allowed(text, sentence):
    assert any(line.startswith(sentence) for line in mistakes(text)), mistakes(text)


def test_all_mistakes_are_said_at_once():
    assert len(mistakes("x = 1\nattempt = 2\n[late]\ncap = 200\n[due]\nc = 1")) == 5


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a = [", "is not valid TOML: "),
        (b"\xff", "is not UTF-8; save it as UTF-8"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_policy_is_a_sentence(tmp_path, data, sentence):
    if data is not None:
        (tmp_path / "policy.toml").write_bytes(data)
    with pytest.raises(PolicyError, match=sentence):
        read_policy(tmp_path / "policy.toml", COURSE)


# ---------------------------------------------------------------- time


def at(text, zone=BERLIN, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).timestamp()


def test_a_day_late_is_a_day_of_the_calendar_when_clocks_change():
    due = Due(datetime(2026, 10, 24, 12), BERLIN)  # clocks go back in the night: the day has 25 hours
    assert due.days_late(at("2026-10-24 12:00")) == 0
    assert due.days_late(at("2026-10-24 12:00:01")) == 1
    assert due.days_late(at("2026-10-25 12:00")) == 1
    assert at("2026-10-25 12:00") - due.instant() == 25 * 3600
    assert due.days_late(at("2026-10-25 12:01")) == 2
    spring = Due(datetime(2026, 3, 28, 12), BERLIN)
    assert spring.instant(1) - spring.instant() == 23 * 3600
    assert spring.days_late(at("2026-03-29 12:00")) == 1
    assert Late(1, "hour").units(spring, at("2026-03-29 12:00")) == 23


def test_a_time_that_happens_twice_or_never_is_the_later_one():
    twice = Due(datetime(2026, 10, 25, 2, 30), BERLIN)
    assert twice.instant() == at("2026-10-25 02:30", fold=1) == at("2026-10-25 02:30") + 3600
    never = Due(datetime(2026, 3, 29, 2, 30), BERLIN)
    assert never.instant() == at("2026-03-29 03:30")


def test_an_offset_of_its_own_and_the_end_of_a_day():
    assert Due.of(datetime.fromisoformat("2026-10-05T22:00:00Z"), BERLIN).wall == datetime(2026, 10, 6)
    assert Due.of(datetime(2026, 10, 5).date(), BERLIN).instant() == at("2026-10-06 00:00")


@pytest.mark.parametrize(
    ("rounding", "hours", "grace", "units"),
    [
        ("up", 25, 0, 2),
        ("down", 25, 0, 1),
        ("exact", 36, 0, 1.5),
        ("up", 25, 1, 1),
        ("up", 24, 1, 0),
        ("up", 0, 0, 0),
    ],
)
def test_days_are_rounded_as_it_is_said(rounding, hours, grace, units):
    due = Due(datetime(2026, 10, 5), UTC)
    assert Late(10, rounding=rounding).units(due, due.instant() + hours * 3600, grace) == pytest.approx(units)


def test_absurd_times_end():
    due = Due(datetime(2026, 10, 5), UTC)
    assert due.days_late(1e12) == due.exact_days(1e12) == 10_000


# ---------------------------------------------------------------- final points


DUE = "time_zone = 'Europe/Berlin'\n[due]\n1 = 2026-10-05T12:00:00\n2 = 2026-10-12T12:00:00\n"
TEN = f"{DUE}[late]\npercent = 10\n"


def attempt(time=None, *, by_file=False, **points):
    return Attempt(points, at(time) if isinstance(time, str) else time, by_file)


def only(policy, *attempts, given=None, student="ann"):
    """Final points of hand-ins of the first lesson."""
    hand_ins = [HandIn({"01_a": a}) for a in attempts]
    return final(COURSE, hand_ins, parse(policy), given, student)


def test_late_costs_by_the_day_and_says_so():
    done = only(TEN, attempt("2026-10-07 11:00", one=8))
    assert done.lessons["01_a"].points == done.total == 6.4
    assert list(done.lines) == ["a: 2 days late: -20 %"]
    assert done.points["a.one"] == 6.4
    assert done.max_total == 40


def test_the_cap_the_hour_and_the_file():
    late = attempt("2026-10-25 11:00", one=8, by_file=True)
    assert list(only(TEN + "cap = 30", late).lines) == ["a: 20 days late, by the time of the file: -30 %"]
    hours = DUE + "[late]\npercent = 1\nper = 'hour'"
    assert list(only(hours, attempt("2026-10-05 13:30", one=8)).lines) == ["a: 2 hours late: -2 %"]


def test_without_a_penalty_lateness_is_only_said():
    done = only(DUE, attempt("2026-10-05 12:01", one=8))
    assert (done.total, list(done.lines)) == (8, ["a: 1 day late: no penalty"])


def test_grace_days_are_spent_where_they_gain_most():
    policy = parse(TEN + "[grace]\ndays = 2\n")
    hand_ins = [
        HandIn(
            {"01_a": attempt("2026-10-07 11:00", one=10), "02_b": attempt("2026-10-14 11:00", one=10, two=20)}
        )
    ]
    done = final(COURSE, hand_ins, policy)
    assert (done.lessons["01_a"].points, done.lessons["02_b"].points) == (8, 30)
    assert list(done.lines) == ["a: 2 days late: -20 %", "b: 2 days late: no penalty, 2 grace days used"]
    one_each = parse(TEN + "[grace]\nper_lesson = 1\n")
    assert final(COURSE, hand_ins, one_each).total == 9 + 27


def test_no_grace_is_spent_on_what_earned_nothing():
    done = only(TEN + "[grace]\ndays = 2\n", attempt("2026-10-07 11:00", one=0))
    assert list(done.lines) == ["a: 2 days late: -20 %"]


def test_an_extension_and_an_excuse():
    policy = TEN + "[extensions.ann]\n1 = 7\n[excused]\nbob = [1]\n"
    late = attempt("2026-10-07 11:00", one=8)
    assert list(only(policy, late).lines) == ["a: extended to 2026-10-12 12:00"]
    bob = only(policy, late, student="bob")
    assert (bob.total, bob.max_total, bob.points["a.one"]) == (0, 30, None)
    assert list(bob.lines) == ["a: excused"]


def test_the_best_attempt_or_the_last():
    tries = [
        attempt("2026-10-04 11:00", one=9),
        attempt("2026-10-05 11:00", one=7),
        attempt("2026-10-06 11:00", one=9.5),
    ]
    assert only(TEN, *tries).total == 9.5 * 0.9
    best = only("attempt = 'best'\n" + TEN, *tries)
    assert (best.total, list(best.lines)) == (9, ["a: attempt 1 of 3 counts, the best"])


def test_what_was_graded_with_other_checks_does_not_count_as_an_attempt():
    old = HandIn({"01_a": replace(attempt(None, one=9), is_current=False)})
    new = HandIn({"01_a": attempt(None, one=7)})
    assert final(COURSE, [old, new], parse("attempt = 'best'")).total == 7


def test_a_lesson_that_is_handed_in_again_unchanged_keeps_its_time():
    first, again = attempt("2026-10-04 11:00", one=9), attempt("2026-10-20 11:00", one=9)
    assert only(TEN, first, again).total == 9
    assert only(TEN, first, attempt("2026-10-19 11:00", one=8), again).total == 0


def test_weights_extras_essays_and_the_scale():
    hand_ins = [HandIn({"01_a": attempt(None, one=8, more=4), "02_b": attempt(None, one=5, two=10)})]
    text = "essays = 'count'\n[weights]\n1 = 2\nb.two = 0.5\n[extra]\nat_most = 3\n"
    done = final(COURSE, hand_ins, parse(text), {"b.essay": 6.0})
    assert done.total == 16 + 5 + 5 + 6 + 3
    assert done.max_total == 20 + 10 + 10 + 10
    assert list(done.lines) == [
        "a: weight 2", "b: its exercises have weights", "3 of 8 extra points count (at most 3)",
    ]  # fmt: skip
    scaled = final(COURSE, hand_ins, parse("out_of = 100\n" + text), {"b.essay": 6.0})
    assert (scaled.total, scaled.max_total) == (70, 100)
    pending = final(COURSE, hand_ins, parse(text))
    assert (pending.total, pending.so_far, pending.pending) == (None, 29, ("b.essay",))
    assert "b.essay is not marked yet" in list(pending.lines)


def test_points_of_a_person_count_even_if_nothing_was_handed_in():
    assert final(COURSE, [], parse(TEN), {"a.one": 7.0}).total == 7


def test_what_is_not_known_is_said():
    assert list(only(TEN, attempt(None, one=8)).lines) == [
        "a: it is not known when it was handed in, so it counts as in time"
    ]
    by_file = attempt("2026-10-04 11:00", one=8, by_file=True)
    assert list(only(TEN, by_file).lines) == ["a: in time, by the time of the file"]
    late = HandIn({"01_a": by_file}, said_late=True)
    assert "the platform says late, but not by how much: please look" in next(
        final(COURSE, [late], parse(TEN)).lines
    )


# ---------------------------------------------------------------- invariants


POINTS = st.integers(0, 20).map(lambda n: n / 2)
TIMES = st.none() | st.integers(-10, 40).map(lambda h: at("2026-10-05 12:00") + 12 * 3600.0 * h)


@st.composite
def hand_ins(draw, most=3):
    made = []
    for _ in range(draw(st.integers(1, most))):
        lessons = {}
        if draw(st.booleans()):
            lessons["01_a"] = Attempt({"one": draw(POINTS), "more": min(draw(POINTS), 4.0)}, draw(TIMES))
        if draw(st.booleans()):
            lessons["02_b"] = Attempt({"one": draw(POINTS), "two": 2 * draw(POINTS)}, draw(TIMES))
        made.append(HandIn(lessons))
    return made


@st.composite
def policies(draw):
    late = Late(draw(st.integers(0, 60)), draw(st.sampled_from(["day", "hour"])), draw(st.integers(0, 100)),
                draw(st.sampled_from(["up", "down", "exact"])))  # fmt: skip
    none = st.none()
    return Policy(
        zone=BERLIN,
        best=draw(st.booleans()),
        out_of=draw(none | st.sampled_from([20.0, 100.0])),
        weights=draw(
            st.dictionaries(st.sampled_from(["a.one", "b.two", "a.more"]), st.sampled_from([0.0, 0.5, 2.0]))
        ),
        due=parse(DUE).due,
        late=draw(none | st.just(late)),
        grace_days=draw(none | st.integers(0, 5)),
        grace_per_lesson=draw(none | st.integers(0, 3)),
        extra=draw(st.sampled_from([0.0, 2.0, 100.0])),
        excused=draw(st.sampled_from([{}, {"ann": frozenset(["01_a"])}])),
    )


@given(hand_ins())
def test_no_policy_changes_nothing(made):
    done = final(COURSE, made, Policy(), {}, "ann")
    last = made[-1].lessons
    earned = {c.title: last[c.lesson].points.get(c.name, 0.0) if c.lesson in last else 0.0 for c in COURSE}
    assert done.total == sum(earned[c.title] for c in COURSE if c.counts)
    assert done.max_total == 40
    assert {t: p for t, p in done.points.items() if t != "b.essay"} == {
        t: earned[t] for t in earned if t != "b.essay"
    }
    assert list(done.lines) == []


@settings(deadline=None, max_examples=60)
@given(hand_ins(), policies())
def test_nobody_gets_more_than_there_is(made, policy):
    done = final(COURSE, made, policy, {}, "ann")
    scale = policy.out_of / 40 if policy.out_of and not policy.weights and not policy.excused else None
    if policy.extra == 0:
        assert 0 <= done.total <= done.max_total + 1e-3
    elif scale:
        assert done.total <= done.max_total + policy.extra * scale + 1e-3
    assert all(lesson.points <= lesson.max_points + 1e-3 for lesson in done.lessons.values())


@settings(deadline=None, max_examples=60)
@given(hand_ins(), policies(), st.integers(0, 3), st.sampled_from(["01_a", "02_b"]), st.floats(0, 20 * DAY))
def test_later_never_earns_more(made, policy, which, lesson, delay):
    which %= len(made)
    now = made[which].lessons.get(lesson)
    if now is None or now.time is None:
        return
    later = Attempt(now.points, now.time + delay, now.by_file)
    changed = [*made]
    changed[which] = HandIn({**made[which].lessons, lesson: later})
    assert (
        final(COURSE, changed, policy, {}, "ann").total <= final(COURSE, made, policy, {}, "ann").total + 1e-3
    )


@settings(deadline=None, max_examples=60)
@given(hand_ins(), policies(), st.sampled_from(["a.one", "b.one", "b.two"]))
def test_more_points_never_count_less(made, policy, title):
    lesson, name = {"a": "01_a", "b": "02_b"}[title[0]], title[2:]
    now = made[-1].lessons.get(lesson)
    if now is None or len(made) > 1:
        return
    better = Attempt({**now.points, name: now.points[name] + 1}, now.time)
    changed = [HandIn({**made[-1].lessons, lesson: better})]
    assert (
        final(COURSE, changed, policy, {}, "ann").total >= final(COURSE, made, policy, {}, "ann").total - 1e-3
    )


@settings(deadline=None, max_examples=60)
@given(hand_ins(), policies())
def test_who_is_excused_has_neither_points_nor_a_maximum(made, policy):
    free = final(COURSE, made, Policy(**{**policy.__dict__, "excused": {"ann": {"01_a", "02_b"}}}), {}, "ann")
    assert (free.total, free.max_total) == (0, 0)


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=4), max_size=3),
       st.integers(0, 5), st.integers(0, 4))  # fmt: skip
def test_the_plan_is_the_best_of_all(lessons, budget, most):
    from itertools import product

    options = [[Option(0, 0, 0, {}), *(Option(*way, {}) for way in ways)] for ways in lessons]
    totals = [
        sum(o.core for o in chosen) + min(sum(o.extra for o in chosen), most)
        for chosen in product(*options)
        if sum(o.days for o in chosen) <= budget
    ]
    plan = best_plan([undominated(o) for o in options], budget, most)
    assert sum(o.core for o in plan) + min(sum(o.extra for o in plan), most) == max(totals)
    assert sum(o.days for o in plan) <= budget


# ---------------------------------------------------------------- attempts


def line(student, digest, points, checks="k", **more):
    lesson = {
        "lesson": "01_a",
        "checks": checks,
        "exercises": [{"name": "one", "checks": [{"points": points}]}],
        **more.pop("at", {}),
    }
    result = {"schema_version": 1, "student": student, "digest": digest, "grader": "g", "status": "ok"}
    return {**result, "lessons": [lesson], **more}


def test_the_history_has_every_attempt_once(tmp_path):
    lines = [line('ä"', "1", 3), line("b", "1", 1), line('ä"', "2", 4, "old"), line('ä"', "1", 5)]
    path = tmp_path / "results.jsonl"
    path.write_text("".join(json.dumps(x) + "\n" for x in lines) + '{"torn')
    found = History(path).of(lines[3], UTC)
    assert [(h.lessons["01_a"].points["one"], h.lessons["01_a"].is_current) for h in found] == [
        (4, False),
        (5, True),
    ]
    times = [f"2026-10-0{day}T10:00:00" for day in (4, 9)]
    lines = [line("a", "1", 3, at={"time": time}) for time in times]
    path.write_text("".join(json.dumps(x) + "\n" for x in lines))
    (same,) = History(path).of(lines[1], BERLIN)
    assert same.lessons["01_a"].time == at(times[0]), "the same files, downloaded again"


def test_an_attempt_that_was_just_graded_need_not_be_in_the_history(tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_text(json.dumps(line("b", "1", 1)) + "\n")
    new = line("b", "9", 2)  # not in the file when it was looked through
    assert [h.lessons["01_a"].points["one"] for h in History(path).of(new, UTC)] == [1, 2]


def test_the_platform_knows_the_time_better_than_the_file():
    both = line(
        "a", "1", 3, at={"time": "2026-10-05T10:00:00+00:00"}, platform={"time": "2026-10-04 10:00:00 UTC"}
    )
    assert hand_in(both, BERLIN).lessons["01_a"].time == at("2026-10-04 12:00")
    of_file = hand_in(line("a", "1", 3, at={"time": "2026-10-05T10:00:00"}), BERLIN).lessons["01_a"]
    assert (of_file.time, of_file.by_file) == (at("2026-10-05 10:00"), True)
    for odd in ({}, {"at": {"time": "x"}}, {"platform": {"time": "x"}}, {"platform": {"time": 3}}):
        assert hand_in(line("a", "1", 3, **odd), BERLIN).lessons["01_a"].time is None
    assert hand_in(line("a", "1", 3, platform={"late": True}), BERLIN).said_late
