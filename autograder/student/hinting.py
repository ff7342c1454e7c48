"""`autograder hint`: the next hint of an exercise, of the current one if none is named."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from autograder import cores
from autograder.grading.text import NOTE
from autograder.student.hints import FREE, Ladder, hint_lines
from autograder.student.lessons import Course, LessonFolder
from autograder.student.local import Local
from autograder.student.releases import ReleaseError
from autograder.texts import tr


def hint(course: Course, name: str | None, level: int) -> int:
    """Show and open hints; the text is data, what else there is to say is talk. Return the exit status.

    name: an exercise or one of its functions; None for the current one. level: how many hints to show,
    0 for the opened ones and the next. Raises ReleaseError with one sentence for an unknown name.
    """
    from autograder.student.naming import names_in

    local = Local(course.folder)
    if name is None and (name := current(course, local)) is None:
        print(
            tr("every exercise passes all the checks that you can see; name one to see its hints"),
            file=sys.stderr,
        )
        return 0
    names = names_in(course)
    if name not in names.known:
        meant = names.meant(name)
        more = (
            tr("did you mean `{meant}`?", meant=meant)
            if meant
            else tr("`autograder watch` lists them (key `l`)")
        )
        raise ReleaseError("; ".join([tr("no exercise is called `{name}`", name=name), more, *names.broken]))
    folder, exercise = names.known[name].folder, names.known[name].exercise
    ladder = Ladder(f"{folder.topic}.{exercise.name}", exercise.hints, local)
    count = level or ladder.opened + 1
    ladder.open(count)
    print(f"{exercise.name}  ({folder.slug})", "", *hint_lines(exercise.hints, count), sep="\n")
    left = len(exercise.hints) - count
    again = (
        tr("{left} more: run `autograder hint {name}` again. ", left=left, name=exercise.name)
        if left > 0
        else tr("That was the last one. ")
    )
    print(f"\n{again}{tr(FREE)}", file=sys.stderr)
    if local.remark:
        print(tr(NOTE) + local.remark, file=sys.stderr)
    return 0


def current(course: Course, local: Local) -> str | None:
    """The first exercise (`topic.function`) that is not done, from the lesson on that was asked for or worked on.

    The student's files are run for that, unless it is known how they stand.
    """
    with cores.one_thread():
        from autograder.confinement.process import ProcessWorker
    from autograder.student.standing import DONE, Grader

    worker = ProcessWorker(batch=False)  # started before any checks are read
    try:
        grader = Grader(worker, local)
        for folder in _from_the_current(course, local):
            try:
                words = grader.words(folder)
            except (OSError, ValueError):  # what cannot be read has no current exercise
                continue
            names = [f"{folder.topic}.{name}" for name, word in words.items() if word != DONE]
            if local.current in names:
                return local.current
            if names:
                return names[0]
    finally:
        worker.close()
    return None


def _from_the_current(course: Course, local: Local) -> Iterator[LessonFolder]:
    if course.start is not None:
        yield from (*course.lessons[course.start :], *course.lessons[: course.start])
        return
    topic = local.current.partition(".")[0]
    yield from (lesson for lesson in course.lessons if lesson.topic == topic)
    yield from (lesson for lesson in course.lessons if lesson.topic != topic)
