"""An author's function as a program of its own, as a student would hand it in."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from autograder.authoring.truth import Truth
from autograder.confinement.code import names_in

HEADER = "import math\n\nimport numpy as np\n"


def source_of(truth: Truth, program: Callable[..., Any]) -> str:
    """The definition of an author's function under the student's name, with everything of its module that it uses.

    For a pair, the function holds both definitions and returns them.
    """
    assert isinstance(program, FunctionType)
    function = _definition(program)
    own, lines = function.name, _needed(program)
    if len(truth.functions) == 1:
        function.name = truth.functions[0]
        after = f"{own} = {function.name}" if own in names_in(program.__code__) else ""
    else:
        after = f"{', '.join(truth.functions)} = {own}()"
    return "\n\n".join(filter(None, [*lines, ast.unparse(function), after])) + "\n"


def _definition(function: FunctionType) -> ast.FunctionDef:
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    return definition


def _class(kind: type, user: FunctionType) -> str:
    """The definition of a class from the file of a function that uses it."""
    tree = ast.parse(Path(user.__code__.co_filename).read_text(encoding="utf-8"))
    return next(ast.unparse(n) for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__)


def _needed(program: FunctionType) -> list[str]:
    """Imports, constants and helpers that a function uses, what is used before what uses it."""
    lines: dict[str, str] = {}

    def visit(function: FunctionType) -> None:
        for name in sorted(names_in(function.__code__) & set(function.__globals__) - set(lines)):
            value = function.__globals__[name]
            if value is program or name in ("np", "math"):
                continue
            lines[name] = ""
            if isinstance(value, type) and value.__module__ == function.__module__:
                lines[name] = _class(value, function)
            elif isinstance(value, FunctionType) and _is_ours(value, program):
                visit(value)
                del lines[name]  # it comes after what it uses
                lines[name] = ast.unparse(_definition(value))
            else:
                lines[name] = _brought(name, value)

    visit(program)
    return list(lines.values())


def _is_ours(function: FunctionType, program: FunctionType) -> bool:
    """Whether a student could not import it: it is the author's."""
    return function.__globals__ is program.__globals__ or function.__module__.startswith("reference.")


def _brought(name: str, value: Any) -> str:
    """A line that gives a name its value: an import or an assignment."""
    if isinstance(value, ModuleType):
        return f"import {value.__name__} as {name}"
    if hasattr(value, "__module__") and hasattr(value, "__qualname__"):
        return f"from {value.__module__} import {value.__qualname__} as {name}"
    return f"{name} = {value!r}"
