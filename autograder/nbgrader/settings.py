"""What `nbgrader_config.py` says of a course, as far as grading needs it. nbgrader itself is not imported."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from autograder.nbgrader.late import Penalty, all_of_it, no_penalty

CONFIG = "nbgrader_config.py"
SQLITE = "sqlite:///"
IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")
ENGINE = "autograder.nbgrader.preprocessors"
# What `nbgrader autograde` is made of with our engine: its own preprocessors, but for three.
PREPROCESSORS = {
    "sanitize": [f"{ENGINE}.Restore", "nbgrader.preprocessors.CheckCellMetadata"],
    "autograde": [
        f"{ENGINE}.Grade",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        "nbgrader.preprocessors.LimitOutput",
        f"{ENGINE}.SaveWithReasons",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ],
}
LARGEST = 100_000  # kilobytes; nbgrader's own default


class SettingsError(Exception):
    """The course cannot be graded as it is set up; the text is one sentence for the instructor."""


class UnusualError(SettingsError):
    """A setting that only nbgrader itself can follow."""


@dataclass(frozen=True)
class Settings:
    """A course of nbgrader.

    steps: the folders of source, release, submitted and autograded. database: the file of the gradebook. kept: by
    assignment, files of students that the instructor's do not replace.
    """

    root: Path
    course: str
    steps: Mapping[str, str]
    database: Path
    structure: str = "{nbgrader_step}/{student_id}/{assignment_id}"
    left_out: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = IGNORED
    largest: int = LARGEST << 10
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mode: int = 0o444
    penalty: Penalty = no_penalty

    def place(self, step: str, assignment: str, student: str = ".") -> Path:
        """The folder of one assignment in one step."""
        names = {"nbgrader_step": self.steps[step], "student_id": student, "assignment_id": assignment}
        return self.root / self.structure.format(**names)

    def is_ignored(self, name: str) -> bool:
        """Whether nbgrader leaves out files of this name."""
        return any(fnmatch(name, pattern) for pattern in self.ignored)


def settings_of(root: Path) -> Settings:
    """The settings of the course in `root`. Raises SettingsError with one sentence, UnusualError for what we cannot follow."""
    if not root.is_dir():
        raise SettingsError(f"`{root}` is not a folder; give the course folder of nbgrader")
    config = _config(root)
    course = config.get("CourseDirectory", {})
    if own := course.get("root"):
        root = Path(own)
    url = course.get("db_url") or f"{SQLITE}{root / 'gradebook.db'}"
    if not url.startswith(SQLITE):
        raise UnusualError(
            f"the gradebook is `{url.partition(':')[0]}`, and only SQLite can be written directly"
        )
    steps = {s: course.get(f"{s}_directory", s) for s in ("source", "release", "submitted", "autograded")}
    converter = {**config.get("BaseConverter", {}), **config.get("Autograde", {})}
    for hook in ("pre_convert_hook", "post_convert_hook"):
        if converter.get(hook):
            raise UnusualError(f"`{CONFIG}` sets `{hook}`, which only nbgrader itself can call")
    shared = bool(course.get("groupshared"))
    kept = {a: tuple(files) for a, files in _plain(converter.get("exclude_overwriting"), {}).items()}
    return Settings(
        root,
        course.get("course_id", "").strip(),
        steps,
        root / url.removeprefix(SQLITE),
        course.get("directory_structure", Settings.structure),
        frozenset(filter(None, course.get("student_id_exclude", "").split(","))),
        tuple(_plain(course.get("ignore"), [*IGNORED])),
        course.get("max_file_size", LARGEST) << 10,
        kept,
        int(str(converter.get("permissions", 664 if shared else 444)), 8),
        _penalty(config),
    )


def _config(root: Path) -> Mapping[str, Any]:
    if not (root / CONFIG).is_file():
        if (root / "gradebook.db").is_file() or (root / "source").is_dir():
            return {}
        raise SettingsError(
            f"`{root}` is no course folder of nbgrader: it holds neither `{CONFIG}` nor `source`"
        )
    try:
        from traitlets.config.loader import PyFileConfigLoader
    except ModuleNotFoundError:
        raise SettingsError(
            "reading a course of nbgrader needs it: pip install 'calculus-for-ml[nbgrader]'"
        ) from None
    before = Path.cwd()
    try:
        os.chdir(root)
        loaded: Mapping[str, Any] = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:  # the instructor's own program
        raise SettingsError(f"`{root / CONFIG}` cannot be read: {type(error).__name__}: {error}") from None
    finally:
        os.chdir(before)
    return loaded


def _plain(value: Any, default: Any) -> Any:
    """A setting that may have been changed in place (`c.A.b.append(…)`)."""
    if value is None:
        return default
    return value.get_value(default) if hasattr(value, "get_value") else value


def _penalty(config: Mapping[str, Any]) -> Penalty:
    """How lateness is paid for: nbgrader's own two methods are known, another plugin is imported with nbgrader."""
    plugin = config.get("AssignLatePenalties", {}).get("plugin_class")
    name = plugin if isinstance(plugin, str) else getattr(plugin, "__name__", "LateSubmissionPlugin")
    if name.rpartition(".")[2] == "LateSubmissionPlugin":
        zero = config.get("LateSubmissionPlugin", {}).get("penalty_method") == "zero"
        return all_of_it if zero else no_penalty
    try:
        from traitlets.utils.importstring import import_item

        made = (import_item(plugin) if isinstance(plugin, str) else plugin)(config=config)
        method: Penalty = made.late_submission_penalty
    except Exception as error:  # the instructor's own program
        raise SettingsError(f"the plugin `{name}` for penalties does not start: {error}") from None
    return method
