"""Where a course's files are, and loading what its author wrote."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.authoring.figures import Figure, figures_of
from autograder.authoring.freezing import AuthorError, freeze_exercise
from autograder.authoring.truth import Question, Truth
from autograder.grading.checks import Essay, Lesson

SLUG = re.compile(r"\d\d_[a-z][a-z0-9_]*")
FIGURE = re.compile(r"^\{\{figure:(\w+)\}\}\s*$", re.MULTILINE)
FIGURES = "figures.py"


@dataclass(frozen=True)
class LessonSource:
    """A lesson as its author wrote it."""

    root: Path
    slug: str

    @property
    def topic(self) -> str:
        return self.slug.split("_", 1)[1]

    @property
    def solution(self) -> Path:
        return self.root / "solutions" / self.slug / f"{self.topic}.py"

    @cached_property
    def text(self) -> str:
        return self.solution.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """`lesson.md`: what README and notebook say. Raises AuthorError for a figure that is not there."""
        path = self.solution.with_name("lesson.md")
        text = path.read_text(encoding="utf-8") if path.is_file() else f"# {self.topic}\n"
        placed = FIGURE.findall(text)
        if odd := sorted({*placed} ^ {*self.figures}):
            raise AuthorError(f"`{self.slug}/lesson.md` and `{FIGURES}` do not have the same figures: {odd}")
        return FIGURE.sub(lambda m: self.figures[m[1]].markdown + "\n", text)

    @property
    def title(self) -> str:
        return self.prose.lstrip().splitlines()[0].lstrip("# ").strip()

    @property
    def conventions(self) -> str:
        """What the solution's docstring says below its first line, for README and notebook."""
        docstring = ast.get_docstring(ast.parse(self.text)) or ""
        text = docstring.partition("\n")[2].strip()
        return f"**Conventions.** {text}" if text else ""

    @cached_property
    def docstrings(self) -> dict[str, str]:
        """The statement of every top-level function of the solution, in order."""
        functions = [n for n in ast.parse(self.text).body if isinstance(n, ast.FunctionDef)]
        return {f.name: ast.get_docstring(f) or "" for f in functions}

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The lesson's figures by name."""
        path = self.root / "reference" / self.topic / FIGURES
        if not path.is_file():
            return {}
        with _imports(self.root):
            return figures_of(_module(path))

    def pictures(self) -> dict[str, str]:
        """The lesson's figures as files: SVG by file name."""
        place = self.root / "exercises" / self.slug
        return {f.file: f.svg(place / f.file) for f in self.figures.values()}

    @cached_property
    def items(self) -> list[Truth | Question]:
        """The lesson's exercises and questions: exercises in the solution's order, then questions."""
        folder = self.root / "reference" / self.topic
        with _imports(self.root):
            found = [_item(p) for p in sorted(folder.glob("[!_]*.py")) if p.name != FIGURES]
        items = [item for item in found if item is not None]
        order = list(self.docstrings)
        for truth in (i for i in items if isinstance(i, Truth)):
            for function in truth.functions:
                if function not in order:
                    raise AuthorError(f"`{truth.name}`: `{self.solution.name}` defines no `{function}`")
        key = {t.name: order.index(t.functions[0]) for t in items if isinstance(t, Truth)}
        return sorted(items, key=lambda i: key.get(i.name, len(order)))

    @property
    def truths(self) -> list[Truth]:
        return [i for i in self.items if isinstance(i, Truth)]

    @property
    def questions(self) -> list[Question]:
        return [i for i in self.items if isinstance(i, Question)]

    @cached_property
    def frozen(self) -> Lesson:
        """All checks of the lesson, hidden ones included."""
        essays = tuple(Essay(q.name, q.points, q.extra, q.statement, q.rubric) for q in self.questions)
        return Lesson(self.slug, self.title, tuple(freeze_exercise(t) for t in self.truths), essays)


@dataclass(frozen=True)
class Course:
    """A folder with `solutions/` and `reference/`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Course:
        """The nearest folder at or above `start` that holds `solutions/`.

        Raises AuthorError if there is none.
        """
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / "solutions").is_dir():
                return cls(folder)
        raise AuthorError(f"no course here: neither `{start}` nor a folder above it holds `solutions/`")

    @property
    def key(self) -> Path:
        return self.root / "key.json"

    @cached_property
    def lessons(self) -> list[LessonSource]:
        folders = sorted(
            p for p in (self.root / "solutions").iterdir() if p.is_dir() and SLUG.fullmatch(p.name)
        )
        sources = [LessonSource(self.root, p.name) for p in folders]
        for source in sources:
            if not source.solution.is_file():
                raise AuthorError(f"`solutions/{source.slug}` holds no `{source.topic}.py`")
        return sources

    def digest(self) -> str:
        """Changes when anything changes that a check is made from, the engine included."""
        engine = Path(__file__).resolve().parents[1]
        files = [*self.root.glob("solutions/*/*"), *self.root.glob("reference/**/*.py")]
        files += [
            *engine.glob("authoring/*.py"),
            *engine.glob("grading/*.py"),
            *(
                engine / "confinement" / f"{name}.py"
                for name in ("probing", "figures", "artists", "captions")
            ),
        ]
        total = sha256()
        for path in sorted(f for f in files if f.is_file()):
            total.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
        return total.hexdigest()


def _item(path: Path) -> Truth | Question | None:
    module = _module(path)
    found = [v for v in vars(module).values() if isinstance(v, Truth | Question)]
    if len(found) > 1:
        raise AuthorError(f"`{path.name}` declares {len(found)} exercises; give each a file of its own")
    if not found:
        return None
    item = found[0]
    if isinstance(item, Question):
        return replace(item, name=path.stem)
    item.name = path.stem
    item.functions = item.functions or (path.stem,)
    return item


def _module(path: Path) -> ModuleType:
    name = f"reference.{path.parent.name}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise AuthorError(f"`{path}` cannot be loaded: {type(error).__name__}: {error}") from error
    return module


@contextlib.contextmanager
def _imports(root: Path) -> Iterator[None]:
    """Let truth files import `reference.…` of their own course, whichever course was loaded before."""

    def ours() -> dict[str, Any]:
        return {n: m for n, m in sys.modules.items() if n == "reference" or n.startswith("reference.")}

    before = ours()
    for name in before:
        del sys.modules[name]
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
        for name in ours():
            del sys.modules[name]
        sys.modules.update(before)
