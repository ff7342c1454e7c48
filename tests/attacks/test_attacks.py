"""Every attack at every level that confines: nothing gets through, and honest neighbours keep their points."""

import pytest

from tests.attacks.conftest import CONFINING
from tests.attacks.suite import ATTACKS, GROUPS

STRONGEST = CONFINING[0].name if CONFINING else "lane"
QUICK = ("escaping", "leaking")  # at the strongest level; the others and their levels take minutes
CASES = [
    pytest.param(name, level, marks=[] if level == STRONGEST and name.startswith(QUICK) else pytest.mark.slow)
    for level in ("lane", "kernel")
    for name in ATTACKS
]


def test_there_are_enough_programs_in_every_group():
    assert len(ATTACKS) == sum(map(len, GROUPS.values())) >= 60
    assert all(len(attacks) >= 10 for attacks in GROUPS.values())
    assert all(a.what and a.sign for a in ATTACKS.values())


@pytest.mark.parametrize(("name", "level"), CASES)
def test_the_walls_hold(stage_of, name, level):
    stage, attack = stage_of(level), ATTACKS[name]
    assert stage.clean, "honest functions earn all their points before anybody attacks"
    through = stage.perform(attack)
    if level in attack.holes:  # known and written down: it may get through, others must not notice
        through = [t for t in through if "neighbour" in t or "survived" in t or "points" in t]
    assert through == []
