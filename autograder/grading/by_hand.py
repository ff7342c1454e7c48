"""Judge from a program's text whether a gradient was worked out by hand, or is made of differences of the loss.

Nothing is run. In doubt the gradient counts as worked out by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder.grading.verdict import Finding

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
CONVERSIONS = {"np", "numpy", "float", "list", "tuple", "copy"}  # names in `w = np.asarray(w, float)`
LONGEST = 500_000  # characters of a text that are read


def judge_by_hand(loss: str, gradient: str, texts: Sequence[str]) -> Finding | None:
    """A finding if `gradient`, or a function of the same file that it uses, asks for values of `loss`.

    One thing is allowed in `gradient` itself: the loss at w, for a formula such as (w - 1) / L(w).
    """
    text = _Text(texts)
    losses, start = text.called_also(loss), text.called_also(gradient)
    seen: set[str] = set()
    waiting = sorted(start)
    while waiting:
        name = waiting.pop()
        for function in text.functions.get(name, []) if name not in seen else []:
            if line := _use(function, losses, own=name in start):
                return Finding(
                    "property",
                    f"`{gradient}` uses values of `{loss}`, as in `{line}`: "
                    "work the derivatives out on paper and write down their formula",
                )
            waiting += sorted(_names(function) - losses)
        seen.add(name)
    return None


class _Text:
    """The functions of a file by name, and which names stand for the same function."""

    def __init__(self, texts: Sequence[str]) -> None:
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
        return ast.parse(text).body if len(text) <= LONGEST else []
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _hands_over_to(function: Function) -> Iterator[str]:
    """`other`, if all that the function does is `return other(w)` with its own w."""
    body = function.body if isinstance(function.body, list) else [ast.Return(function.body)]
    body = [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    value = body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None
    while isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and len(value.args) == 1:
        inner = value.args[0]
        if isinstance(inner, ast.Name) and inner.id == _parameter(function) and value.func.id != "float":
            yield value.func.id
        value = inner if value.func.id == "float" else None


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
