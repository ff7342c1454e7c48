"""The engine can be read: small modules, rooms that import only what stands before them, no circles."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "autograder"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import the rooms before it in this list, and itself.
ROOMS = [
    "grading",
    "pictures",
    "confinement",
    "batch",
    "policy",
    "reports",
    "history",
    "exports",
    "nbgrader",
    "naming",
]
BESIDE = {
    "authoring": {"grading", "pictures", "confinement", "student", "nbgrader"},
    "student": {"grading", "pictures", "confinement"},
}
BELOW = {"files", "cores", "texts"}  # everybody may import it


def imports(path, *, only_top=False):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if only_top else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names)


def room(path):
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_can_be_read_at_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "say in one line what it is"


@pytest.mark.parametrize("path", [p for p in MODULES if room(p)], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_import_only_what_stands_before_them(path):
    mine = room(path)
    allowed = BESIDE[mine] | {mine} if mine in BESIDE else set(ROOMS[: ROOMS.index(mine) + 1])
    if path.name == "command.py":  # the command that ties the batch to its reports
        allowed |= {"policy", "reports", "history", "authoring", "cli"}
    if mine == "naming":  # it writes what an author could have written
        allowed |= {"authoring"}
    used = {m.split(".")[1] for m in imports(path) if m.startswith("autograder.")}
    assert used <= allowed | BELOW


def test_there_is_no_circle():
    graph = {}
    for path in MODULES:
        name = ".".join(["autograder", *path.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(
            ".__init__"
        )
        graph[name] = {m for m in imports(path, only_top=True) if m.startswith("autograder")}
    done, active = set(), []

    def visit(name):
        assert name not in active, " -> ".join([*active, name])
        if name in done or name not in graph:
            return
        active.append(name)
        for other in graph[name]:
            visit(other)
        done.add(active.pop())

    for name in graph:
        visit(name)


def test_the_engine_does_not_know_the_answers():
    for path in MODULES:
        tops = {m.split(".")[0] for m in imports(path)}
        assert not tops & {"reference", "solutions", "exercises", "sympy"}, path


def test_student_code_meets_no_judge():
    """What runs beside student code must not import what knows an expected value."""
    for name in (
        "child",
        "zygote",
        "probing",
        "program",
        "source",
        "figures",
        "artists",
        "captions",
        "cells",
    ):
        used = set(imports(PACKAGE / "confinement" / f"{name}.py"))
        assert not used & {"autograder.grading.grade", "autograder.grading.judge", "autograder.authoring"}
