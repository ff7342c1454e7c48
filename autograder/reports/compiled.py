"""Templates as bytecode, kept beside them in `__pycache__` as Python keeps its own: compiling took a tenth of a second of every run."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import Environment
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """Whatever is wrong with what is kept, or with the place for it, a template is compiled as if there were none."""

    def __init__(self, templates: Path) -> None:
        folder = Path(cache_from_source(str(templates / "any.py"))).parent
        super().__init__(str(folder), f"%s.{sys.implementation.cache_tag}.jinja")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        # A template's code depends on these, too.
        made_with = (
            jinja2.__version__, environment.autoescape, environment.trim_blocks, environment.lstrip_blocks,
        )  # fmt: skip
        return super().get_bucket(environment, name, filename, f"{made_with}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # half a file can raise anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)
