"""Pictures: drawn for every known mistake, true, accessible, small; total for whatever comes back."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from autograder.authoring import case, exercise
from autograder.authoring.freezing import AuthorError, freeze_exercise
from autograder.grading.checks import load_checks
from autograder.grading.grade import grade
from autograder.grading.pair import line_seen
from autograder.grading.plain import plain
from autograder.grading.text import tells
from autograder.pictures import KINDS, Picture, picture, style
from autograder.pictures.axis import Axis, axis_over
from autograder.pictures.choice import drawn
from tests import courses

HERE = Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
EXERCISES = {
    e.name: e
    for path in sorted((HERE.parent / "exercises").glob("*/checks.json"))
    for lesson in load_checks(path)
    for e in lesson.exercises
}
every_exercise = pytest.mark.parametrize("name", EXERCISES)

# Known mistakes that come back with something else than what could be drawn, and what that is.
NOT_DRAWN = {
    ("gradient_descent_1d", "end_and_path"): "two results instead of an array",
    ("forward_pass", "returns_hidden_layer_too"): "two results instead of an array",
    ("posterior_on_grid", "evidence_too"): "two results instead of an array",
    ("euler_method", "times_and_states"): "two results instead of an array",
    ("learning_rate_experiment", "list_for_dict"): "a list instead of a dict",
    ("plot_regression", "columns_only"): "it raises",
    ("custom_loss", "unpacked_into_two"): "it raises",
    ("custom_loss", "loss_not_summed"): "the loss is no number, so it has no slope",
    ("custom_loss", "loss_returns_nothing"): "the loss is no number, so it has no slope",
}


@cache
def leads(name):
    """(name of the mistake, check, message) of each known mistake whose first message is about a value."""
    frozen, found = EXERCISES[name], []
    for mistake in frozen.mistakes:
        graded = grade(frozen, mistake.answers)
        lead = next((v for v in graded.verdicts if tells(v)), None)
        check = lead and next(c for c in frozen.checks if c.label == lead.label)
        if lead and (lead.message.returned or check.judge in ("figure", "pair")):
            found.append((mistake.name, check, lead.message))
    return found


def draw(name, label, value):
    return drawn(EXERCISES[name], label, value)


def is_sound(drawing):
    """Valid XML with its text alternative, nothing from elsewhere."""
    root = ET.fromstring(drawing.svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    assert drawing.alt == f"{title.text}. {text.text}"
    assert not re.search(r"href|url\(|<script|<style|style=|#[0-9a-f]{3,6}\b|\bnan\d|NaN", drawing.svg)
    for values in (e.get(k, "") for e in root.iter() for k in ("d", "x", "y", "width", "height")):
        assert "nan" not in values
        assert "inf" not in values
    return root


@every_exercise
def test_every_known_mistake_is_drawn(name):
    for mistake, check, message in leads(name):
        drawing = draw(name, check.label, message.value) if message.value is not None else None
        assert (drawing is None) == ((name, mistake) in NOT_DRAWN), (mistake, message.what)
        if drawing is None:
            continue
        is_sound(drawing)
        assert len(drawing.svg.encode()) < 12_000, mistake
        classes = {c for group in re.findall(r'class="([^"]+)"', drawing.svg) for c in group.split()}
        assert {c for c in classes if f".{c}" not in style()} == set(), "every class has a style"
        assert drawing.alt.startswith(f"{name}, {check.label}. "), mistake
        if check.judge == "close":
            assert re.search(r"[Rr]eturned|came back", drawing.alt), (mistake, drawing.alt)
            assert "expected" in drawing.alt or "came back" in drawing.alt, (mistake, drawing.alt)
        text = drawing.alt.removeprefix(f"{name}, {check.label}. ")
        assert not re.search("cause|because|forgot|should have|wrong", text), "pictures show, no more"


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(x, id=x.topic)
        for x in courses.course().lessons
        if x.topic in ("derivatives", "backpropagation")
    ],
)
def test_nothing_hidden_is_in_a_picture(lesson):
    for frozen in lesson.frozen.exercises:
        hidden = [c.label for c in frozen.checks if c.hidden]
        assert hidden
        assert [picture(frozen, label, 1.0) for label in hidden] == [None] * len(hidden)
        for _, check, message in leads(frozen.name):
            assert picture(frozen, check.label, message.value) == draw(
                frozen.name, check.label, message.value
            )


@pytest.mark.parametrize(
    ("name", "label", "value", "alt"),
    [
        ("lqr_gain", "integers", 2.5, "On a number line: returned 2.5, expected 1.42195; the distance is 1.07805."),
        ("lqr_gain", "integers", 1.42195, "On a number line: returned 1.42195, expected 1.42195; to six digits they are the same."),
        ("lqr_gain", "integers", "inf", "On a number line: expected 1.42195; returned inf, beyond the end of the line."),
        ("lqr_gain", "integers", "nan", "On a number line: expected 1.42195; returned nan, which is no place on the line."),
        ("lqr_gain", "integers", [1, 2], "Two grids of cells: returned an array of shape (2,), expected a single number, 1.42195."),
        ("difference_quotient", "x^2, h=0.5", 7.0, "The curve of f, and through its point at x = 3 a line with the slope returned, 7, and one with the slope expected, 6.5."),
        ("relu", "all positive", [0.5, 0.0, 3.5], "The returned and the expected values over z. 1 of 3 entries differ: at z = 2 returned 0, expected 2."),
        ("discounted_returns", "integers", [6.13, 5.7], "The returned and the expected values over the index. 2 numbers came back, and 3 should. Those at the same index are equal, to six digits."),
        ("quadratic_gradient", "n=2", [3.375, "nan"], "One bar for each entry. 1 of 2 entries differ: at [1] returned nan, expected 6.5."),
        ("trapezoid_rule", "linear: exact", 27.5, "The curve of f from -1 to 4 with 3 trapezoids. On a number line: returned 27.5, expected 32.5; the distance is 5."),
        ("trapezoid_rule", "constant", 10 - 10 / 7, "The curve of f from 0 to 2 with 7 trapezoids. On a number line: returned 8.57143, expected 10; the distance is 1.42857. What is missing, 1.42857, is as large as one strip."),
        ("learning_rate_regime", "x^2, rate 1", "diverges", 'Of the words converges, cycles, diverges: returned "diverges", expected "cycles". Above it, gradient descent with these arguments: x = 1, -1, 1, -1, and so on.'),
        ("compute_cost", "one example", 0.81, "On a number line: returned 0.81, expected 1.62; the distance is 0.81. Above it: 1 example, each with its target and its prediction."),
    ],
)  # fmt: skip
def test_the_text_says_what_is_seen(name, label, value, alt):
    drawing = draw(name, label, value)
    is_sound(drawing)
    assert drawing.alt == f"{name}, {label}. {alt}"


def test_a_missing_strip_is_pointed_out_if_it_is_the_only_one_as_large():
    last = (0.75**2 + 1) / 8
    drawing = draw("trapezoid_rule", "x^2, n=4", 0.34375 - last)
    assert drawing.alt.endswith("What is missing, 0.195312, is as large as the last strip (framed).")
    assert len(ET.fromstring(drawing.svg).findall(f".//{SVG}path[@class='missing']")) == 1


def test_blocks_say_which_part_of_a_gradient_is_right():
    want = {
        c.part: c.want.tolist() for c in EXERCISES["backprop"].checks if c.label.startswith("m=m=n=h=3"[2:])
    }
    assert list(want) == ["dW1", "db1", "dW2", "db2"]
    alt = draw(
        "backprop", "m=n=h=3: dW1", {**want, "db1": want["db1"][0], "dW2": [[0.0], *want["dW2"][1:]]}
    ).alt
    assert "dW1: right, to six digits." in alt
    assert "db1: no array of shape (1, 3) came back." in alt
    assert "dW2: 1 of 3 entries differ: at [0, 0] returned 0, expected -0.743753." in alt


def test_a_figure_is_drawn_again_next_to_what_was_asked_for():
    artists = [{"kind": "line", "xy": [[-3.0, -3.25], [4.0, 5.5]], "names": []}]
    value = {"xlabel": True, "ylabel": False, "view": [[-4, 5], [-4, 6]], "artists": artists, "panels": []}
    drawing = draw("plot_regression", "integers, fractions in theta: points", value)
    root = is_sound(drawing)
    assert "Asked for: 3 points; drawn: 0." in drawing.alt
    assert "The x axis has a label. The y axis has no label." in drawing.alt
    assert "y (drawn without a label)" in [t.text for t in root.iter(f"{SVG}text")]


def test_a_pair_shows_slopes_that_were_computed_before_rounding():
    """The loss is 1000 + (w0^2 + w1^2)/2: rounded to six digits its differences would be 0."""
    frozen = EXERCISES["custom_loss"]
    probe = next(p for p in frozen.probes if p.label == "integers")
    loss = probe.calls[0][0]
    value = [1000 + float(a[0] @ a[0]) / 2 if name == loss else 2.0 * a[0] for name, a, _ in probe.calls]
    answers = list(frozen.mistakes[0].answers)
    index = frozen.probes.index(probe)
    answers[index] = type(answers[index])("returned", value)
    lead = next(v for v in grade(frozen, answers).verdicts if v.label == "integers: gradient")
    _w, gradient, slope = lead.message.value[0]
    assert gradient == [6.0, -4.0]
    assert slope == pytest.approx([3.0, -2.0], abs=1e-4)
    assert (
        "8 of 8 entries of the gradient are not the slope of the loss"
        in draw("custom_loss", lead.label, lead.message.value).alt
    )


LINES = {
    "far out: bounded": (lambda w: 1000.0 + 3 * w[0], "far out", "each step it falls by as much as before or more."),
    "round numbers: smooth": (
        lambda w: 1000.0 + abs(w).sum(), "round numbers", "before that point its slope is -1, after it 1.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("label", LINES)
def test_a_loss_that_falls_for_ever_or_has_a_kink_is_drawn_along_the_line(label):
    """The differences are taken before rounding: six digits of 1000.001 would show no kink."""
    loss, of, said = LINES[label]
    probe = next(p for p in EXERCISES["custom_loss"].probes if p.label == of)
    seen = line_seen(label.rpartition(" ")[2], [float(loss(a[0])) for _, a, _ in probe.calls], probe)
    drawing = draw("custom_loss", label, plain(seen))
    is_sound(drawing)
    assert said in drawing.alt
    assert line_seen("again", [0.0] * len(probe.calls), probe) is None  # two numbers say it all


@pytest.mark.parametrize(
    "value", [[], [[0.0], [1.0], ["nan"]], [[0.0], [1.0, 2.0], [1.0]], [1, 2, 3], "x", [[0.0], [], []]]
)
def test_what_is_no_line_is_not_drawn(value):
    assert all(draw("custom_loss", label, value) is None for label in LINES)


def test_what_came_back_is_escaped():
    drawing = draw("learning_rate_regime", "x^2, rate 1", '<b>&"\u202e\x1b')
    is_sound(drawing)
    assert "<b>" not in drawing.svg


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["nan", "inf"]),
    lambda v: st.lists(v, max_size=6) | st.dictionaries(st.sampled_from(["dW1", "db1", "0.1", "artists", "xy"]) | st.text(), v, max_size=4),
    max_leaves=12,
)  # fmt: skip


@st.composite
def nearly(draw, want):
    """A value of the right shape, or nearly, with numbers that may be anything."""
    if isinstance(want, dict):
        return {str(k): draw(nearly(v)) for k, v in want.items()} | draw(st.just({}) | st.just({"x": 1}))
    shape = list(np.shape(want)) if not isinstance(want, str) else []
    if draw(st.booleans()):
        shape = shape[:-1] or [draw(st.integers(0, 5))]
    number = st.floats() | st.sampled_from([0.0, 1e-320, 1e300, -1e308, "nan", "inf", "-inf", None, 10**400])
    values = draw(st.lists(number, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    return np.array(values, object).reshape(shape).tolist()


@every_exercise
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_comes_back_there_is_a_picture_or_none(name, data):
    frozen = EXERCISES[name]
    check = data.draw(st.sampled_from([c for c in frozen.checks if c.judge in ("close", "figure", "pair")]))
    parts = [c.want for c in frozen.checks if c.probe == check.probe and isinstance(c.part, int)]
    right = nearly(check.want) if not parts else st.tuples(*map(nearly, parts)).map(list)
    drawing = draw(name, check.label, data.draw(PLAIN | right))
    if drawing is not None:
        assert isinstance(drawing, Picture)
        is_sound(drawing)


artist = st.fixed_dictionaries(
    {"kind": st.sampled_from(["line", "points", "marks"]), "xy": PLAIN | st.lists(st.lists(st.floats(), min_size=2, max_size=2)), "names": PLAIN}
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(["view", "xlabel", "panels"]), PLAIN), st.lists(artist | PLAIN))
@example({"view": [[0, 1], [0, 1]]}, [{"kind": "line", "xy": [], "names": None}])
def test_whatever_a_figure_claims_to_hold(more, artists):
    for name in ("plot_regression", "plot_loss_curves"):
        frozen = EXERCISES[name]
        drawing = draw(name, frozen.checks[0].label, {"artists": artists, **more})
        if drawing is not None:
            is_sound(drawing)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(), max_size=5), st.lists(st.floats(), max_size=5), st.booleans())
def test_an_axis_has_ticks_in_its_range(matters, other, log):
    positive = [v for v in matters + other if np.isfinite(v) and 1e-200 < v < 1e100]
    axis = axis_over(positive, log=True) if log else axis_over(matters, other)
    if axis is None:
        assert not [v for v in matters + other if np.isfinite(v) and abs(v) < 1e150] or log
        return
    assert axis.low < axis.high
    ticks = axis.ticks()
    assert len(ticks) <= 21
    assert all(axis.low <= v <= axis.high or np.isclose(v, [axis.low, axis.high]).any() for v, _ in ticks)
    assert not log or (np.isfinite(axis.place(positive))).all()


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-1.2, 3.1, ["−1", "0", "1", "2", "3"]),
        (0.31, 0.39, ["0.32", "0.34", "0.36", "0.38"]),
        (1999999, 2000011, ["2000000", "2000005", "2000010"]),
        (0, 3e-9, ["0", "1e−9", "2e−9", "3e−9"]),
    ],
)
def test_ticks_are_round_numbers(low, high, words):
    assert [w for _, w in Axis(low, high).ticks(4)] == words


def test_plain_values_and_pictures_agree_on_nan():
    assert plain((np.nan, np.inf)) == ["nan", "inf"]
    assert "returned nan" in draw("quadratic_gradient", "n=1", plain(np.array([np.nan]))).alt


def test_nothing_to_draw():
    frozen = EXERCISES["relu"]
    assert picture(frozen, "1-D", None) is None
    assert picture(frozen, "arguments unchanged", [1.0]) is None
    assert picture(frozen, "no such check", [1.0]) is None
    assert picture(frozen, "1-D", {"a": 1}) is None


def test_no_colour_is_fixed_for_one_scheme():
    colours = re.findall(r"#[0-9a-f]{6}", style())
    assert len(colours) == 2, "one for light, one for dark; all else is the colour of the text"


def test_an_unknown_kind_is_an_authors_error():
    truth = exercise(lambda x: x, hints=["?"], picture="pie", functions=["f"])
    truth.name = "f"
    truth.cases(lambda rng: [case("one", 1.0)])
    with pytest.raises(AuthorError) as error:
        freeze_exercise(truth)
    assert str(error.value) == (f"`f` asks for a picture of the kind `pie`; the kinds are {', '.join(KINDS)}")
