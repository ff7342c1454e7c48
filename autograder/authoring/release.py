"""What leaves the author's hands: the students' zip."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from autograder.authoring.build import generated
from autograder.authoring.course import Course
from autograder.files import digest
from autograder.student.releases import MANIFEST
from autograder.texts import CHOICE, FOLDER

STUDENT_GUIDE = Path(__file__).with_name("student_guide.md")
# A pytest of another environment would find "0 items" and say no more.
PYTEST_INI = "[pytest]\naddopts = --import-mode=importlib -p autograder\n"


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
