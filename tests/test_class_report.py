"""`class.html`: groups of wrong answers, who wrote alike, totals, who is stuck; memory that does not grow with the class."""

import gc
import json
import tracemalloc
from urllib.parse import quote

import numpy as np
import pytest

from autograder.reports import clusters as clusters_module
from autograder.reports import overview
from autograder.reports.clusters import LISTED, Clusters
from autograder.reports.overview import ClassPage
from autograder.reports.results import Column, StudentResult
from autograder.reports.similarity import ALIKE, alike, fingerprints
from autograder.reports.stuck import StuckStudents
from autograder.reports.totals import Totals
from tests.graded import HOSTILE, read

ONE, TWO, ESSAY = (
    Column("01_a", "a", "one", 3.0),
    Column("01_a", "a", "two", 3.0),
    Column("01_a", "a", "essay", 5.0, manual=True),
)
COLUMNS = [ONE, TWO, ESSAY]


def told(behaviour="", mistake="", source="", status="failed", points=0.0, hidden=False):
    """An exercise as a line of results has it."""
    message = {
        "what": "the value is not right",
        "call": "one(2)",
        "returned": "5",
        "expected": "4",
        "cause": mistake and "A cause.",
    }
    check = {"label": "l", "status": status, "points": points, "max_points": 3.0, "hidden": hidden}
    check |= {"message": message} if status != "passed" else {}
    check |= {"mistake": mistake} if mistake else {}
    return {"behaviour": behaviour, "source": source, "checks": [check], "extra": False}


RIGHT = told(status="passed", points=3.0)


def result(student, one=RIGHT, two=RIGHT, status="ok", lessons=True):
    exercises = [{"name": n, **e} for n, e in (("one", one), ("two", two))]
    lesson = {"lesson": "01_a", "file": "a.py", "remarks": [], "exercises": exercises}
    data = {
        "student": student,
        "status": status,
        "remarks": [],
        "lessons": [lesson] if lessons else [],
        "level": "lane",
    }
    return StudentResult(data, COLUMNS)


def grouped(*wrong):
    found = Clusters(COLUMNS)
    for i, exercise in enumerate(wrong):
        found.add(result(f"s{i}", exercise), f"feedback/s{i}.html")
    return [[student for student, _ in c.students] for c in found.of(ONE)], found


def page(*results, **more):
    made = ClassPage(COLUMNS)
    for r in results:
        made.add(r, quote(f"feedback/{r.student}.html"))
    known = {r.student: r for r in results}
    return made.render(lambda students: [known[s] for s in students])


# ---------------------------------------------------------------- groups


def test_programs_that_share_either_word_are_one_group():
    groups, _ = grouped(told("a x"), told("b y"), told("a z"), told("c z"), told("b y"), told("d w"))
    assert groups == [["s0", "s2", "s3"], ["s1", "s4"]]


def test_groups_that_are_not_shown_are_listed(monkeypatch):
    wrong = [result(f"s{i}{k}", told(f"abcdef{i} x{i}")) for i in range(11) for k in range(2)]
    text = read(page(*wrong))[1]
    assert text.count("2 students: no name yet") == 8
    assert (
        "And 3 smaller groups: one-abcdef (2 students), one-abcdef (2 students), one-abcdef (2 students)."
        in text
    )


def test_two_groups_become_one_when_a_program_belongs_to_both():
    groups, found = grouped(told("a x"), told("b y"), told("a x"), told("a y"), told("b q"), told("r x"))
    assert [sorted(g) for g in groups] == [["s0", "s1", "s2", "s3", "s4", "s5"]]
    assert found.of(ONE)[0].size == 6


def test_the_same_letters_of_different_grids_are_no_match():
    assert grouped(told("aaaa bbbb"), told("bbbb aaaa"))[0] == []


def test_a_known_mistake_is_a_group_of_its_name():
    groups, found = grouped(told(mistake="m"), told("a x"), told(mistake="m"))
    assert groups == [["s0", "s2"]]
    assert found.of(ONE)[0].mistake == "m"
    assert found.called("one-m") == []


def test_the_shortest_program_represents_a_group():
    _, found = grouped(told("a x", source="long text"), told("a x", source="short"), told("a x"))
    assert found.of(ONE)[0].representative == "s1"


def test_a_group_is_called_by_any_of_its_words_and_by_more_or_fewer_letters():
    _, found = grouped(told("abcdef123 fedcba321"), told("abcdef123 fedcba321"), told("abce00000 000000000"))
    group = found.of(ONE)[0]
    assert group.id == "one-abcdef"
    for called in ("one-abcdef", "a.one-abcdef1", "one-fedc"):
        assert found.called(called) == [group]
    assert (
        found.called("two-abcdef") == found.called("one-ab") == found.called("one") == found.called("") == []
    )


def test_rare_groups_are_forgotten_before_there_are_too_many(monkeypatch):
    monkeypatch.setattr(clusters_module, "MOST", 20)
    many = [told(f"{i:04d} x{i}") for i in range(300)]
    frequent = [told("ffff gggg")] * 40
    groups, found = grouped(*(e for pair in zip(many, frequent * 8, strict=False) for e in pair))
    assert not found.is_exact
    assert len(groups[0]) == LISTED
    assert found.of(ONE)[0].size == 300
    assert len(found.by_key["a.one"]) <= 42


def test_memory_does_not_grow_with_the_class(monkeypatch):
    monkeypatch.setattr(clusters_module, "MOST", 100)
    monkeypatch.setattr(clusters_module, "LISTED", 20)
    monkeypatch.setattr(overview, "LISTED", 20)

    def memory(students):
        made = ClassPage(COLUMNS)
        tracemalloc.start()
        for i in range(students):
            made.add(result(f"s{i}", told(f"{i % 7} {i % 7}"), told(f"{i} {i}")), "p")
        gc.collect()
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        return size

    memory(10)
    assert memory(2000) < 2 * memory(500)


# ---------------------------------------------------------------- written alike


LOOP = """import numpy as np
def one(x):
    '''Doc.'''
    total = 0.0
    for i in range(len(x)):
        if x[i] > 0:
            total += x[i] ** 2 / (2 * len(x))
    return np.sqrt(total)
"""


def test_names_layout_comments_and_docstrings_do_not_count():
    other = (
        LOOP.replace("total", "s")
        .replace("'''Doc.'''", '"""Said\notherwise."""')
        .replace("[i]", "[ i ]  # so\n")
    )
    assert fingerprints(LOOP) == fingerprints(other.replace("\n:", ":").replace("# so\n", ""))


def test_what_the_exercise_gives_does_not_count():
    stub = 'import numpy as np\ndef one(x):\n    """Doc."""\n    raise NotImplementedError\n'
    assert fingerprints(stub) == frozenset()


def test_pairs_that_are_alike_are_pointed_at():
    other = "def one(x):\n    return np.linalg.norm(np.maximum(x, 0)) / np.sqrt(2 * x.size) + 0 * (x.max() - x.min()) ** 3\n"
    programs = [
        (s, fingerprints(t))
        for s, t in (("ann", LOOP), ("bob", LOOP.replace("[i]", "[k]").replace(" i ", " k ")), ("cid", other))
    ]
    [(share, *pair)] = alike(programs)
    assert (share >= ALIKE, pair) == (True, ["ann", "bob"])


def test_short_programs_are_never_alike():
    short = fingerprints("def one(x):\n    return 2 * x\n")
    assert alike([("ann", short), ("bob", short)]) == []


@pytest.mark.parametrize(
    "text", ["", "'" * 4000, '"""' * 1333, "\\" * 4000, "a" * 4000, "def " * 1000, "\udcff" * 9, "é²" * 99]
)
def test_whatever_a_program_holds_has_fingerprints(text):
    assert isinstance(fingerprints(text), frozenset)


# ---------------------------------------------------------------- totals and who is stuck


def test_totals_are_counted():
    totals = Totals(10.0)
    for total in [0, 0.99, 1, 5, 5, 9.5, 10, 12]:
        totals.add(total)
    assert [bar.count for bar in totals.bars] == [2, 1, 0, 0, 0, 2, 0, 0, 0, 3]
    assert [totals.quantile(q) for q in (0.25, 0.5, 0.75, 1)] == [0.99, 5, 9.5, 12]
    assert totals.mean == pytest.approx(5.43625)
    assert Totals(0.0).bars[0].count == 0
    with pytest.raises(ValueError, match="there are no totals"):
        Totals(1.0).quantile(0.5)


def test_stuck_is_who_began_much_and_got_little_right():
    def stuck(right, begun, untouched=0):
        found = StuckStudents()
        kinds = [{"passed"}] * right + [{"failed", "passed"}] * begun + [{"not attempted"}] * untouched
        columns = [Column("01_a", "a", f"e{i}", 1.0) for i in range(len(kinds))]
        found.add(result("s"), dict(zip(columns, kinds, strict=True)), "p")
        return [(s.begun, s.right, s.first) for s in found.listed]

    assert stuck(0, 2) == [(2, 0, "a.e0")]
    assert stuck(2, 5, 3) == [(5, 2, "a.e2")]
    assert stuck(1, 2) == stuck(0, 1) == stuck(5, 0) == stuck(0, 0, 9) == []


def test_of_many_who_are_stuck_the_worst_off_are_listed():
    found = StuckStudents()
    columns = [Column("01_a", "a", f"e{i}", 1.0) for i in range(200)]
    for i in range(200):
        found.add(result(f"s{i}"), {c: {"failed"} for c in columns[: i + 1]}, "p")
    assert (found.count, found.more, len(found.listed)) == (199, 149, 50)
    assert [s.begun for s in found.listed[:3]] == [200, 199, 198]


# ---------------------------------------------------------------- the page


WRONG = told("abcdef00 99999999", source="def one(x):\n    return 5\n")


def test_a_group_shows_how_many_one_program_what_is_wrong_and_who():
    text = read(page(result("ann", WRONG), result("bob", WRONG), result("cid"), result("dan", told("1 2"))))[
        1
    ]
    part = text.partition("Wrong answers that are the same")[2]
    assert "2 students: no name yet one-abcdef The value is not right." in part
    assert "one(2) returned 5 expected 4" in part
    assert "def one(x): return 5" in part
    assert "Who ann, bob" in part
    assert "dan" not in part.partition("Students")[0]


def test_a_group_of_a_known_mistake_tells_its_cause():
    known = told(mistake="off_by_one", source="def one(x): return 1")
    text = read(page(result("ann", known), result("bob", known)))[1]
    assert "2 students: “off by one” A cause." in text


def test_a_group_that_fails_hidden_checks_only_says_so():
    wrong = told("a b", hidden=True)
    assert "Only hidden checks fail: l." in read(page(result("ann", wrong), result("bob", wrong)))[1]


def test_programs_are_only_text():
    wrong = told("a b", source=HOSTILE + "\n" + "x" * 4000)
    made = page(result(HOSTILE, wrong), result("bob", wrong))
    assert "<script" not in made
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "&lt;script&gt;" in made


def test_alike_is_a_pointer_and_no_verdict():
    wrong = told("a b", source=LOOP)
    text = read(page(result("ann", wrong), result("bob", wrong)))[1]
    assert "1 pair is written alike ann and bob (100 %)." in text
    assert "a reason to read both, and never a verdict" in text


def test_items_are_told_about_once_there_are_enough_students():
    few = [result(f"s{i}", RIGHT if i % 2 else WRONG, RIGHT if i % 2 else told("1 2")) for i in range(40)]
    text = read(page(*few))[1]
    assert "a.one 1.5 3 40 0.50 1.00" in text
    assert (
        "(Cronbach's alpha) over 2 exercises: 1.00. The standard error of measurement is 0.0 points" in text
    )
    assert "The reliability of the total cannot be told from so few." in read(page(*few[:5]))[1]


def test_calls_that_did_not_come_back_are_counted():
    text = read(
        page(result("ann", told("a b", status="timed out")), result("bob", told("c d", status="crashed")))
    )[1]
    assert "Calls that did not come back" in text
    assert "timed out crashed a.one 1 1" in text


def test_who_handed_in_nothing_is_neither_in_the_totals_nor_in_the_items():
    made = ClassPage(COLUMNS)
    made.add(result("ann"), "p")
    made.add(result("bob", status="empty", lessons=False), "p")
    assert made.totals.size == 1
    assert made.items.students.tolist() == [1, 1]
    text = read(made.render())[1]
    assert "2 submissions, mean 6 of 6 points" in text
    assert "Status: 1 empty, 1 ok." in text


def test_a_class_without_a_submission_has_a_page():
    text = read(page())[1]
    assert "0 submissions" in text
    assert "Nobody has handed in anything that could be judged." in text


def test_a_large_class_is_referred_to_the_table(monkeypatch):
    monkeypatch.setattr(overview, "LISTED", 3)
    text = read(page(*(result(f"s{i}") for i in range(5))))[1]
    assert "They are too many for a page: grades.csv has a row for each of the 5." in text
    assert "s4" not in text


def test_the_numbers_of_a_page_are_plain():
    made = page(*(result(f"s{i}", WRONG if i % 3 else RIGHT) for i in range(30)))
    assert "np.float64" not in made
    assert "nan" not in json.dumps(read(made)[1])
    assert np.isfinite(Totals(1.0).best)
