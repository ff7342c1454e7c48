"""docs/first-lesson.md is a session that can be had: its commands are run anew, and say what the page shows.

In the present environment, for a new one takes longer than all the rest: `python3 -m venv`, activating and `pip` are
the three commands that are not run. `…` in the page stands for anything in a line, and alone on a line for any lines.
`pytest --update` writes what no longer fits anew, in full; shorten it by hand.
"""

import contextlib
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.release import release_zip
from tests.shells import ESCAPE, Shell, at_a_desk

PAGE = Path(__file__).parents[1] / "docs" / "first-lesson.md"
BLOCK = re.compile(
    r"(?:<!-- (?P<what>.+?) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
NOT_RUN = ("python3 -m venv", ". .venv/bin/activate", "pip install")
STUB = "    # Your code here.\n    raise NotImplementedError\n"


# Times differ from one run to the next, and with them the blanks and signs around them.
TIMES = (
    (r" +checked in \d+ ms", " checked in N ms"),
    (r"=* ?(.*) in \d+\.\d+s( \(.*\))?[ =]*$", r"\1 in N s"),
)


def timeless(text):
    for pattern, words in TIMES:
        text = re.sub(pattern, words, text, flags=re.MULTILINE)
    return text


def fits(shown, real):
    """Whether text is what the page shows, times aside."""
    shown, real = timeless(shown), timeless(real)
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else r".*".join(map(re.escape, line.split("…"))) + r"\s*\n"
        for line in shown.rstrip("\n").split("\n")
    )
    lines = "".join(f"{line.rstrip()}\n" for line in real.rstrip("\n").split("\n"))
    return re.fullmatch(pattern, lines) is not None if shown.strip() else not real.strip()


def test_what_fits():
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a … in … s\n", "a 1 in 2 s\n")
    assert fits("", "")
    assert fits("== 3 skipped in 0.52s ==\n", "= 3 skipped in 62.00s (0:01:02) =\n")
    assert fits(" q quit   checked in 82 ms\n", " q quit  checked in 140 ms\n")
    assert not fits("== 3 skipped in 0.52s ==\n", "= 4 skipped in 0.52s =\n")
    assert not fits("a\n", "a\nb\n")
    assert not fits("a … s\n", "a\ns\n")
    assert not fits("", "a\n")


class Session:
    """A student's folder, the shell in it, and what the page says to do there."""

    def __init__(self, folder):
        self.folder = self.at = folder
        self.watching = None

    def run(self, command):
        """What a command says in a terminal of 80 columns."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        env = {**at_a_desk(), "PATH": path, "NO_COLOR": "1", "COLUMNS": "80", "LINES": "24", "TERM": "xterm"}
        where = self.folder / "where"
        master, slave = pty.openpty()
        process = subprocess.Popen(
            ["bash", "-c", f'{command}\nstatus=$?; pwd >"{where}"; exit $status'],
            cwd=self.at, env=env, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave,
        )  # fmt: skip
        os.close(slave)
        said = b""
        while data := self._read(master):
            said += data
        process.wait()
        os.close(master)
        self.at = Path(where.read_text().strip())
        where.unlink()
        return self.clean(said.decode())

    @staticmethod
    def _read(master):
        try:
            return os.read(master, 1 << 16)
        except OSError:  # nobody holds the other end any more
            return b""

    def clean(self, text):
        """As a terminal has it in the end: what is written over is gone, tabs are blanks."""
        lines = (
            line.rstrip("\r").rpartition("\r")[2].expandtabs() for line in ESCAPE.sub("", text).split("\n")
        )
        return "\n".join(lines).replace(str(self.folder), "/home/ann/calculus")

    def edit(self, name, body):
        """Write a function, as an editor saves it."""
        [path] = self.at.glob("*.py")
        head, rest = path.read_text().split(f"def {name}(", 1)
        doc, _, tail = rest.partition('"""')
        docstring, _, tail = tail.partition('"""\n')
        _, following, tail = tail.partition("\n\n\ndef ")
        path.write_text(
            f'{head}def {name}({doc}"""{docstring}"""\n{body.rstrip()}{following or chr(10)}{tail}'
        )

    def watch(self):
        self.watching = Shell("watch", cwd=self.at)
        self.watching.__enter__()

    def screen(self, keys, shown):
        """The screen after these keys: the one that the page shows if it comes, else the last one."""
        shell = self.watching
        if keys:
            shell.press(keys)
        if keys == "q":
            shell.says("\x1b[?1049l")
            said = shell.says("status 0").removesuffix("status 0")
            shell.__exit__()
            self.watching = None
            return self.clean(said)
        with contextlib.suppress(AssertionError):
            shell._until(lambda: fits(shown, shell.screen) or None, "the screen of the page")
        return self.clean(shell.screen)


@pytest.fixture
def session(tmp_path, course, monkeypatch):
    """A release of what is built (that it is up to date is another test's business)."""
    root = course.root / "exercises"
    built = {p.relative_to(root).as_posix(): p.read_text("utf-8") for p in root.glob("*/*") if p.is_file()}
    monkeypatch.setattr("autograder.authoring.release.generated", lambda course: built)
    name, data = release_zip(course)
    (tmp_path / f"{name}.zip").write_bytes(data)
    (tmp_path / "calculus_for_ml-0.1.0-py3-none-any.whl").touch()  # see above: it is not installed here
    session = Session(tmp_path)
    yield session
    if session.watching:
        session.watching.__exit__()


def console(session, text):
    """A block of commands and what they say, as it is now."""
    parts = re.split(r"^\$ (.*)\n", text, flags=re.MULTILINE)
    assert not parts[0]
    fresh = ""
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        if command.startswith(NOT_RUN):
            real = shown
        elif command == "autograder watch":
            session.watch()
            real = ""
        else:
            real = session.run(command)
        fresh += f"$ {command}\n{shown if fits(shown, real) else real.strip(chr(10)) + chr(10)}"
    return fresh


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("unzip"), reason="the page unzips with `unzip`")
def test_the_session_of_the_page_can_be_had(session, request, monkeypatch):
    monkeypatch.setattr("tests.shells.PATIENCE", 30.0)
    page = PAGE.read_text(encoding="utf-8")

    def replay(block):
        what, kind, text = block["what"] or "", block["kind"], block["text"]
        if kind == "console":
            fresh = console(session, text)
        elif kind == "python":
            session.edit(what, text)
            fresh = text
        else:
            real = session.screen(what.removeprefix("screen").strip(), text)
            fresh = text if fits(text, real) else real.strip("\n") + "\n"
        return block[0].replace(f"```{kind}\n{text}```", f"```{kind}\n{fresh}```")

    fresh = BLOCK.sub(replay, page)
    if request.config.getoption("update"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert fresh == PAGE.read_text(encoding="utf-8")
