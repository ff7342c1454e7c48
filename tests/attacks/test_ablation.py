"""Take one wall away at a time: a suite that passes without walls would prove nothing.

`pytest tests/attacks/test_ablation.py -m slow -s` prints the table of the walls that nothing else replaces; with
--update the table of all is written to README.md, which takes some minutes.
"""

import shutil
from functools import reduce
from pathlib import Path

import pytest

from autograder.confinement.level import LANE, Level
from tests.attacks.conftest import CONFINING, open_stage
from tests.attacks.suite import ATTACKS

pytestmark = pytest.mark.slow
README = Path(__file__).with_name("README.md")
LAYERS = ("box", *sorted(LANE.layers))
# What is taken away: walls that stand in for each other at once.
CARRYING = [(), ("seccomp",), ("limits",), ("landlock", "box"), ("seccomp", "landlock", "box")]
REMOVED = [(), *((layer,) for layer in LAYERS), *CARRYING[3:]]
# Attacks that only time stops are the same without any wall; they would take minutes here.
PATIENT = (
    "loop",
    "sleep",
    "pause",
    "timer",
    "answer",
    "integer",
    "bomb: ",
    "deep",
    "compile",
    "folding",
    "cells",
)
SHOWN = {
    name: attack
    for name, attack in ATTACKS.items()
    if name.startswith(("leaking", "harming", "escaping"))
    or (name.startswith("exhausting") and not any(word in name for word in PATIENT))
    or name
    in ("forging: verdict word", "confusing: at exit", "confusing: stop itself", "notebooks: shell magics")
}


def without(layers):
    return reduce(Level.without, layers, LANE)


@pytest.fixture(scope="module")
def table(request):
    """{what was removed: {attack: what got through}}."""
    if LANE not in CONFINING:
        pytest.skip("level lane does not work here")
    found = {}
    for removed in REMOVED if request.config.getoption("--update") else CARRYING:
        stage, folder = open_stage(without(removed))
        try:
            assert stage.clean, "honest functions earn all their points"
            found[removed] = {name: stage.perform(attack) for name, attack in SHOWN.items()}
            print(readable({removed: {n for n, t in found[removed].items() if t}}), flush=True)
        finally:
            stage.close()
            shutil.rmtree(folder, ignore_errors=True)
    return found


def test_every_wall_that_others_do_not_replace_is_missed(table, request):
    whole = {name for name, through in table[()].items() if through}
    assert whole <= {name for name, a in SHOWN.items() if "lane" in a.holes}
    lost = {removed: {n for n, t in rows.items() if t} - whole for removed, rows in table.items()}
    text = readable(lost)
    print(text)
    assert lost["seccomp",], "the filter of system calls stops what nothing else does"
    assert lost["limits",], "limits stop what nothing else does"
    assert any(n.startswith("leaking") for n in lost["landlock", "box"])
    assert any(n.startswith("harming") for n in lost["landlock", "box"])
    assert len(lost["seccomp", "landlock", "box"]) > len(SHOWN) // 3, "without walls a good part gets through"
    if request.config.getoption("--update"):
        head, _, _ = README.read_text(encoding="utf-8").partition("| without |")
        README.write_text(head + text, encoding="utf-8")


def readable(lost):
    rows = ["| without | get through | which |", "|---|---|---|"]
    for removed, names in lost.items():
        some = ", ".join(sorted(n.partition(": ")[2] for n in names)) or "–"
        rows.append(f"| {' + '.join(removed) or '(nothing)'} | {len(names)} of {len(SHOWN)} | {some} |")
    return "\n".join(rows) + "\n"
