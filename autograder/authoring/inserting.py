"""Write a mistake that a student made into a truth file: as a text, which nobody runs who reads the file."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from autograder.authoring.freezing import AuthorError
from autograder.authoring.handed_in import HandedIn
from autograder.files import write


def insert(path: Path, mistake: HandedIn) -> None:
    """Add a mistake at the end of a truth file. Raises AuthorError and changes nothing if that cannot be done."""
    try:
        old = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise AuthorError(f"`{path}` is not UTF-8; save it as UTF-8") from None
    new = with_mistake(old, mistake, str(path))
    write(path, new)


def with_mistake(text: str, mistake: HandedIn, path: str = "the truth file") -> str:
    """The text of a truth file with one more statement.

    Raises AuthorError if the file does not declare an exercise.
    """
    try:
        before = ast.parse(text).body
    except SyntaxError as error:
        raise AuthorError(f"`{path}` is not valid Python: line {error.lineno}: {error.msg}") from None
    exercises = [_declared(statement) for statement in before]
    owner = next(filter(None, exercises), "")
    if not owner:
        raise AuthorError(
            f"`{path}` has no line such as `name = exercise(...)` to which a mistake can be added"
        )
    name, cause, hint = (
        json.dumps(t, ensure_ascii=False) for t in (mistake.name, mistake.cause, mistake.hint)
    )
    program = _quoted(mistake.program)
    added = (
        f"{owner}.handed_in(\n    {name},\n    cause={cause},\n    hint={hint},\n    program={program},\n)\n"
    )
    end = "\r\n" if "\r\n" in text else "\n"
    new = text.rstrip() + f"\n\n\n{added}".replace("\n", end)
    _assert_is_only_text(new, before, owner, mistake)
    return new


def _declared(statement: ast.stmt) -> str:
    """The name in `name = exercise(...)`, else ""."""
    match statement:
        case ast.Assign([ast.Name(name)], ast.Call(ast.Name("exercise"))):
            return name
    return ""


def _quoted(program: str) -> str:
    """A literal that can be read as the program it is."""
    inner = program.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\\\n{inner}"""' if inner.endswith("\n") else repr(program)


def _assert_is_only_text(new: str, before: list[ast.stmt], owner: str, mistake: HandedIn) -> None:
    """Nothing of what a student wrote may become code of the truth file: everything that was there is as it was, and
    what is new is one call whose arguments are the texts themselves. Raises AuthorError."""
    try:
        *same, added = ast.parse(new).body
    except (SyntaxError, ValueError):
        same, added = [], ast.Pass()
    safe = list(map(ast.dump, same)) == list(map(ast.dump, before))
    match added:
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), "handed_in"), [ast.Constant(first)], more)):
            given = {k.arg: k.value.value for k in more if isinstance(k.value, ast.Constant)}
            safe &= len(given) == len(more)
            safe &= (name, {"name": first, **given}) == (owner, mistake.__dict__)
        case _:
            safe = False
    if not safe:
        raise AuthorError(f"the program cannot be written into the truth file of `{owner}` as mere text")
