"""Mutants: a right program with one slip of the kind people make in numerical code."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SWAPPED = {
    "sum": ("mean",), "mean": ("sum",), "asarray": ("array",), "array": ("asarray",), "zeros": ("ones",), "ones": ("zeros",),
    "max": ("min",), "min": ("max",), "maximum": ("minimum",), "minimum": ("maximum",), "argmin": ("argmax",),
    "argmax": ("argmin",), "zeros_like": ("empty_like",), "cumsum": ("cumprod",), "dot": ("multiply",),
}  # fmt: skip
DROPPED = ("T", "copy", "ravel", "abs", "sqrt", "square", "float", "asarray", "reversed", "transpose")
KEYWORDS = ("axis", "keepdims", "dtype", "ddof", "endpoint")
BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv,
}  # fmt: skip
COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """name: the statement before and after, which is how a file of equivalents calls it. source: all of it."""

    name: str
    source: str


def mutants(source: str, function: str) -> Iterator[Mutant]:
    """Every mutant of one top-level function of `source`, each once."""
    tree = ast.parse(source)
    root = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function)
    nodes = [n for n in ast.walk(root) if not _is_docstring(n)]
    seen = {ast.unparse(tree)}
    for node in nodes:
        for change in _changes(node):
            mutated = copy.deepcopy(tree)
            twin = _twin(tree, node, mutated)
            before = _statement(tree, node)
            change(twin)
            text = ast.unparse(ast.fix_missing_locations(mutated))
            if text not in seen:
                seen.add(text)
                yield Mutant(f"{before} → {_statement(mutated, twin)}", text)


def _changes(node: ast.AST) -> Iterator[Callable[[ast.AST], None]]:
    """What can be done to a node: each changes a copy of it in place."""
    match node:
        case ast.BinOp(op=op):
            if type(op) in BINARY:
                yield _set("op", BINARY[type(op)]())
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult | ast.Pow):
                yield _swap_sides
        case ast.AugAssign(op=op) if type(op) in BINARY:
            yield _set("op", BINARY[type(op)]())
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield _become(operand)
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            for other in COMPARED[type(op)]:
                yield _set("ops", [other()])
        case ast.BoolOp(op=op):
            yield _set("op", ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.Constant(value=bool(value)):
            yield _set("value", not value)
        case ast.Constant(value=int(value)):
            yield _set("value", value + 1)
            yield _set("value", value - 1)
        case ast.Constant(value=float(value)):
            yield _set("value", 2 * value if value else 1.0)
        case ast.Attribute(attr=name, value=value) if isinstance(node.ctx, ast.Load):
            if name == "T":
                yield _become(value)
            for namesake in SWAPPED.get(name, ()):
                yield _set("attr", namesake)
        case ast.Call():
            yield from _changed_calls(node)


def _changed_calls(node: ast.Call) -> Iterator[Callable[[ast.AST], None]]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in DROPPED and len(node.args) == 1:
        yield _become(node.args[0])
    elif name in DROPPED and not node.args and isinstance(node.func, ast.Attribute):
        yield _become(node.func.value)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg in KEYWORDS:
            yield _without_keyword(i)
    if name in ("range", "linspace", "arange", "len") and node.args:
        for number in (1, -1):
            yield _shift_last(number)


def _set(field: str, value: object) -> Callable[[ast.AST], None]:
    return lambda node: setattr(node, field, value)


def _become(other: ast.expr) -> Callable[[ast.AST], None]:
    """Replace a node by a part of it."""

    def change(node: ast.AST) -> None:
        part = copy.deepcopy(other)
        node.__class__ = part.__class__  # in place: its parent need not be known
        node.__dict__.clear()
        node.__dict__.update(part.__dict__)

    return change


def _swap_sides(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.left, node.right = node.right, node.left


def _without_keyword(index: int) -> Callable[[ast.AST], None]:
    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        del node.keywords[index]

    return change


def _shift_last(number: int) -> Callable[[ast.AST], None]:
    """`range(n)` becomes `range(n + 1)`, `len(y)` becomes `len(y) + 1`."""

    def change(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        if getattr(node.func, "id", "") == "len":
            inner = ast.Call(node.func, node.args, node.keywords)
            _become(ast.BinOp(inner, ast.Add(), ast.Constant(number)))(node)
        else:
            node.args[-1] = ast.BinOp(node.args[-1], ast.Add(), ast.Constant(number))

    return change


def _twin(tree: ast.AST, node: ast.AST, other: ast.AST) -> ast.AST:
    """The node of `other`, a copy of `tree`, that stands where `node` stands."""
    return next(b for a, b in zip(ast.walk(tree), ast.walk(other), strict=True) if a is node)


def _statement(tree: ast.AST, node: ast.AST) -> str:
    """The innermost simple statement (or head of a block) around a node, on one line."""
    inside = [s for s in ast.walk(tree) if isinstance(s, ast.stmt) and any(n is node for n in ast.walk(s))]
    return ast.unparse(inside[-1]).split("\n")[0]


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
