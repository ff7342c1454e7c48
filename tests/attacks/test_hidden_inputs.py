"""Hidden inputs stay hidden: a program that looks for them finds none before all visible answers are given."""

import re

import pytest

from tests.attacks.stage import HIDDEN, grade_on
from tests.attacks.table import Attack
from tests.attacks.test_attacks import STRONGEST

NUMBER = re.compile(r"0\.625|41\.0|-7\.75|exit code 41")  # what is in HIDDEN, or a sign of it
LOOKS = {
    "waits on the socket": "os.set_blocking(the_socket(), False)\ndata = tried(os.read, the_socket(), 1 << 16)\nos.set_blocking(the_socket(), True)",
    "peeks in the channel": "frame = sys._getframe()\ndata = []\nwhile frame:\n    data.append(repr(frame.f_locals))\n    frame = frame.f_back",
    "remembers": "seen = globals().setdefault('seen', [])\nseen.append(repr(x))\ndata = seen",
    "searches objects": "import gc\ndata = [repr(o)[:500] for o in gc.get_objects() if type(o) in (dict, list, tuple, bytearray)][:3000]",
}
TELLS = {
    "returns": "return repr(data)[:15_000]",
    "raises": "raise ValueError(repr(data)[:400])",
    "prints": "print(data)\nreturn 1.0",
    "changes": "import re\nx[:] = ([float(n) for n in re.findall(r'-?[0-9]+[.][0-9]+', repr(data))] + [0] * 3)[-3:]\nreturn x",
    "exits": "os._exit(41 if chr(52) + '1.0' in repr(data) else 7)",
}


@pytest.mark.parametrize("level", [STRONGEST])
@pytest.mark.parametrize("tells", TELLS)
@pytest.mark.parametrize("looks", LOOKS)
def test_no_hidden_input_in_what_a_student_reads(stage_of, level, looks, tells):
    stage = stage_of(level)
    body = f"{LOOKS[looks]}\n{TELLS[tells]}"
    # Every function of the file looks and tells, for the hidden probe is asked of the last ones.
    spy = "\n".join(
        f"def {f}(x):\n" + "".join(f"    {line}\n" for line in body.split("\n")) for f in ("before", "after")
    )
    attack = Attack("spy", "", "", body=body)
    program = attack.program({}) + spy.encode()
    loaded, graded = grade_on(stage.worker, program)
    shown = [loaded.fatal, *loaded.problems]
    shown += [repr(v.message) for g in graded for v in g.verdicts]
    assert len(HIDDEN) == 3
    assert not NUMBER.search(repr(shown))
    assert all(v.points == 0 for g in graded for v in g.verdicts)
