"""`autograder name`: give a group of wrong answers a name and a hint."""

from __future__ import annotations

import argparse
import re
import unicodedata

from autograder.authoring.course import Course
from autograder.authoring.freezing import freeze_exercise
from autograder.authoring.handed_in import HandedIn, UnusableError
from autograder.authoring.inserting import insert
from autograder.batch.store import StoreError
from autograder.cli import Complaint, author_errors, course_of, say
from autograder.exports.graded import Grades, GradesError, grades_in
from autograder.grading.checks import Exercise
from autograder.grading.show import clean
from autograder.naming.trial import Chosen, chosen
from autograder.reports.adjustments import AdjustmentsError
from autograder.reports.clusters import Cluster, Clusters
from autograder.reports.results import Column, StudentResult

SOME = 6
LONGEST = 500


def name(options: argparse.Namespace) -> int:
    """Write the mistake into the truth file, and say what comes next."""
    known = _words(options.what)
    texts = {"cause": options.cause or f"{options.what.strip().rstrip('.')}.", "hint": options.hint.strip()}
    for what, text in texts.items():
        if not text.strip() or clean(text) != text or "\n" in text or len(text) > LONGEST:
            raise Complaint(f"the {what} has to be one line of at most {LONGEST} readable characters")
    if not texts["hint"].endswith("?"):
        raise Complaint(
            "the hint has to be one question, so end it with `?`; a student should find the answer"
        )
    try:
        with grades_in(options.grades) as grades:
            cluster, results = _group(grades, options.group)
        with author_errors():
            course = course_of(options)
            exercise = _exercise(course, cluster.column)
            if known in {m.name for m in exercise.mistakes}:
                raise Complaint(
                    f"`{cluster.column.title}` has a mistake called `{known}` already; choose other words"
                )
            found = chosen(exercise, cluster, results)
            path = course.root / "reference" / cluster.column.topic / f"{cluster.column.name}.py"
            cause = texts["cause"][:1].upper() + texts["cause"][1:]
            insert(path, HandedIn(known, cause, texts["hint"], found.program))
    except UnusableError as error:
        raise Complaint(str(error), 1) from None
    except (GradesError, StoreError, AdjustmentsError) as error:
        raise Complaint(str(error), 1) from None
    _tell(cluster, known, found)
    print(path)
    return 0


def _tell(cluster: Cluster, known: str, found: Chosen) -> None:
    say(f"The mistake `{known}` of `{cluster.column.title}`, which {cluster.size} students made:\n")
    say("".join(f"    {line}\n" for line in found.program.splitlines()))
    if not found.is_seen:
        say(
            "It passes every visible check: add a visible case that shows it, so that students can see it too."
        )
    say("Read what was written, then run `autograder build`, and the same `autograder grade` as before.")


def _words(what: str) -> str:
    """The words as a name: `not_divided_by_m`. Raises Complaint if nothing is left of them."""
    plain = unicodedata.normalize("NFKD", what.lower()).encode("ascii", "ignore").decode()
    known = re.sub(r"\W+", "_", plain).strip("_")[:60].rstrip("_")
    if not known.isidentifier():
        raise Complaint(f'`{clean(what)}` cannot be a name; begin with a letter, as in "not divided by m"')
    return known


def _group(grades: Grades, wanted: str) -> tuple[Cluster, list[StudentResult]]:
    """The group that was meant, and the results of some of its students. Raises Complaint."""
    clusters = Clusters(grades.columns)
    for result in grades.results():
        clusters.add(result)
    found = clusters.called(wanted)
    if not found:
        there = [c.id for c in clusters if not c.mistake]
        more = f" and {len(there) - SOME} more" if len(there) > SOME else ""
        groups = f"there are {', '.join(there[:SOME])}{more}" if there else "every group has a name"
        raise Complaint(f"no group without a name is called `{clean(wanted)}` in `{grades.folder}`; {groups}")
    if len(found) > 1:
        ids = ", ".join(f"{c.id} ({c.size} students)" for c in found[:SOME])
        raise Complaint(f"`{clean(wanted)}` may be {ids}; give more letters of it")
    [cluster] = found
    some = [cluster.representative, *(student for student, _ in cluster.students[:20])]
    data = grades.store.latest([s for s in dict.fromkeys(some) if s])
    return cluster, [StudentResult(d, grades.columns) for d in data]


def _exercise(course: Course, column: Column) -> Exercise:
    """The exercise as the course has it now. Raises Complaint."""
    for lesson in course.lessons:
        for truth in lesson.truths if lesson.slug == column.lesson else ():
            if truth.name == column.name:
                return freeze_exercise(truth)
    raise Complaint(
        f"the course `{course.root}` has no exercise `{column.title}`; name the right one with --course"
    )
