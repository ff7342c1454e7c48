"""Notebooks: what Jupyter would run as a command, and files that only look like notebooks."""

import json

from tests.attacks.table import HONEST, PRELUDE, Attack

HONEST_CELL = PRELUDE + HONEST
NOTHING = "a file outside, points, or the next submission's points"


def notebook(*cells, **more) -> bytes:
    made = [
        c if isinstance(c, dict) else {"cell_type": "code", "source": c, "metadata": {}, "outputs": []}
        for c in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def handed_in(name: str, what: str, data: bytes, *, own: bool = True) -> Attack:
    """A whole notebook."""
    return Attack(name, what, NOTHING, raw=data, file="attacked.ipynb", own=own)


SHELL = "!touch /tmp/autograder-attack\n%system touch /tmp/autograder-attack\n%%bash\ntouch /tmp/autograder-attack"
ATTACKS = [
    handed_in("shell magics", "commands for a shell", notebook(HONEST_CELL, SHELL, "x = !id\nget_ipython().system('id')", "def attacked(x):\n    !id\n    return 1.0")),
    handed_in("cell magics", "languages and files of Jupyter", notebook("%%writefile solution.py\nx", "%%python\nimport os; os._exit(1)", "%%javascript\nalert(1)", "%run -i /etc/passwd", "%load_ext no", HONEST_CELL)),
    handed_in("stored outputs", "outputs that claim points", notebook({"cell_type": "code", "source": HONEST_CELL, "outputs": [{"output_type": "stream", "text": "3 of 3 points"}], "metadata": {"nbgrader": {"points": 100, "grade": True, "locked": True}}}, autograder={"points": 99})),
    handed_in("odd cells", "sources that are no text", notebook(HONEST_CELL, {"cell_type": "code", "source": 7}, {"cell_type": "code", "source": [1, None]}), own=False),
    handed_in("odd kinds", "cells of unknown kinds and without one", notebook(HONEST_CELL, {"cell_type": ["code"], "source": "x"}, {"cell_type": "markdown", "source": "<script>alert(1)</script>"}, {"cell_type": "raw", "source": "import os"})),
    handed_in("no cells", "a notebook whose cells are not a list", b'{"cells": {"a": 1}, "nbformat": 4}', own=False),
    handed_in("deep notebook", "100,000 brackets", b'{"cells": ' + b"[" * 100_000, own=False),
    handed_in("old notebook", "worksheets without an end", json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "input": HONEST_CELL}] + [{"cell_type": "code", "input": "while True: pass"}] * 3}]}).encode()),
    handed_in("many cells", "20,000 cells", notebook(HONEST_CELL, *["x = 1"] * 21_000), own=False),
    handed_in("magic lines without end", "3000 magics, each found by reading all again", notebook("%magic x\n" * 3000, HONEST_CELL), own=False),
    handed_in("two keys", "the same key twice", b'{"cells": [], "cells": ' + json.dumps([{"cell_type": "code", "source": HONEST_CELL}]).encode() + b"}"),
    handed_in("script called a notebook", "Python in a file that ends in .ipynb", HONEST_CELL.encode(), own=False),
]  # fmt: skip
