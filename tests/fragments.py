"""What of a solution must not be found in what students read: its expressions, however they are spaced."""

import ast
import re

PARTS = 3  # operators and calls that make an expression an answer
COUNTED = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.Call, ast.Subscript)


def plain(text):
    """Without what can be written one way or another: spaces, case, backticks, who owns a function."""
    return re.sub(r"[\s`]|\bnp\.|\bmath\.", "", text).lower()


def weight(node):
    return sum(isinstance(n, COUNTED) for n in ast.walk(node))


def fragments(source, functions):
    """All expressions of the functions' bodies that have at least three operators or calls, made plain."""
    bodies = [
        n.body[1:] for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name in functions
    ]
    nodes = [
        n for body in bodies for statement in body for n in ast.walk(statement) if isinstance(n, ast.expr)
    ]
    return {plain(ast.unparse(n)) for n in nodes if weight(n) >= PARTS}


def told_in(text, source, functions):
    """The fragments of a solution that a text holds, as text or as code in backticks that is written otherwise."""
    known = fragments(source, functions)
    found = {f for f in known if f in plain(text) or f.strip("()") in plain(text)}
    for code in re.findall(r"`([^`]+)`", text):
        try:
            tree = ast.parse(code)
        except SyntaxError:
            continue
        found |= {
            f for n in ast.walk(tree) if isinstance(n, ast.expr) and (f := plain(ast.unparse(n))) in known
        }
    return sorted(found)
