"""The solution without its answers. The syntax tree is the only marker: there are no comments to mistype."""

from __future__ import annotations

import ast
from collections.abc import Collection

TODO = "# Your code here."


def stub(source: str, functions: Collection[str]) -> str:
    """Replace the bodies of `functions`; everything else is given to students as it stands."""
    lines: list[str | None] = list(source.splitlines())
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in functions:
            first, last = body_lines(node)
            indent = " " * node.body[0].col_offset
            lines[first - 1] = f"{indent}{TODO}\n{indent}raise NotImplementedError"
            lines[first:last] = [None] * (last - first)
    return "\n".join(line for line in lines if line is not None).rstrip() + "\n"


def body_lines(node: ast.FunctionDef) -> tuple[int, int]:
    """First and last line of what a student has to write: all after the docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    assert body, f"`{node.name}` has no body to leave out"
    first = node.body[0].end_lineno if body is not node.body else node.body[0].lineno - 1
    assert first is not None
    assert node.end_lineno is not None
    return first + 1, node.end_lineno
