"""What leaves the author's hands: the students' zip, and a course folder for nbgrader."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from autograder.authoring.build import generated
from autograder.authoring.course import Course
from autograder.authoring.notebook import nbgrader_notebook
from autograder.files import digest, write
from autograder.grading.checks import dump_checks
from autograder.student.releases import MANIFEST
from autograder.texts import CHOICE, FOLDER

STUDENT_GUIDE = Path(__file__).with_name("student_guide.md")
# A pytest of another environment would find "0 items" and say no more.
PYTEST_INI = "[pytest]\naddopts = --import-mode=importlib\nrequired_plugins = calculus-for-ml\n"


def release_zip(course: Course) -> tuple[str, bytes]:
    """A name and the bytes of the students' zip; the same files give the same bytes.

    The name of the folder inside tells releases apart, so that unzipping never overwrites work.
    """
    files = {**generated(course), "README.md": STUDENT_GUIDE.read_text(encoding="utf-8")}
    files["pytest.ini"] = PYTEST_INI
    folder = course.root / FOLDER
    for file in (*folder.glob("*.po"), *folder.glob(CHOICE)):
        files[f"{FOLDER}/{file.name}"] = file.read_text(encoding="utf-8")
    digests = {name: digest(text.encode()) for name, text in sorted(files.items())}
    files[MANIFEST] = json.dumps(digests, indent=1) + "\n"
    name = f"course-{digest(files[MANIFEST].encode())[:8]}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"{name}/{path}"), text, zipfile.ZIP_DEFLATED)
    return name, out.getvalue()


CONFIG = '''"""A course for nbgrader, made by `autograder release --nbgrader`."""

c = get_config()  # noqa: F821 - given by nbgrader
c.CourseDirectory.course_id = "{course}"
c.ClearSolutions.code_stub = {{"python": "# Your code here.\\nraise NotImplementedError"}}
c.ClearSolutions.text_stub = "Your answer here."
c.Execute.timeout = 120
'''


def write_nbgrader_course(course: Course, folder: Path) -> list[str]:
    """Write `nbgrader_config.py` and `source/`; they hold the answers. Return the assignments."""
    write(folder / "nbgrader_config.py", CONFIG.format(course=course.root.name))
    for lesson in course.lessons:
        place = folder / "source" / lesson.slug
        write(place / f"{lesson.topic}.ipynb", nbgrader_notebook(lesson))
        write(place / "checks.json", dump_checks([lesson.frozen.visible()]))
        for name, svg in lesson.pictures().items():
            write(place / name, svg)
    return [lesson.slug for lesson in course.lessons]
