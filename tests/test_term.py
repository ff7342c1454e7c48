"""A term of 300 students and eleven lessons, by documented commands only: late work, resubmissions, a wrong check that is
mended, and grades in Canvas, Moodle and Gradescope.

So that it takes two minutes and not twenty, most students hand in two lessons, 27 of them all eleven, and each file
is one of three programs: the model solution, one whose last function is wrong, the stub. Every number is checked
against what the instructor would work out on paper: points of the program, less what lateness costs.
"""

import csv
import dataclasses
import io
import json
import os
import re
import shlex
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder.grading.checks import dump_checks

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[1]
DUE = datetime.fromisoformat("2026-10-19T12:00:00+00:00")
POLICY = """
[due]
all = 2026-10-19T12:00:00

[late]
percent = 10
per = "day"
"""
STUDENTS = [f"s{i:03d}" for i in range(300)]
TOPICS = sorted(p.parent.name for p in REPOSITORY.glob("solutions/[01]*/*.py"))
LATE = set(STUDENTS[::10])  # a day and a half: two days have begun
AGAIN = set(STUDENTS[5::10])  # a wrong program first, then the right one
MENDED = "linear_regression.compute_cost"


def lessons_of(student):
    """The folders of the lessons that a student hands in."""
    i = int(student[1:])
    return TOPICS if i % 11 == 3 else [TOPICS[i % 11], TOPICS[(i + 4) % 11]]


def program_of(student, slug, *, first):
    """What the student's file of a lesson says: right, wrong or nothing. first: the first time."""
    topic = slug[3:]
    right = (REPOSITORY / "solutions" / slug / f"{topic}.py").read_text()
    if student in AGAIN and not first:
        return right
    if int(student[1:]) % 7 == 0:
        return (REPOSITORY / "exercises" / slug / f"{topic}.py").read_text()
    if int(student[1:]) % 3 == 0 or student in AGAIN:
        name = re.findall(r"^def (\w+)", right, re.MULTILINE)[-1]
        return f"{right}\n\ndef {name}(*arguments, **more):\n    return None\n"
    return right


def hand_in(folder, student, *, first):
    """The student's files, changed when they were handed in."""
    when = DUE - timedelta(hours=1) + (timedelta(days=1.5) if student in LATE else timedelta())
    for slug in lessons_of(student):
        path = folder / student / f"{slug[3:]}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(program_of(student, slug, first=first))
        os.utime(path, (when.timestamp(),) * 2)


def rows(path_or_text):
    text = path_or_text if isinstance(path_or_text, str) else path_or_text.read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_a_wrong_check(lessons):
    """The first check of values of `compute_cost` expects one more than is right."""

    def changed(lesson):
        exercises = [
            dataclasses.replace(e, checks=checks(e)) if e.name == "compute_cost" else e
            for e in lesson.exercises
        ]
        return dataclasses.replace(lesson, exercises=tuple(exercises))

    def checks(exercise):
        k = next(k for k, c in enumerate(exercise.checks) if c.judge == "close" and not c.hidden)
        wrong = dataclasses.replace(exercise.checks[k], want=exercise.checks[k].want + 1)
        return (*exercise.checks[:k], wrong, *exercise.checks[k + 1 :])

    return [changed(lesson) if lesson.topic == "linear_regression" else lesson for lesson in lessons]


CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section,Course (77)\r\n    Points Possible,,,,,{}\r\n"
MOODLE = "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed\r\n"


def test_a_term(course, tmp_path):
    class_, grades, key = tmp_path / "class", tmp_path / "grades", tmp_path / "key.json"
    right = [lesson.frozen for lesson in course.lessons]
    (tmp_path / "policy.toml").write_text(POLICY)

    def run(line, status=0):
        """A command as it is documented; what it printed, and what it said."""
        words = [sys.executable, "-m", *shlex.split(line)]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=600)
        assert done.returncode == status, done.stderr
        return done.stdout, done.stderr

    grading = "class --out grades --key key.json --policy policy.toml"
    count = len(STUDENTS)

    # The first hand-in, graded with a check that is wrong.
    key.write_text(dump_checks(with_a_wrong_check(right)))
    for student in STUDENTS:
        hand_in(class_, student, first=True)
    _, said = run(f"autograder grade {grading}")
    assert f"{count} submissions graded." in said

    # Thirty hand in again; nobody else is graded again.
    for student in sorted(AGAIN):
        hand_in(class_, student, first=False)
    _, said = run(f"autograder grade {grading}")
    assert f"{count} submissions graded, {count - len(AGAIN)} of them kept from before." in said
    before = {r["student"]: r for r in rows(grades / "grades.csv")}

    # The check is mended: first it is shown who gains, then it is done.
    key.write_text(dump_checks(right))
    table, said = run(f"autograder regrade {grading}")
    fourth = [s for s in STUDENTS if "04_linear_regression" in lessons_of(s)]
    slug = "04_linear_regression"
    harmed = {s for s in fourth if not is_stub(program_of(s, slug, first=s not in AGAIN), slug)}
    assert {r["student"] for r in rows(table)} == harmed
    assert {r["exercise"] for r in rows(table)} == {MENDED}
    assert f"{len(harmed)} gain, 0 lose, {count - len(harmed)} stay the same." in said
    assert {r["student"]: r for r in rows(grades / "grades.csv")} == before
    run(f"autograder regrade {grading} --yes")
    after = {r["student"]: r for r in rows(grades / "grades.csv")}
    assert {s for s in STUDENTS if after[s] != before[s]} == harmed

    # Everybody has what their programs are worth.
    worth = {s: points(s, right) for s in STUDENTS}
    assert {s: float(after[s]["total"]) for s in STUDENTS} == pytest.approx(worth)
    final = {s: p * (0.8 if s in LATE else 1) for s, p in worth.items()}

    # All three platforms get it.
    most = after["s000"]["max_total"]
    (tmp_path / "canvas.csv").write_text(
        CANVAS.format(most) + "".join(f'"Doe, {s}",{k},{k},{s},A,\r\n' for k, s in enumerate(STUDENTS))
    )
    run('autograder export canvas grades --gradebook canvas.csv --column "Course (77)" --out c.csv')
    (column,) = [c for c in rows(tmp_path / "c.csv")[0] if c.startswith("Course")]
    filled = {r["SIS Login ID"]: float(r[column]) for r in rows(tmp_path / "c.csv")[1:]}
    assert filled == pytest.approx(final, abs=0.01)
    (tmp_path / "moodle.csv").write_text(
        MOODLE
        + "".join(
            f"Participant {k},Doe {s},{s},{s}@uni.edu,Submitted,,{most},Yes\r\n"
            for k, s in enumerate(STUDENTS)
        )
    )
    run("autograder export moodle grades --worksheet moodle.csv --out m.csv")
    filled = {r["ID number"]: float(r["Grade"]) for r in rows(tmp_path / "m.csv")}
    assert filled == pytest.approx(final, abs=0.01)
    scores = {s: json.loads((grades / "results" / f"{s}.json").read_text())["score"] for s in STUDENTS}
    assert scores == pytest.approx(final, abs=0.01)

    # Nothing is lost and nobody is there twice; the history is whole.
    stored = [json.loads(line) for line in (grades / "results.jsonl").read_text().splitlines()]
    assert len(stored) == count + len(AGAIN) + len(fourth)  # that lesson was graded again for all who have it
    assert {p.stem for p in (grades / "feedback").iterdir()} == set(STUDENTS)
    out, _ = run("autograder index grades")
    assert out


def is_stub(text, slug):
    return text == (REPOSITORY / "exercises" / slug / f"{slug[3:]}.py").read_text()


def points(student, lessons):
    """What the programs of a student are worth: all points, none of the stub, all but those of a function that is wrong."""
    total = 0.0
    for lesson in lessons:
        if lesson.slug not in lessons_of(student):
            continue
        text = program_of(student, lesson.slug, first=student not in AGAIN)
        if is_stub(text, lesson.slug):
            continue
        wrong = re.findall(r"^def (\w+)\(\*arguments", text, re.MULTILINE)
        total += sum(e.points for e in lesson.exercises if not e.extra and not {*wrong} & {*e.functions})
    return total
