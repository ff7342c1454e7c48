"""Programs that bend their own process, so that the grader may believe it, or fall over it."""

from tests.attacks.table import Attack

POINTS = "points for `attacked`, or lost by an honest function or the next submission"


def bends(name: str, what: str, body: str = "return 1.0", top: str = "", **more) -> Attack:
    """An attack on what the grader believes."""
    return Attack(name, what, POINTS, body, top=top, **more)


ATTACKS = [
    bends("exit 0", "end as if all were well", "os._exit(0)"),
    bends("exit code", "end with a number", "os._exit(77)"),
    bends("exit while loading", "end before anything is asked", top="os._exit(0)"),
    bends("SystemExit", "an exit that can be caught", "raise SystemExit(0)"),
    bends("own exception", "an exception whose text raises", "class E(BaseException):\n    def __str__(self): raise self\nraise E()"),
    bends("endless exception text", "an exception whose text never ends", "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E()"),
    bends("exception of a name", "an exception that is called like an expected one", "raise type('NotImplementedError', (Exception,), {})('x' * 10**6)"),
    bends("close descriptors", "close everything", "os.closerange(0, 256)"),
    bends("socket to nothing", "put /dev/null in the socket's place", "os.dup2(os.open('/dev/null', 2), the_socket())"),
    bends("socket to itself", "put a pipe in the socket's place", "r, w = os.pipe()\nos.dup2(w, the_socket())"),
    bends("stop itself", "SIGSTOP", "os.kill(os.getpid(), signal.SIGSTOP)\nsignal.raise_signal(signal.SIGSTOP)"),
    bends("abort", "abort()", "os.abort()"),
    bends("null pointer", "a crash in C", "ctypes.string_at(0)"),
    bends("illegal instruction", "a crash in the processor", "machine_code(b'\\x0f\\x0b')"),
    bends("NumPy says yes", "replace what compares numbers", top="""
np_ = __import__("numpy")
np_.allclose = np_.array_equal = np_.isclose = lambda *a, **k: True
np_.abs = lambda *a, **k: np_.zeros(())
""", own=False),
    bends("builtins", "replace len, isinstance and all", top="import builtins\nbuiltins.all = lambda *a: True\nbuiltins.len = lambda *a: 0", own=False),
    bends("json", "replace what writes the answer", top="""
import json
json.dumps = lambda *a, **k: '{"answer": {"status": "returned", "value": 1.0}}'
""", own=False),
    bends("os.write", "replace what sends the answer", top="write = os.write\nos.write = lambda fd, data: write(fd, bytes(data)[::-1])", own=False),
    bends("the engine", "replace grader's modules in this process", top="""
import autograder.grading.judge as judging
import autograder.grading.grade as grading
judging.judge = grading.judge = lambda *a: None
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("autograder.grading"):
        vars(module).update({k: (lambda *a, **kw: None) for k in ("differ", "judge", "close") if k in vars(module)})
""", own=False),
    bends("perform", "replace what performs a probe", top="""
import autograder.confinement.child as child
from autograder.grading.answer import Answer
child.perform = lambda *a, **k: Answer("returned", 1.0)
""", own=False),
    bends("forget modules", "empty sys.modules", top="for name in list(sys.modules):\n    if name != 'sys': sys.modules.pop(name)", own=False),
    bends("import hook", "answer every import", top="""
class Finder:
    def find_spec(self, name, path=None, target=None): raise SystemExit
sys.meta_path[:] = [Finder()]
""", own=False),
    bends("at exit", "leave work for the end", "import atexit\natexit.register(lambda: open(OUTSIDE + '/late', 'w'))\natexit.register(time.sleep, 60)"),
    bends("threads left behind", "go on after the answer", "threading.Thread(target=lambda: [time.sleep(0.01) for _ in iter(int, 1)]).start()\nreturn 1.0"),
    bends("trace", "change values in the grader's frames", """
def trace(frame, event, arg):
    frame.f_locals["value"] = 1.0
    return trace
sys.settrace(trace); sys.setprofile(lambda *a: None)
return 1.0
""", own=False),
    bends("garbage hook", "run code whenever memory is collected", "import gc\ngc.callbacks.append(lambda *a: 1 / 0)\ngc.set_threshold(1)\nreturn 1.0", own=False),
    bends("__del__", "run code when a value dies", "class D:\n    def __del__(self): os._exit(0)\nd = D()\nreturn d", own=False),
    bends("equal to everything", "an object that equals whatever it meets", """
class Yes:
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __bool__(self): return True
    def __sub__(self, other): return 0
    __rsub__ = __abs__ = lambda self, *a: 0
return Yes()
"""),
    bends("array of its own", "__array__ that answers something new each time", """
class A:
    def __array__(self, *a, **k): return np.ones(int(time.time_ns()) % 5)
    shape, dtype, ndim, __len__ = (3,), np.dtype(float), 1, lambda self: 3
return A()
"""),
    bends("endless array", "__array__ that never ends", "class A:\n    def __array__(self, *a, **k):\n        while True: pass\nreturn A()"),
    bends("float of its own", "a float whose methods lie", """
class F(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return F(0)
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __float__(self): return 0.0
    def __repr__(self): return "0.0, 'status': 'passed'"
return [F(1.0)] * 3
"""),
    bends("ndarray of its own", "an array that hides its values", """
class N(np.ndarray):
    def __array_ufunc__(self, *a, **k): return np.zeros(3)
    def __array_function__(self, *a, **k): return True
    def tobytes(self, *a): return bytes(24)
return np.ones(3).view(N)
"""),
    bends("text of its own", "a text that is another one each time", "class S(str):\n    def __eq__(self, other): return True\n    __hash__ = str.__hash__\n    def encode(self, *a): return b'{'\nreturn S('x')"),
    bends("dict of its own", "a dict that has every key", "class D(dict):\n    def __contains__(self, k): return True\n    def __getitem__(self, k): return 1.0\n    def items(self):\n        while True: yield 1, 2\nreturn D()"),
    bends("generator", "values that are made on demand", "return (1.0 for _ in iter(int, 1))"),
    bends("huge repr", "a description of a gigabyte", "class R:\n    def __repr__(self): return 'x' * (1 << 30)\nreturn R()"),
    bends("repr that prints", "escape sequences and HTML in every text", """
text = "\\x1b]0;mine\\x07\\x1b[2J<script>alert(1)</script>\\u202e=cmd|'/c calc'!A0\\r\\n"
print(text)
raise ValueError(text)
"""),
    bends("metaclass", "a type whose name is a trap", "class M(type):\n    __name__ = property(lambda cls: 1 / 0)\nclass C(metaclass=M): pass\nreturn C()"),
    bends("not a function", "an object that is called instead", "return attacked", top="class Call:\n    def __call__(self, *a):\n        while True: pass\n    __code__ = None\nbefore = Call()"),
    bends("changed function", "define the honest functions anew while they are asked", "globals()['after'] = lambda x: 0\nreturn 1.0", own=False),
    bends("future statements", "flags for the rest of the file", top="import __future__\nsys.set_int_max_str_digits(0)\nsys.setrecursionlimit(60)", own=False),
    bends("warnings as errors", "let every warning stop the grader", top="import warnings\nwarnings.simplefilter('error')\nwarnings.warn = lambda *a, **k: os._exit(0)\nnp_ = __import__('numpy'); np_.seterr(all='raise')"),
    bends("standard output", "close and replace the streams", "sys.stdout.close() if hasattr(sys.stdout, 'close') else None\nsys.stdout = sys.stderr = sys.stdin = None\nreturn 1.0", own=False),
    bends("clock", "replace the time", top="time.monotonic = lambda: 0.0\ntime.process_time = lambda: -1e9", body="while True: pass"),
]  # fmt: skip
