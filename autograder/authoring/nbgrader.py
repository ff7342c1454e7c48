"""A course folder for nbgrader: its settings, source notebooks with the answers, and what students get."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring.course import Course
from autograder.authoring.notebook import nbgrader_notebook, nbgrader_release
from autograder.files import write
from autograder.grading.checks import dump_checks
from autograder.nbgrader.settings import PREPROCESSORS

CONFIG = '''"""A course for nbgrader, made by `autograder release --nbgrader`."""

import autograder.nbgrader.zones  # noqa: F401 - time zones such as `+0200` mean what they say

c = get_config()  # noqa: F821 - given by nbgrader
c.CourseDirectory.course_id = "{course}"
c.ClearSolutions.code_stub = {{"python": "# Your code here.\\nraise NotImplementedError"}}
c.ClearSolutions.text_stub = "Your answer here."

# `nbgrader autograde` and formgrader's button run student code confined, without a kernel.
# Remove these lines to have nbgrader's own engine back.
{lists}c.ExportApp.plugin_class = "autograder.nbgrader.status.StatusExport"
'''
STUDENTS = """id,first_name,last_name,email
ada,Ada,Lovelace,ada@example.org
emmy,Emmy,Noether,emmy@example.org
"""


def write_nbgrader_course(course: Course, folder: Path) -> list[str]:
    """Write settings, an example of a list of students, rubrics, `source/` and `release/`; return the assignments.

    `source/` and `rubrics/` are for instructors. What students write into is made from the stubs, not by taking answers out.
    """
    write(folder / "nbgrader_config.py", CONFIG.format(course=course.root.name, lists=_lists()))
    write(folder / "students.example.csv", STUDENTS)
    for question in (q for lesson in course.lessons for q in lesson.questions):
        write(folder / "rubrics" / f"{question.name}.md", f"# {question.name}\n\n{question.rubric.strip()}\n")
    for lesson in course.lessons:
        notebooks = {"source": nbgrader_notebook(lesson), "release": nbgrader_release(lesson)}
        checks = dump_checks([lesson.frozen.visible()])
        for step, notebook in notebooks.items():
            place = folder / step / lesson.slug
            write(place / f"{lesson.topic}.ipynb", notebook)
            write(place / "checks.json", checks)
            for name, svg in lesson.pictures().items():
                write(place / name, svg)
    return [lesson.slug for lesson in course.lessons]


def _lists() -> str:
    text = ""
    for step, names in PREPROCESSORS.items():
        inside = "".join(f'    "{name}",\n' for name in names)
        text += f"c.Autograde.{step}_preprocessors = [\n{inside}]\n"
    return text
