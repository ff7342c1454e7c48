"""Killed again and again at random moments and started again: the grades are those of an undisturbed run."""

import random
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
MOMENTS, STUDENTS = 50, 40


def command(out, submissions, key):
    return [sys.executable, "-m", "autograder", "grade", submissions, "--out", out, "--key", key, "--level", "lane"]


def test_fifty_kills_change_no_byte_of_the_grades(repository, small_course, tmp_path):
    from autograder.grading.checks import dump_checks

    key = tmp_path / "key.json"
    key.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    submissions = tmp_path / "class"
    for i in range(STUDENTS):
        (submissions / f"student{i:02}").mkdir(parents=True)
        body = ("return 2 * x", "return x", "raise ValueError('no')", "print(x)")[i % 4]
        (submissions / f"student{i:02}" / "small.py").write_text(f"# {i}\ndef double(x):\n    {body}\n")
    plain = tmp_path / "plain"
    subprocess.run(command(plain, submissions, key), check=True, capture_output=True, cwd=tmp_path)
    luck, out, killed = random.Random(7), tmp_path / "out", 0
    for _ in range(MOMENTS):
        with subprocess.Popen(
            command(out, submissions, key), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path
        ) as process:
            try:
                process.wait(timeout=luck.uniform(0.2, 2.5))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
        if killed and (out / "grades.csv").exists() and luck.random() < 0.5:
            (out / "results.jsonl").unlink()  # else later runs would have nothing left to do
    assert killed > MOMENTS // 4
    subprocess.run(command(out, submissions, key), check=True, capture_output=True, cwd=tmp_path)
    assert (out / "grades.csv").read_bytes() == (plain / "grades.csv").read_bytes()
    names = sorted(p.relative_to(plain) for p in plain.rglob("*.html"))
    assert [(out / n).read_bytes() == (plain / n).read_bytes() for n in names] == [True] * len(names)
