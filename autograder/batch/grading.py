"""Grade one submission: every lesson, the best of several candidates, a status and a sentence for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.batch.essays import essays_in
from autograder.batch.excerpt import Excerpts
from autograder.batch.finds import Found
from autograder.batch.intake import Submission
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Loaded, Worker
from autograder.grading.remarks import told
from autograder.grading.show import clean
from autograder.grading.verdict import CRASHED, GRADER_ERROR, Graded
from autograder.texts import tr

NOTHING: Mapping[str, dict[str, Any]] = {}


@dataclass(frozen=True)
class GradedLesson:
    """One lesson of one submission. file: what was graded, "" if nothing was there; time: see `Found`."""

    slug: str
    file: str
    graded: tuple[Graded, ...]
    remarks: tuple[str, ...] = field(default=())
    time: str = ""

    @property
    def points(self) -> float:
        return sum(g.points for g in self.graded)

    @property
    def data(self) -> dict[str, Any]:
        return {
            "lesson": self.slug,
            "file": self.file,
            **({"time": self.time} if self.time else {}),
            "remarks": list(self.remarks),
            "exercises": [g.data for g in self.graded],
        }


def grade_submission(
    worker: Worker,
    assignments: Iterable[Assignment],
    submission: Submission,
    kept: Mapping[str, dict[str, Any]] = NOTHING,
) -> dict[str, Any]:
    """Return a result as plain data, without schema version and key. kept: lessons graded before, by slug."""
    lessons, missing = [], []
    essays: dict[str, dict[str, str]] = {}
    for assignment in assignments:
        slug, topic = assignment.lesson.slug, assignment.lesson.topic
        essays |= essays_in(assignment.lesson, submission.files)
        if slug in kept:
            lessons.append(kept[slug])
        elif candidates := submission.files.get(topic):
            lessons.append(grade_lesson(worker, assignment, candidates).data)
        else:
            missing.append(topic)
    status, remarks = _status(submission, lessons, missing)
    return {
        **_facts(submission, worker.level),
        "status": status,
        "remarks": [*remarks, *map(clean, submission.notes)],
        "lessons": lessons,
        **({"essays": essays} if essays else {}),
    }


def ungraded(submission: Submission, level: str, why: str) -> dict[str, Any]:
    """A result that costs no points, because the grader itself failed."""
    return {
        **_facts(submission, level),
        "status": GRADER_ERROR,
        "remarks": [our_fault(why)],
        "lessons": [],
    }


def our_fault(why: str) -> str:
    """The remark for whom the grader itself failed."""
    return tr(
        "the grader failed here, which is not the student's fault ({why}); run the same command to try again",
        why=clean(why),
    )


def _facts(submission: Submission, level: str) -> dict[str, Any]:
    """Whose result it is and what it was made from; what the platform said only if it said something."""
    facts = {"student": submission.student, "digest": submission.digest, "level": level}
    return {**facts, "platform": submission.about} if submission.about else facts


def grade_lesson(worker: Worker, assignment: Assignment, candidates: Sequence[Found]) -> GradedLesson:
    """Grade the file of a lesson; of several, the one that earns most, and say so."""
    graded = [_grade_file(worker, assignment, c, len(candidates)) for c in candidates]
    if len(graded) == 1:
        return graded[0]
    best = max(graded, key=lambda g: (g.points, bool(g.graded)))
    count = Counter(f"`{clean(g.file)}`" for g in graded)
    names = ", ".join(
        tr("{name} {n} times in the archive", name=name, n=n) if n > 1 else name for name, n in count.items()
    )
    remark = tr(
        "{count} files for one lesson ({names}): `{file}` counts, no other earns more",
        count=len(graded),
        names=names,
        file=clean(best.file),
    )
    unread = [r for g in graded if not g.graded and g is not best for r in g.remarks]
    return GradedLesson(best.slug, best.file, best.graded, (remark, *best.remarks, *unread), best.time)


def _grade_file(worker: Worker, assignment: Assignment, found: Found, files: int) -> GradedLesson:
    slug, path = assignment.lesson.slug, clean(found.name)
    if found.problem:
        return GradedLesson(slug, found.name, (), (f"{path}: {clean(found.problem)}",), found.time)
    stem, _, ending = path.rsplit("/", 1)[-1].rpartition(".")
    name = f"{stem}.{ending.lower()}"
    loaded, *graded = grade_program(worker, assignment, found.data, name, files)
    assert isinstance(loaded, Loaded)
    functions = {e.name: e.functions for e in assignment.lesson.exercises}
    excerpts = Excerpts(found.data, name, loaded.uses)
    exercises = tuple(
        replace(g, source=excerpts.of(functions[g.exercise])) if g.is_told else g
        for g in graded
        if isinstance(g, Graded)
    )
    remarks = [told(r) for r in (*([loaded.fatal] if loaded.fatal else []), *loaded.problems)]
    crashes = sum(v.status == CRASHED for g in exercises for v in g.verdicts)
    if crashes and not loaded.fatal:
        remarks.append(
            tr("Python itself stopped in 1 check")
            if crashes == 1
            else tr("Python itself stopped in {count} checks", count=crashes)
        )
    return GradedLesson(
        slug,
        found.name,
        exercises,
        tuple(f"{path}: {clean(r).removeprefix(f'{name}: ')}".replace(f": {name}:", ":", 1) for r in remarks),
        found.time,
    )


def _status(
    submission: Submission, lessons: Sequence[dict[str, Any]], missing: Sequence[str]
) -> tuple[str, list[str]]:
    if submission.problem:
        return "unreadable", [clean(submission.problem)]
    remarks = [r for lesson in lessons for r in lesson["remarks"]] + [clean(r) for r in submission.remarks]
    if not lessons:
        others = _some(submission.unread or submission.others)
        there = (
            tr("; there is {others}", others=others)
            if others
            else ""
            if remarks
            else tr("; nothing is there")
        )
        sentence = tr("no file of any lesson was found{there}", there=there)
        return "problem" if remarks else "empty", [sentence, *remarks]
    broken = any(c["status"] == GRADER_ERROR for x in lessons for e in x["exercises"] for c in e["checks"])
    status = GRADER_ERROR if broken else "problem" if remarks else "incomplete" if missing else "ok"
    if missing:
        unread = tr("; not recognised: {some}", some=_some(submission.unread)) if submission.unread else ""
        remarks.insert(0, tr("no file for {lessons}{unread}", lessons=", ".join(missing), unread=unread))
    if broken:
        remarks.insert(0, tr("a check itself failed and gave its points; please look at it"))
    return status, remarks


def _some(names: Sequence[str]) -> str:
    more = tr(" and {count} more", count=len(names) - 5) if len(names) > 5 else ""
    return ", ".join(f"`{clean(name)}`" for name in names[:5]) + more
