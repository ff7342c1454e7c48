"""Templates that are compiled once for all runs."""

import sys

import jinja2
import pytest
from jinja2 import Environment, FileSystemLoader

from autograder.reports.compiled import Compiled


@pytest.fixture
def templates(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.html").write_text("Dear {{ name }}!")
    return tmp_path


def rendered(templates, **options):
    """What the page says, and how many templates were compiled for it."""
    compiled = []

    class Watched(Environment):
        def _generate(self, *args, **more):
            compiled.append(args)
            return super()._generate(*args, **more)

    found = Watched(loader=FileSystemLoader(templates), bytecode_cache=Compiled(templates), **options)
    page = found.get_template("page.html")
    return page.render(name="<Ada>"), len(compiled)


def kept(templates):
    return [*(templates / "__pycache__").glob("page.html.*.jinja")]


def test_a_template_is_compiled_once(templates):
    assert rendered(templates) == ("Dear <Ada>!", 1)
    assert rendered(templates) == ("Dear <Ada>!", 0)
    assert len(kept(templates)) == 1


def test_other_words_other_options_and_another_jinja_are_compiled_anew(templates, monkeypatch):
    rendered(templates)
    for option in ("trim_blocks", "lstrip_blocks"):
        assert rendered(templates, **{option: True})[1] == 1
    assert rendered(templates, autoescape=True) == ("Dear &lt;Ada&gt;!", 1)
    (templates / "page.html").write_text("Hello {{ name }}!")
    assert rendered(templates, autoescape=True) == ("Hello &lt;Ada&gt;!", 1)
    monkeypatch.setattr(jinja2, "__version__", "99")
    assert rendered(templates, autoescape=True)[1] == 1


@pytest.mark.parametrize("left", [0, 5, 40, 200])
def test_half_a_file_is_as_good_as_none(templates, left):
    rendered(templates)
    [file] = kept(templates)
    file.write_bytes(file.read_bytes()[:left])
    assert rendered(templates) == ("Dear <Ada>!", 1)
    assert rendered(templates) == ("Dear <Ada>!", 0)


def test_where_nothing_can_be_kept_templates_are_compiled_each_time(templates):
    (templates / "__pycache__").write_text("in the way")
    assert rendered(templates) == rendered(templates) == ("Dear <Ada>!", 1)


def test_nothing_is_kept_if_python_keeps_nothing(templates, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(templates) == rendered(templates) == ("Dear <Ada>!", 1)
    assert not kept(templates)
