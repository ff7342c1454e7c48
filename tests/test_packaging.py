"""What is shipped: the engine, and nothing that knows an answer."""

import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from autograder.exports.gradescope import wheel_of
from autograder.grading.checks import dump_checks
from tests.programs import SMALL

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def artefacts(repository, tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", out, repository], check=True, capture_output=True
    )
    [wheel], [sdist] = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, sdist


def test_the_wheel_holds_autograder_only(artefacts):
    names = zipfile.ZipFile(artefacts[0]).namelist()
    assert {n.split("/")[0] for n in names} == {"autograder", names[-1].split("/")[0]}
    assert names[-1].split("/")[0].endswith(".dist-info")
    for needed in (
        "py.typed",
        "authoring/student_guide.md",
        "reports/templates/feedback.html",
        "reports/templates/style.css",
        "reports/templates/adjusted.html",
        "exports/setup.sh",
        "exports/run_autograder.sh",
        "pictures/style.css",
        "student/page.html",
    ):
        assert f"autograder/{needed}" in names


def test_the_source_archive_holds_no_answer(artefacts):
    with tarfile.open(artefacts[1]) as archive:
        tops = {n.split("/")[1] for n in archive.getnames() if "/" in n}
    assert tops <= {"autograder", "README.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore"}
    assert "autograder" in tops


def test_wheel_and_release_are_all_a_student_needs(artefacts, repository, tmp_path):
    """In a fresh environment: install the wheel, unzip the release, run pytest, pack."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    bin_ = tmp_path / "venv" / "bin"
    subprocess.run([bin_ / "pip", "install", "-q", artefacts[0]], check=True, capture_output=True)
    release = subprocess.run(
        [sys.executable, "-m", "autograder", "release", "--out", tmp_path / "dist", "--course", repository],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    zipfile.ZipFile(release).extractall(tmp_path)
    [course] = tmp_path.glob("course-*")
    listed = subprocess.run([bin_ / "pip", "list"], capture_output=True, text=True, check=True).stdout.lower()
    assert "sympy" not in listed
    assert "jinja2" not in listed

    fresh = subprocess.run([bin_ / "pytest"], cwd=course, capture_output=True, text=True)
    assert fresh.returncode == 0, fresh.stdout
    assert "not attempted" in fresh.stdout
    assert "failed" not in fresh.stdout

    lesson = course / "04_linear_regression"
    (lesson / "linear_regression.py").write_bytes(
        (repository / "solutions/04_linear_regression/linear_regression.py").read_bytes()
    )
    done = subprocess.run([bin_ / "pytest"], cwd=lesson, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout
    packed = subprocess.run([bin_ / "autograder", "pack"], cwd=course, capture_output=True, text=True)
    assert packed.returncode == 0, packed.stderr
    assert zipfile.ZipFile(course / "handin.zip").namelist() == ["04_linear_regression/linear_regression.py"]

    graded = subprocess.run([bin_ / "autograder", "release"], cwd=course, capture_output=True, text=True)
    assert "Traceback" not in graded.stderr
    assert graded.returncode != 0


def test_importing_the_plugin_is_light():
    code = "import sys, autograder.plugin, autograder.arguments; print(sorted({'numpy', 'sympy', 'matplotlib', 'jinja2', 'rich', 'nbformat'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_the_autograder_of_gradescope_sets_itself_up_and_grades(artefacts, small_course, tmp_path):
    """With paths of this test instead of `/autograder`; the image's own Python has to be new enough."""
    root = tmp_path / "autograder"
    (tmp_path / "key.json").write_text(dump_checks([x.frozen for x in small_course.lessons]))
    subprocess.run(
        [sys.executable, "-m", "autograder", "export", "gradescope-autograder", "--key", tmp_path / "key.json",
         "--wheel", artefacts[0], "--trust-submissions", "--out", tmp_path / "x.zip"],
        check=True, capture_output=True,
    )  # fmt: skip
    zipfile.ZipFile(tmp_path / "x.zip").extractall(root / "source")
    (root / "submission").mkdir()
    (root / "submission" / "small.py").write_text(SMALL)
    environment = {**os.environ, "AUTOGRADER": str(root)}
    for script in ("setup.sh", "run_autograder"):
        subprocess.run(["bash", root / "source" / script], check=True, capture_output=True, env=environment)
    assert (root / "source" / "key.json").stat().st_mode & 0o077 == 0
    assert json.loads((root / "results" / "results.json").read_text())["score"] == 20


def test_the_wheel_is_built_from_a_checkout():
    name, data = wheel_of(None)
    assert name.endswith(".whl")
    assert "autograder/cli.py" in zipfile.ZipFile(io.BytesIO(data)).namelist()
