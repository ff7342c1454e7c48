"""Run the cells of a notebook one after the other, as Jupyter does. Runs beside a student's code and knows no points."""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import numbers
import os
import sys
import types
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from autograder.confinement.probing import captured, quiet, seed
from autograder.confinement.program import FUTURE, frames_of, message_of
from autograder.confinement.source import without_magics
from autograder.confinement.wire import Channel, ClosedError, encode
from autograder.grading.answer import RAISED, RETURNED, Answer

GIVEN, TEST = "given", "test"  # roles of cells; that of a student's own is ""
MOST_PICTURES, PICTURE, SHOWN = 5, 1 << 20, 2000


def run_cells(channel: Channel, files: int, *, draw: bool) -> NoReturn:
    """Put so many files into the folder, then run every cell that is sent and say how it went, to the end of the line.

    draw: send the figures that a cell draws, as Jupyter shows them below it.
    """
    run = _Notebook()
    try:
        for _ in range(files):
            _place(*channel.receive())
        while True:
            name, data, role = channel.receive()
            answer = run.cell(name, data.tobytes().decode(), role)
            pictures = _pictures() if draw else []
            try:
                frame = encode({"answer": answer.to_data(), "pictures": pictures})
            except OverflowError:
                frame = encode({"answer": Answer(answer.status).to_data(), "pictures": []})
            channel.post(frame)
            channel.flush()
    except ClosedError:
        os._exit(0)


class _Notebook:
    """A module in which all cells run, and what the instructor's cells imported into it."""

    def __init__(self) -> None:
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module  # pickling and dataclasses look the module up
        module.__dict__["display"] = print
        os.environ["NBGRADER_EXECUTION"] = "autograde"
        self.names, self.imported, self.flags = module.__dict__, dict[str, Any](), 0
        seed()

    def cell(self, name: str, text: str, role: str) -> Answer:
        """An answer whose value is the number that the last expression comes to, or None, and that value as text."""
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        if role == TEST:
            self.names |= self.imported  # a test means the np that its author imported
        with captured() as printed, quiet():
            try:
                value = self._executed(without_magics(text), name, role)
                shown = None if value is None else repr(value)[:SHOWN]
                value = [_number(value, shown), shown]
            except BaseException as error:  # SystemExit and KeyboardInterrupt cost this cell only
                classes = tuple(c.__name__ for c in type(error).__mro__ if c is not object)
                frames = frames_of(error, ("__main__",))
                return Answer(
                    RAISED, error=classes, text=message_of(error), frames=frames, printed=printed.text
                )
        return Answer(RETURNED, value, printed=printed.text)

    def _executed(self, text: str, name: str, role: str) -> Any:
        """What the last expression of a cell comes to, None without one."""
        tree = ast.parse(text, name)
        ends = tree.body and isinstance(tree.body[-1], ast.Expr) and not text.rstrip().endswith(";")
        last = tree.body.pop() if ends else None
        code = compile(tree, name, "exec", flags=self.flags, dont_inherit=True)
        self.flags |= code.co_flags & FUTURE
        exec(code, self.names)  # noqa: S102 - this is what a grader is for
        if role == GIVEN:
            imports = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
            bound = {(a.asname or a.name.partition(".")[0]) for n in imports for a in n.names}
            self.imported |= {n: self.names[n] for n in bound if n in self.names}
        if not isinstance(last, ast.Expr):
            return None
        code = compile(ast.Expression(last.value), name, "eval", flags=self.flags, dont_inherit=True)
        return eval(code, self.names)  # noqa: S307


def _number(value: Any, shown: str | None) -> float | None:
    """The value if it is a number, or is shown as one, as nbgrader reads it."""
    if isinstance(value, bool | None):
        return None
    with contextlib.suppress(ValueError, OverflowError):
        return float(value) if isinstance(value, numbers.Real) else float(shown or "")
    return None


def _pictures() -> list[Any]:
    """The figures that are open, as PNG, and no longer open."""
    found: list[Any] = []
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    with captured(), quiet(), contextlib.suppress(Exception):
        for number in pyplot.get_fignums()[:MOST_PICTURES] if pyplot else []:
            out = io.BytesIO()
            pyplot.figure(number).savefig(out, format="png", bbox_inches="tight")
            if out.tell() <= PICTURE:
                found.append(np.frombuffer(out.getvalue(), np.uint8))
        if pyplot:
            pyplot.close("all")
    return found


def _place(name: str, data: Any) -> None:
    """A file of the instructor, to be found from the notebook's folder."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.tobytes())
    if path.suffix == ".py" and (here := str(Path.cwd())) not in sys.path:
        sys.path.append(here)
