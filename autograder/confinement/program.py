"""Load a student's program: statement by statement, so that one bad line costs only itself."""

from __future__ import annotations
import __future__

import ast
import contextlib
import linecache
import sys
import types
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from autograder.confinement.code import names_in
from autograder.confinement.memory import sees_memory
from autograder.confinement.source import SourceError, Unit, units
from autograder.grading.answer import Frame

ALONE = "; a file is graded alone: installed packages can be imported, other files cannot"
OPTIMIZED = 1  # inspect.CO_OPTIMIZED: a function's code, not that of a class
FUTURE = __future__.annotations.compiler_flag  # holds for the rest of the file, so it is passed on


@dataclass
class Program:
    """What loading came to.

    problems: one sentence each, in the order of the file. uses: the names that each top-level function
    mentions, which tell what other exercises it leans on. sees_memory: see `confinement.memory`.
    """

    namespace: dict[str, Any]
    problems: list[str] = field(default_factory=list)
    fatal: str = ""
    uses: dict[str, list[str]] = field(default_factory=dict)
    sees_memory: bool = False


class WholeError(Exception):
    """A file that does not load in one go: something in it raises."""


def load(
    data: bytes,
    name: str,
    announce: Callable[[int, str], None] = lambda number, where: None,
    skip: Collection[int] = (),
    *,
    whole: bool = False,
) -> Program:
    """Run the top-level statements of a script or the cells of a notebook one by one.

    announce: called with the number and place of each statement before it runs, so that whoever
    watches knows which one never ends. skip: numbers of statements that are left out. whole: run all
    statements of a script or cell at once, which is faster; raises WholeError if one of them raises.
    """
    module = types.ModuleType("submission")
    module.__dict__["__file__"] = name
    sys.modules["submission"] = module  # pickling and dataclasses look the module up
    program = Program(module.__dict__)
    try:
        parts, program.problems[:] = units(data, name)
    except SourceError as error:
        program.fatal = str(error)
        return program
    number, flags = 0, 0
    for unit in parts:
        linecache.cache[unit.name] = (len(unit.text), None, unit.text.splitlines(keepends=True), unit.name)
        if whole:
            flags = _run_whole(unit, flags, program)
            continue
        try:
            tree = ast.parse(unit.text, unit.name)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            _not_python(program, unit, error, alone=len(parts) == 1)
            continue
        for statement in tree.body:
            number += 1
            if number not in skip:
                announce(number, f"{unit.name}:{statement.lineno}")
                flags = _run_statement(statement, unit, flags, program)
    return program


def _run_whole(unit: Unit, flags: int, program: Program) -> int:
    try:
        return _run(unit.text, unit.name, flags, program)
    except BaseException as error:
        raise WholeError from error


def _run_statement(statement: ast.stmt, unit: Unit, flags: int, program: Program) -> int:
    where = f"{unit.name}:{statement.lineno}"
    try:
        return _run(ast.Module([statement], []), unit.name, flags, program)
    except SystemExit:
        program.problems.append(f"{where}: exit() was ignored")
    except BaseException as error:  # KeyboardInterrupt and GeneratorExit included: the file goes on
        alone = ALONE if isinstance(error, ModuleNotFoundError) else ""
        program.problems.append(f"{where}: {type(error).__name__}: {message_of(error)}{alone}")
    return flags


def _run(source: str | ast.Module, name: str, flags: int, program: Program) -> int:
    """Return the compiler's flags for what comes later in the file."""
    code = compile(source, name, "exec", flags=flags, dont_inherit=True)
    functions = [c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_flags & OPTIMIZED]
    program.uses |= {f.co_name: sorted(names_in(f))[:200] for f in functions if f.co_name.isidentifier()}
    program.sees_memory |= sees_memory(code)
    exec(code, program.namespace)  # noqa: S102 - this is what a grader is for
    return flags | int(code.co_flags & FUTURE)


def _not_python(program: Program, unit: Unit, error: BaseException, *, alone: bool) -> None:
    line = getattr(error, "lineno", None)
    reason = getattr(error, "msg", None) or f"{type(error).__name__}"
    sentence = f"{unit.name}{f':{line}' if line else ''}: not valid Python: {reason}"
    if alone:
        program.fatal = sentence
    else:
        program.problems.append(sentence)


def message_of(error: BaseException) -> str:
    """The exception's text on one line, even if its `__str__` raises."""
    try:
        return " ".join(str(error).split())[:500]
    except BaseException:
        return ""


def frames_of(error: BaseException, own: Collection[str] = ()) -> tuple[Frame, ...]:
    """The frames of the student's own code, outermost first."""
    frames: list[Frame] = []
    trace = error.__traceback__
    with contextlib.suppress(Exception):
        while trace is not None and len(frames) < 50:
            code = trace.tb_frame.f_code
            if trace.tb_frame.f_globals.get("__name__") in ("submission", *own):
                text = linecache.getline(code.co_filename, trace.tb_lineno).strip()
                frames.append(Frame(code.co_filename, trace.tb_lineno, code.co_name, text[:200]))
            trace = trace.tb_next
    return tuple(frames[-4:])
