"""Read from a program's text whether a gradient was worked out by hand, or is made of differences of the loss.

Nothing of the program is run. In doubt the gradient counts as worked out by hand. A worker runs this file as if it were
a student's program, for a hostile text can take all the time and memory there is while it is read.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np

from autograder.confinement.source import SourceError, units
from autograder.confinement.worker import Task, Worker
from autograder.grading.answer import RETURNED, Answer
from autograder.grading.checks import Probe

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
CONVERSIONS = {"np", "numpy", "float", "list", "tuple", "copy"}  # names in `w = np.asarray(w, float)`


def read_in(worker: Worker, probe: Probe, program: bytes, name: str) -> Answer:
    """The answer to a probe of kind "text": what `use_of_loss` says of a program, read in the worker."""
    loss, gradient = probe.calls[0][1]
    arguments = (loss, gradient, np.frombuffer(program, np.uint8), name)
    task = Task(Probe(probe.label, (("use_of_loss", arguments, {}),)), ())
    _, answer = worker.run(Path(__file__).read_bytes(), "by_hand.py", [task])
    assert isinstance(answer, Answer)
    return answer if answer.status == RETURNED else Answer(RETURNED, "")


def use_of_loss(loss: str, gradient: str, program: Any, name: str) -> str:
    """The line in which `gradient`, or a function of the same file that it uses, asks for values of `loss`, or "".

    program: the bytes of a script or notebook, as an array.

    One thing is allowed in `gradient` itself: the loss at w, for a formula such as (w - 1) / L(w).
    """
    try:
        text = _Text([unit.text for unit in units(program.tobytes(), name)[0]])
    except SourceError:
        return ""
    losses, start = text.called_also(loss), text.called_also(gradient)
    seen: set[str] = set()
    waiting = sorted(start)
    while waiting:
        name = waiting.pop()
        for function in text.functions.get(name, []) if name not in seen else []:
            if line := _use(function, losses, own=name in start):
                return line
            waiting += sorted(_names(function) - losses)
        seen.add(name)
    return ""


class _Text:
    """The functions of a file by name, and which names stand for the same function."""

    def __init__(self, texts: list[str]) -> None:
        self.functions: dict[str, list[Function]] = {}
        self.same: list[tuple[str, str]] = []
        body = [n for t in texts for n in _parsed(t)]
        for node in (n for top in body for n in ast.walk(top)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.setdefault(node.name, []).append(node)
        for node in body:
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._assigned(node.targets[0], node.value)
        for name, functions in list(self.functions.items()):
            self.same += [(name, other) for f in functions for other in _hands_over_to(f)]

    def called_also(self, name: str) -> set[str]:
        """All names of the function `name`, itself among them."""
        names = {name}
        while more := {n for pair in self.same for n in pair if names & set(pair)} - names:
            names |= more
        return names

    def _assigned(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            for t, v in zip(target.elts, self._several(value), strict=False):
                self._assigned(t, v)
        elif isinstance(target, ast.Name) and isinstance(value, ast.Name):
            self.same.append((target.id, value.id))
        elif isinstance(target, ast.Name) and isinstance(value, ast.Lambda):
            self.functions.setdefault(target.id, []).append(value)

    def _several(self, value: ast.expr) -> list[ast.expr]:
        """The functions of `a, b`, or of `make()` if it returns several."""
        if isinstance(value, ast.Tuple):
            return value.elts
        maker = value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else ""
        returned = [
            n.value for f in self.functions.get(maker, []) for n in ast.walk(f) if isinstance(n, ast.Return)
        ]
        return next((v.elts for v in reversed(returned) if isinstance(v, ast.Tuple)), [])


def _parsed(text: str) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _hands_over_to(function: Function) -> list[str]:
    """`other`, if all that the function does is `return other(w)` with its own w."""
    body = function.body if isinstance(function.body, list) else [ast.Return(function.body)]
    body = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    value = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
    found = []
    while isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and len(value.args) == 1:
        inner = value.args[0]
        if isinstance(inner, ast.Name) and inner.id == _parameter(function) and value.func.id != "float":
            found.append(value.func.id)
        value = inner if value.func.id == "float" else None
    return found


def _parameter(function: Function) -> str:
    given = [*function.args.posonlyargs, *function.args.args]
    return given[0].arg if given else ""


def _names(function: Function) -> set[str]:
    """Everything that the function names, attributes too: what it may call."""
    nodes = list(ast.walk(function))
    return {n.id for n in nodes if isinstance(n, ast.Name)} | {
        n.attr for n in nodes if isinstance(n, ast.Attribute)
    }


def _use(function: Function, losses: set[str], own: bool) -> str:
    """The first use of the loss in a function, as text; own: it is the gradient, which may use L(w)."""
    w = _parameter(function) if own and _kept(function) else ""
    at_w = {id(n.func) for n in ast.walk(function) if isinstance(n, ast.Call) and _is_only(n, w)}
    calls = {id(n.func): n for n in ast.walk(function) if isinstance(n, ast.Call)}
    for node in ast.walk(function):
        if not isinstance(node, ast.Name) or node.id not in losses or not isinstance(node.ctx, ast.Load):
            continue
        if id(node) not in at_w:
            return ast.unparse(calls.get(id(node), node))[:80]
    return ""


def _is_only(call: ast.Call, w: str) -> bool:
    """Whether w alone is handed over."""
    given = [*call.args, *(k.value for k in call.keywords)]
    return len(given) == 1 and isinstance(given[0], ast.Name) and given[0].id == w != ""


def _kept(function: Function) -> bool:
    """Whether the parameter holds the w that was given wherever it is named: converted at most."""
    w = _parameter(function)
    nodes = list(ast.walk(function))
    conversions = [n for n in nodes if isinstance(n, ast.Assign) and _converts(n, w)]
    allowed = {id(t) for n in conversions for t in n.targets}
    inner = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.Lambda) and n is not function]
    return not any(
        (isinstance(n, ast.Name) and n.id == w and isinstance(n.ctx, ast.Store) and id(n) not in allowed)
        or (isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store) and w in _base(n))
        for n in nodes
    ) and not any(w == a.arg for f in inner for a in f.args.args)


def _converts(node: ast.Assign, w: str) -> bool:
    """`w = np.asarray(w, float)` and the like: no arithmetic, no other names."""
    parts = list(ast.walk(node.value))
    names = {n.id for n in parts if isinstance(n, ast.Name)}
    return not any(isinstance(n, ast.BinOp) for n in parts) and names <= {w, *CONVERSIONS}


def _base(node: ast.Subscript) -> set[str]:
    return {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
