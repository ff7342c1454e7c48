"""`autograder grade` itself, with a class in which attackers sit between honest students."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from autograder.grading.checks import dump_checks
from tests.attacks.conftest import CONFINING
from tests.attacks.table import PRELUDE
from tests.programs import SMALL as RIGHT

# Each attacks while it is loaded, then answers nothing right.
PROGRAMS = {
    "exits": "os._exit(0)",
    "forges": "from autograder.confinement import wire\nos.write(the_socket(), wire.encode({'loaded': {}}) + wire.encode({'answer': {'status': 'passed', 'value': 2.0}}) * 30)\nos._exit(0)",
    "reads the key": "print(open(KEY).read())\nraise ValueError(open(KEY).read())",
    "writes to others": "for n in ('ada', 'zoe'): open(f'{CLASS}/{n}/small.py', 'w').write('x')",
    "deletes the results": "import shutil\nshutil.rmtree(OUT)",
    "calls home": "import socket\nsocket.create_connection(('127.0.0.1', PORT), 1)",
    "forks": "for _ in range(5): os.fork()",
    "kills": "os.kill(GRADER, 15)",
    "shows control characters": "raise ValueError('\\x1b]0;mine\\x07\\x1b[2J<script>alert(1)</script>\\u202e')",
    "names a formula": "raise type('=HYPERLINK(\"x\")', (Exception,), {})('=1+1')",
}
NAMES = (
    "=cmd|' /C calc'!A0", "-rf", "a'b\"c", "<script>alert(1)</script>", "ada ", "ADA", "a" * 200, "ünï", "u\u0308nï",
    "\u202egnp", "%2e%2e", "a;touch x", "CON", "..ada", "tab\there", "line\nbreak",
)  # fmt: skip

# Runs a command, and keeps how many kilobytes the largest of its processes had.
PEAK = """
import resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


@pytest.fixture(scope="module")
def graded(small_course, tmp_path_factory):
    """The class after `autograder grade` has run in a process of its own."""
    if not CONFINING:
        pytest.skip("no level confines programs here")
    folder = tmp_path_factory.mktemp("grading")
    key, out, listener = folder / "key.json", folder / "out", socket.create_server(("127.0.0.1", 0))
    key.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    facts = {"KEY": str(key), "OUT": str(out), "CLASS": str(folder / "class")}
    facts |= {"PORT": listener.getsockname()[1], "GRADER": os.getpid()}
    constants = "".join(f"{k} = {v!r}\n" for k, v in facts.items())
    attackers = {f"m {name}": f"{constants}{PRELUDE}{text}\n" for name, text in PROGRAMS.items()}
    honest = dict.fromkeys(("ada", "zoe", *NAMES), RIGHT)
    for student, text in (honest | attackers).items():
        put(folder / "class" / student / "small.py", text.encode())
    for name, data in archives().items():
        put(folder / "class" / name, data)
    put(folder / "class" / "notebook" / "small.ipynb", odd_notebook())
    listener.setblocking(False)
    command = [sys.executable, "-m", "autograder", "grade", folder / "class", "--out", out, "--key", key]
    command = [sys.executable, "-c", PEAK, folder / "peak", *command, "--jobs", "2"]
    ended = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=120)
    rows = csv.DictReader(io.StringIO((out / "grades.csv").read_bytes().decode(), newline=""))
    yield folder, ended, {row["student"]: row for row in rows}, listener, [*honest]
    listener.close()


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def archives():
    """Archives that are more than a folder: what unpacks elsewhere, never ends, or is not what it is called."""
    made = {}

    def add(name, members):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content)
        made[f"{name}.zip"] = data.getvalue()

    link = zipfile.ZipInfo("small.py")
    link.external_attr = 0o120777 << 16
    pipe = zipfile.ZipInfo("small.py")
    pipe.external_attr = 0o010666 << 16
    add(
        "z slip",
        [
            ("../../../slip.py", RIGHT),
            ("..\\..\\slip.py", RIGHT),
            ("/tmp/autograder-slip.py", RIGHT),
            ("small.py", RIGHT),
        ],
    )
    add("z link", [(link, "../ada/small.py")])
    add("z pipe", [(pipe, "")])
    add("z bomb", [("small.py", b"#" * (300 << 20))])
    add("z many", [(f"f{i}/small.py", b"") for i in range(3000)])
    add("z case", [("small.py", RIGHT), ("SMALL.PY", "import os\nos._exit(0)"), ("Small.py ", "")])
    add("z twice", [("small.py", "x = 1"), ("a/../small.py", RIGHT)])
    add("z deep", [("d/" * 2000 + "small.py", RIGHT)])
    inner = made["z bomb.zip"]
    add("z nested", [(f"{i}.zip", inner) for i in range(20)])
    made["z text.zip"] = b"this is no archive"
    return made


def odd_notebook():
    cells = [
        {"cell_type": "code", "source": s, "outputs": []} for s in ("!touch /tmp/autograder-attack", RIGHT)
    ]
    return json.dumps({"cells": cells, "nbformat": 4, "metadata": {"autograder": {"points": 99}}}).encode()


@pytest.mark.slow
def test_honest_students_keep_every_point_whatever_they_are_called(graded):
    _, ended, rows, _, honest = graded
    assert ended.returncode in (0, 1), ended.stderr
    full = rows["ada"]["max_total"]
    by_points = sorted(
        r["student"] for r in rows.values() if r["status"] != "grader error" and float(r["total"]) > 0
    )
    assert float(full) > 0
    # plot_fit is not attempted, so an honest total is the same for all and below the maximum
    assert rows["ada"]["total"] == rows["zoe"]["total"] != "0"
    assert sum(r["total"] == rows["ada"]["total"] for r in rows.values()) >= len(honest), by_points


@pytest.mark.slow
def test_attackers_earn_nothing_and_touch_nothing(graded):
    folder, _, rows, listener, _ = graded
    attackers = [row for name, row in rows.items() if name.startswith("m ")]
    assert len(attackers) == len(PROGRAMS)
    assert {row["total"] for row in attackers} == {"0"}
    assert {row["status"].partition(":")[0] for row in attackers} <= {"problem", "ok", "incomplete"}
    assert (folder / "class/ada/small.py").read_text() == RIGHT
    assert not list(folder.rglob("slip*"))
    assert not Path("/tmp/autograder-attack").exists()
    assert not Path("/tmp/autograder-slip.py").exists()
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert int((folder / "peak").read_text()) < 600 << 10, "kilobytes"


@pytest.mark.slow
def test_no_report_holds_the_key_or_what_browsers_and_terminals_would_obey(graded):
    folder, ended, rows, _, _ = graded
    key = (folder / "key.json").read_text()
    written = [p for p in (folder / "out").rglob("*") if p.is_file()]
    pages = "".join(p.read_text() for p in written if p.suffix == ".html")
    assert len({p.name.casefold() for p in written}) == len(written), "also where case does not count"
    assert len(list((folder / "out/feedback").iterdir())) >= len(rows)
    assert "<script>alert" not in pages
    for text in (pages, ended.stdout, ended.stderr, (folder / "out/grades.csv").read_text()):
        assert not any(c in text for c in "\x1b\x07\u202e")
        assert key[:200] not in text
    cells = [c for r in csv.reader(io.StringIO((folder / "out/grades.csv").read_bytes().decode())) for c in r]
    assert not [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r"))]
    assert threading.active_count() < 50
