"""All attacks, by group."""

from tests.attacks import confusing, escaping, exhausting, forging, harming, leaking, notebooks
from tests.attacks.table import Attack

GROUPS: dict[str, list[Attack]] = {
    "forging": forging.ATTACKS,
    "leaking": leaking.ATTACKS,
    "harming": harming.ATTACKS,
    "exhausting": exhausting.ATTACKS,
    "escaping": escaping.ATTACKS,
    "confusing": confusing.ATTACKS,
    "notebooks": notebooks.ATTACKS,
}
ATTACKS = {f"{group}: {attack.name}": attack for group, attacks in GROUPS.items() for attack in attacks}
