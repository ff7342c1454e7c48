"""nbgrader's formgrader in a real browser, on a gradebook of ours: a person marks an essay and sends feedback."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from autograder.authoring.nbgrader import write_nbgrader_course
from tests.browser import DESKTOP, Browser, chromium
from tests.nbgrading import as_submission, in_gradebook
from tests.programs import SMALL

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not chromium(), reason="Chromium is not installed")]
LESSON, NOTEBOOK, STUDENT = "01_small", "small", "ada"
COMMENT = "Well argued, and short."
SHOTS = os.environ.get("SCREENSHOTS")  # a folder, for somebody who wants to look


@pytest.fixture(scope="module")
def course(small_course, tmp_path_factory):
    """A course that was released, handed in and graded by our command."""
    folder = tmp_path_factory.mktemp("course")
    write_nbgrader_course(small_course, folder)
    released = (folder / "release" / LESSON / f"{NOTEBOOK}.ipynb").read_text()
    wrong = f"{SMALL}\ndef double(x): return x ** 2"
    for student, text in {STUDENT: as_submission(released, wrong), "emmy": released}.items():
        place = folder / "submitted" / student / LESSON
        place.mkdir(parents=True)
        (place / f"{NOTEBOOK}.ipynb").write_text(text)
    command = [sys.executable, "-m", "autograder", "grade", "--nbgrader", folder, "--jobs", "1"]
    command += ["--level", "process", "--trust-submissions"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def server(course, tmp_path_factory):
    """A Jupyter server of this course on the loopback; a function that makes an address of a path."""
    scripts, token = Path(sys.executable).parent, secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
    environment |= {"HOME": str(home), "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"PYTHONWARNINGS": "ignore", "JUPYTER_PLATFORM_DIRS": "1"}
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
    options += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={course}"]
    log = home / "log.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [scripts / "jupyter", "server", *options],
            cwd=course, env=environment, stdout=out, stderr=out, start_new_session=True,
        )  # fmt: skip

    def address(path):
        return f"http://127.0.0.1:{port}/formgrader/{path}?token={token}"

    try:
        while process.poll() is None and not _answers(address("api/status")):
            pass
        assert process.poll() is None, log.read_text()[-3000:]
        yield address
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


def shot(browser, name):
    if SHOTS:
        browser.picture(Path(SHOTS) / f"{name}.png")


def test_a_person_marks_an_essay_and_sends_feedback(course, server, browser):
    browser.visit(server("manage_assignments"), DESKTOP)
    row = browser.until(
        f"[...document.querySelectorAll('tr')].map(r => r.innerText).find(t => t.includes('{LESSON}'))"
    )
    assert row.split()[-1] == "2" or "2" in row.split(), "two hand-ins are listed"
    shot(browser, "1-assignments")

    browser.visit(server(f"manage_submissions/{LESSON}"), DESKTOP)
    rows = "Object.fromEntries([...document.querySelectorAll('tbody tr')].filter(r => r.querySelector('.student-id')).map(r => [r.querySelector('.student-id').innerText, r.innerText]))"
    browser.until(f"({rows})['{STUDENT}']")
    listed = browser.run(rows)
    assert "needs manual grading" in listed[STUDENT]
    assert "needs autograding" not in str(listed)
    assert "graded" in listed["emmy"], "nobody has to mark an essay that was left blank"
    shot(browser, "2-submissions")

    browser.visit(server(f"gradebook/{LESSON}/{NOTEBOOK}"), DESKTOP)
    browser.until(
        "[...document.querySelectorAll('tbody tr')].filter(r => r.innerText.includes('Submission #')).length == 2"
    )
    shot(browser, "3-notebooks")
    browser.run(
        "fetch(base_url + '/formgrader/api/submitted_notebooks/' + assignment_id + '/' + notebook_id).then(r => r.json())"
        f".then(all => {{ location.href = base_url + '/formgrader/submissions/' + all.find(s => s.student == '{STUDENT}').id }})"
    )
    browser.until("document.querySelector('#why.needs_manual_grade')?.id")
    assert "x is squared" in browser.until("document.querySelector('#double-comment').placeholder")
    hidden = "HIDDEN" in browser.run("document.body.innerText")
    assert not hidden, "hidden tests are not shown"
    shot(browser, "4-submission")
    browser.type("#why", "4")
    browser.type("#why-comment", COMMENT)
    saved = "fetch(base_url + '/api/{}?submission_id=' + submission_id).then(r => r.text())"
    for _ in range(100):
        texts = [browser.run(saved.format(kind)) for kind in ("grades", "comments")]
        if '"manual_score": 4' in texts[0] and "Well argued" in texts[1]:
            break
    shot(browser, "5-marked")
    marks = in_gradebook(course, prefix="", column="g.manual_score")
    assert marks[STUDENT]["why"] == 4

    browser.visit(server(f"manage_submissions/{LESSON}"), DESKTOP)
    assert "graded" in browser.until(f"({rows})['{STUDENT}']?.includes('needs') ? '' : ({rows})['{STUDENT}']")
    _press(browser, STUDENT, "generate-feedback")
    shot(browser, "6-feedback-made")

    browser.open(course / "feedback" / STUDENT / LESSON / f"{NOTEBOOK}.html", DESKTOP)
    text = browser.run("document.body.innerText")
    shot(browser, "7-feedback")
    assert COMMENT in text
    assert "x is squared" in text
    total = sum(
        v or 0
        for v in in_gradebook(course, prefix="", column="coalesce(g.manual_score, g.auto_score)")[
            STUDENT
        ].values()
    )
    assert f"Score: {total:g}" in text.replace(".0 ", " ")


def _press(browser, student, button):
    """Press a button in a student's row, and wait for the message that it worked."""
    row = f"[...document.querySelectorAll('tbody tr')].find(r => r.innerText.includes('{student}'))"
    browser.run(f"{row}.querySelector('.{button} a').click()")
    said = browser.until("document.querySelector('.modal.in .modal-body')?.innerText")
    assert said.startswith("Successfully"), said


def test_the_button_of_formgrader_grades_with_our_engine(course, server, browser):
    before = in_gradebook(course)["emmy"]
    browser.visit(server(f"manage_submissions/{LESSON}"), DESKTOP)
    browser.until("document.body.innerText.includes('emmy')")
    _press(browser, "emmy", "autograde")
    shot(browser, "8-autograded")
    assert in_gradebook(course)["emmy"] == before
    text = (course / "autograded" / "emmy" / LESSON / f"{NOTEBOOK}.ipynb").read_text()
    assert "not attempted" in text, "our own reasons"


def test_a_regrade_keeps_what_the_person_gave(course):
    """Also with the engine's own command; the person is asked to look again."""
    shutil.rmtree(course / "grading", ignore_errors=True)
    command = [sys.executable, "-m", "autograder", "grade", "--nbgrader", course, LESSON, "--jobs", "1"]
    command += ["--level", "process", "--trust-submissions"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert in_gradebook(course, prefix="", column="g.manual_score")[STUDENT]["why"] == 4
