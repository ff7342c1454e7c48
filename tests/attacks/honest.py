"""Honest programs: each function `answer` does what a course may ask for, and must come back right everywhere.

The values wanted are computed outside, or known from mathematics.
"""

import math

PROGRAMS = {
    "singular values": (
        "import numpy as np\ndef answer():\n a = np.arange(12.0).reshape(4, 3)\n u, s, v = np.linalg.svd(a, full_matrices=False)\n return float(np.abs(u * s @ v - a).max()) < 1e-12",
        True,
    ),
    "eigenvalues": (
        "import numpy as np\ndef answer(): return sorted(np.linalg.eig(np.array([[2.0, 1], [1, 2]]))[0].tolist())",
        [1.0, 3.0],
    ),
    "solve 300 equations": (
        "import numpy as np\ndef answer():\n r = np.random.default_rng(1)\n a = r.normal(size=(300, 300))\n return float(np.abs(np.linalg.solve(a, a @ np.ones(300)) - 1).max()) < 1e-8",
        True,
    ),
    "a large product": ("import numpy as np\ndef answer(): return float((np.ones((600, 600)) @ np.ones((600, 600)))[5, 5])", 600.0),
    "fourier and polynomials": (
        "import numpy as np\ndef answer(): return [float(np.fft.fft(np.ones(8))[0].real), *np.polyfit([0.0, 1, 2], [1.0, 3, 5], 1).round(9).tolist()]",
        [8.0, 2.0, 1.0],
    ),
    "files here": ("def answer():\n with open('a.txt', 'w') as f: f.write('12')\n return int(open('a.txt').read())", 12),
    "folders": (
        "from pathlib import Path\ndef answer():\n p = Path('a', 'b')\n p.mkdir(parents=True)\n (p / 'c.txt').write_text('x')\n (p / 'c.txt').rename(p / 'd.txt')\n found = [q.name for q in Path('.').rglob('*.txt')]\n (p / 'd.txt').unlink()\n p.rmdir()\n return found",
        ["d.txt"],
    ),
    "temporary files": (
        "import tempfile\ndef answer():\n with tempfile.NamedTemporaryFile('w+') as f, tempfile.TemporaryDirectory() as d:\n  f.write('7'); f.seek(0)\n  return int(f.read())",
        7,
    ),
    "save and load": (
        "import numpy as np\ndef answer():\n np.save('a.npy', np.arange(3.0)); np.savetxt('a.txt', np.eye(2)); np.savez('a.npz', b=np.ones(2))\n return [np.load('a.npy').sum(), np.loadtxt('a.txt').sum(), np.load('a.npz')['b'].sum()]",
        [3.0, 2.0, 2.0],
    ),
    "threads": (
        "import threading\ndef answer():\n out = []\n ts = [threading.Thread(target=out.append, args=(i,)) for i in range(8)]\n for t in ts: t.start()\n for t in ts: t.join()\n return sum(out)",
        28,
    ),
    "a pool of threads": (
        "from concurrent.futures import ThreadPoolExecutor\ndef answer():\n with ThreadPoolExecutor(4) as pool: return list(pool.map(lambda n: n * n, range(5)))",
        [0, 1, 4, 9, 16],
    ),
    "logging": (
        "import io, logging\ndef answer():\n s = io.StringIO()\n log = logging.getLogger('x'); log.addHandler(logging.StreamHandler(s)); log.warning('careful %d', 3)\n logging.basicConfig(filename='log.txt'); logging.error('no')\n return s.getvalue()",
        "careful 3\n",
    ),
    "warnings": (
        "import warnings\ndef answer():\n with warnings.catch_warnings(record=True) as w:\n  warnings.simplefilter('always'); warnings.warn('hm')\n return [str(x.message) for x in w]",
        ["hm"],
    ),
    "a figure": (
        "import matplotlib.pyplot as plt\nimport os\nplt.plot([1, 2]); plt.show()\ndef answer():\n fig, ax = plt.subplots(); ax.plot([0, 1], label='a'); ax.legend(); ax.set_title('$x^2$')\n fig.savefig('a.png'); plt.show(); plt.close('all')\n return os.path.getsize('a.png') > 1000",
        True,
    ),
    "symbols": ("import sympy\ndef answer():\n x = sympy.symbols('x')\n return str(sympy.diff(sympy.sin(x) * x, x))", "x*cos(x) + sin(x)"),
    "questions": ("name = input('name? ')\ndef answer(): return [name, input()]", ["", ""]),
    "own source": ("import inspect\ndef answer(): return inspect.getsource(answer).split('(')[0]", "def answer"),
    "random numbers": (
        "import random\nimport numpy as np\ndef answer():\n random.seed(3); a = random.random(); random.seed(3); b = random.random()\n np.random.seed(3); c = np.random.rand(); np.random.seed(3); d = np.random.rand()\n return [a == b, c == d, len({random.randint(0, 9) for _ in range(200)}), np.random.default_rng(0).permutation(4).sum()]",
        [True, True, 10, 6],
    ),
    "dataclasses": (
        "from dataclasses import dataclass, field\n@dataclass\nclass P:\n x: float\n y: list = field(default_factory=list)\ndef answer(): return repr(P(1.0)) + str(P(1) == P(1))",
        "P(x=1.0, y=[])True",
    ),
    "types and enums": (
        "from __future__ import annotations\nimport enum, typing\nclass C(enum.Enum):\n A = 1\nclass T(typing.NamedTuple):\n a: int = 2\ndef answer(): return [C.A.name, T().a]",
        ["A", 2],
    ),
    "json and csv": (
        "import csv, json\ndef answer():\n with open('a.csv', 'w', newline='') as f: csv.writer(f).writerows([[1, 'ä'], [2, 'b']])\n with open('a.csv', newline='') as f: rows = list(csv.reader(f))\n return json.loads(json.dumps(rows))",
        [["1", "ä"], ["2", "b"]],
    ),
    "dates": ("from datetime import date, datetime, timedelta\ndef answer(): return [str(date(2024, 2, 28) + timedelta(2)), datetime.now().year > 2000]", ["2024-03-01", True]),
    "decimals and fractions": (
        "from decimal import Decimal\nfrom fractions import Fraction\ndef answer(): return [str(Decimal('0.1') * 3), str(Fraction(1, 3) + Fraction(1, 6))]",
        ["0.3", "1/2"],
    ),
    "pickle": (
        "import pickle\nclass P:\n def __init__(self, x): self.x = x\ndef answer(): return pickle.loads(pickle.dumps([P(3), {1: (2,)}]))[0].x",
        3,
    ),
    "copies": ("import copy\ndef answer():\n a = [[1]]\n b = copy.deepcopy(a); b[0][0] = 2\n return a", [[1]]),
    "a cache": (
        "import functools\n@functools.cache\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\ndef answer(): return [fib(80), functools.reduce(int.__mul__, range(1, 6))]",
        [23416728348467685, 120],
    ),
    "generators": (
        "import itertools\ndef squares():\n n = 0\n while True:\n  yield n * n; n += 1\ndef answer(): return list(itertools.islice(squares(), 4))",
        [0, 1, 4, 9],
    ),
    "recursion": ("def depth(n): return 0 if n == 0 else 1 + depth(n - 1)\ndef answer(): return depth(900)", 900),
    "timing": ("import time\ndef answer():\n began = time.perf_counter(); time.sleep(0.01)\n return 0.01 <= time.perf_counter() - began < 5", True),
    "printing": ("import sys\ndef answer():\n print('a', end=''); sys.stdout.write('b'); print('c', file=sys.stderr, flush=True)\n return 1", 1),
    "texts": ("import re, string, textwrap, unicodedata\ndef answer(): return [re.sub(r'\\d+', '#', 'a12'), textwrap.dedent('  x'), unicodedata.name('ß')[:5]]", ["a#", "x", "LATIN"]),
    "mathematics": ("import cmath, math, statistics\ndef answer(): return [math.isclose(math.erf(1), 0.8427007929), abs(cmath.exp(1j * math.pi) + 1) < 1e-9, statistics.stdev([1, 3])]", [True, True, math.sqrt(2)]),
    "async": ("import contextlib\n@contextlib.contextmanager\ndef seven(): yield 7\nasync def later(): return 5\ndef answer():\n try: later().send(None)\n except StopIteration as end:\n  with seven() as s: return end.value + s", 12),
}  # fmt: skip
