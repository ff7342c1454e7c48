"""Which level of confinement is used: as root and as an ordinary user, with all tools and without some."""

import csv
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.confinement import kernel
from autograder.confinement.level import KERNEL, LANE, LEVELS, PACKAGE, readable
from autograder.grading.checks import dump_checks
from tests.attacks.conftest import CONFINING
from tests.programs import SMALL

NOBODY = 65534


@pytest.fixture
def office(small_course, tmp_path):
    """A class of one, and the key."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "small.py").write_text(SMALL)
    (tmp_path / "key.json").write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    return tmp_path


def grade(office, *before, more=(), path=os.environ["PATH"], **environment):
    """Grade as a command of its own; `before` goes in front of it, `more` behind."""
    command = [*before, sys.executable, "-m", "autograder", "grade", office / "class"]
    command += ["--out", office / "out", "--key", office / "key.json", *more]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, "PATH": path, **environment}
    )


def assert_graded(office, done, level):
    """Everything is right, and every report names the level."""
    assert (done.returncode, level.sentence in done.stderr) == (0, True), done.stderr
    with (office / "out" / "grades.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["student"], row["total"]) == ("ada", "20")
    for page in ("class.html", "feedback/ada.html"):
        assert level.sentence in (office / "out" / page).read_text()
    assert f'"confinement": "{level.name}"' in (office / "out" / "results" / "ada.json").read_text()


def test_the_strongest_level_is_used_and_named(office):
    if not CONFINING:
        pytest.skip("nothing confines here")
    assert_graded(office, grade(office), CONFINING[0])


@pytest.mark.skipif(KERNEL not in CONFINING, reason="level kernel does not work here")
def test_without_bubblewrap_the_next_level_is_used_and_named(office):
    assert_graded(office, grade(office, path=str(office)), KERNEL)
    doctor = [sys.executable, "-m", "autograder", "doctor"]
    said = subprocess.run(
        doctor, check=False, capture_output=True, text=True, env={**os.environ, "PATH": str(office)}
    )
    assert said.returncode == 0
    assert "lane     bubblewrap is not installed; on Debian and Ubuntu: apt install bubblewrap" in said.stdout
    assert "kernel   works" in said.stdout
    assert "with bubblewrap installed they would be better" in said.stderr


@pytest.fixture
def bare(monkeypatch):
    """A machine without bubblewrap and without Landlock."""

    def no_landlock():
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(kernel, "landlock_version", no_landlock)


@pytest.mark.usefixtures("bare")
def test_without_anything_that_confines_nobody_is_graded(office, autograder):
    arguments = ("grade", office / "class", "--out", office / "out", "--key", office / "key.json")
    status, out, err = autograder(*arguments)
    assert (status, out, (office / "out").exists()) == (1, "", False)
    assert "submissions cannot be confined here (lane: the kernel has no Landlock" in err
    assert "apt install bubblewrap" in err
    for level in (LANE, KERNEL):
        status, _, err = autograder(*arguments, "--level", level.name)
        assert status == 1
        assert f"level {level.name} cannot be used here: the kernel has no Landlock" in err


@pytest.mark.usefixtures("bare")
def test_whoever_trusts_the_submissions_is_told_what_that_means(office, autograder):
    arguments = ("grade", office / "class", "--out", office / "out", "--key", office / "key.json")
    status, _, err = autograder(*arguments, "--trust-submissions")
    assert status == 0
    assert LEVELS["process"].sentence in err
    assert LEVELS["process"].sentence in (office / "out" / "class.html").read_text()


def as_nobody(*needed):
    """A command that runs another one as an ordinary user, with a view of the disk in which `needed` can be reached.

    Root's home is closed to others, and so are pytest's folders: the view has open folders in their place.
    """
    closed, script = (
        {},
        [
            "set -e",
            "export PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "mount --make-rprivate /",
            "view=$(mktemp -d)",
        ],
    )
    for i, path in enumerate(dict.fromkeys(map(Path, needed))):
        shut = [p for p in reversed(path.parents) if not p.stat().st_mode & 0o001]
        if shut:
            closed.setdefault(shut[0], []).append((i, path))
            script += [f"mkdir $view/{i}", f"mount --bind {shlex.quote(str(path))} $view/{i}"]
    for folder, inside in closed.items():
        script.append(f"mount -t tmpfs -o mode=755 view {shlex.quote(str(folder))}")
        for i, path in inside:
            script += [
                f"mkdir -p {shlex.quote(str(path))}",
                f"mount --bind $view/{i} {shlex.quote(str(path))}",
            ]
    script.append(f'exec {shutil.which("setpriv")} --reuid {NOBODY} --regid {NOBODY} --clear-groups "$@"')
    return [shutil.which("unshare"), "--mount", "/bin/sh", "-c", "\n".join(script), "sh"]


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="root can be an ordinary user as well"
)
@pytest.mark.parametrize("level", [LANE, KERNEL], ids=lambda level: level.name)
def test_an_ordinary_user_grades_as_well_as_root(office, level):
    if level not in CONFINING:
        pytest.skip(f"level {level.name} does not work here")
    for path in (office, *office.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    user = as_nobody(sys.prefix, *readable(), PACKAGE.parent, office)
    done = grade(office, *user, HOME="/nowhere", more=["--level", level.name])
    assert_graded(office, done, level)
