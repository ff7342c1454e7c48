"""Answers that nobody computed: frames, claims and words sent past the function that was asked."""

from tests.attacks.table import Attack

FRAMES = """
from autograder.confinement import wire
from autograder.grading.values import Fn
def answer(**fields):
    return wire.encode({"answer": {"status": "returned", "value": None, **fields}})
def raw(head, body=b"", claims=None):
    return wire.PREFIX.pack(*(claims or (len(head), len(body)))) + head + body
def send(data):
    try:
        os.write(the_socket(), data)
    except OSError:
        pass
"""
POINTS = "points for `attacked`, or lost by an honest function or the next submission"


def sent(name: str, what: str, data: str, **more) -> Attack:
    """An attack that sends bytes and ends, so that nothing honest follows."""
    return Attack(name, what, POINTS, top=FRAMES, body=f"send({data})\nos._exit(0)", own=False, **more)


ATTACKS = [
    sent("verdict word", "say `passed` instead of `returned`", "answer(status='passed')"),
    sent("grader error word", "blame the grader, whose faults cost nothing", "answer(status='grader error')"),
    sent("points in an answer", "send points and verdicts along", "answer(points=3, verdicts=['passed'])"),
    sent("no status", "an answer without a status", "wire.encode({'answer': {'value': 1.0}})"),
    sent("answer is a list", "a frame of the wrong kind", "wire.encode({'answer': [1, 2]})"),
    sent("a second loading", "pretend that the file was loaded again", "wire.encode({'loaded': {'fatal': ''}})"),
    sent("statement numbers", "announce odd statements", "wire.encode({'at': -5, 'where': 'x' * 5000}) * 20"),
    sent("huge numbers", "integers of 4000 digits everywhere", "raw(b'{\"at\": ' + b'9' * 4000 + b', \"where\": \"\"}')"),
    sent("deep frame", "JSON of 100,000 brackets", "raw(b'[' * 100_000)"),
    sent("wide frame", "more nodes than a tree may have", "raw(b'[' + b'[],' * 600_000 + b'[]]')"),
    sent("giant claim", "a header that promises an exabyte", "raw(b'', claims=(1 << 31, 1 << 60))"),
    sent("half a frame", "a frame that never ends", "raw(b'{', claims=(100, 5000))"),
    sent("not text", "bytes that are no UTF-8", "raw(b'\\xff\\xfe\\x80' * 50)"),
    sent("not a number", "NaN and infinity where JSON has none", "raw(b'{\"answer\": {\"status\": NaN, \"value\": Infinity}}')"),
    sent("negative shape", "an array with a negative side",
         "raw(b'{\"answer\": {\"status\": \"returned\", \"value\": {\"array\": 8, \"dtype\": \"d\", \"shape\": [-1]}}}', bytes(8))"),
    sent("overflowing shape", "a shape whose product wraps around",
         "raw(b'{\"answer\": {\"status\": \"returned\", \"value\": {\"array\": 0, \"dtype\": \"d\", \"shape\": [4294967296, 4294967296, 0]}}}')"),
    sent("array of objects", "a dtype that holds pointers",
         "raw(b'{\"answer\": {\"status\": \"returned\", \"value\": {\"array\": 8, \"dtype\": \"O\", \"shape\": [1]}}}', bytes(8))"),
    sent("function from a worker", "source that the grader might run",
         "wire.encode({'answer': {'status': 'returned', 'value': Fn('*x', f'open({OUTSIDE!r} + chr(47) + chr(102), chr(119))')}})"),
    sent("pickle", "a pickle where a frame belongs", "b'\\x80\\x04\\x95' + b'cos\\nsystem\\n(S\"true\"\\ntR.' * 20"),
    sent("odd keys", "texts where numbers belong, in every field",
         "answer(error=7, text=[1], frames=[[1, 2, 3, 4]] * 50, changed='x', aliases={'a': 1}, printed=3.5)"),
    Attack("answers sent before", "answer all questions before they are asked, then go", POINTS, own=False,
           top=FRAMES + "\nsend(wire.encode({'loaded': {}}) + answer(value=1.0) * 40)\nos._exit(0)\n"),
    Attack("answers sent between", "answer the next question together with this one", POINTS, own=False, top=FRAMES,
           body="send(answer(value=1.0) * 3)\nreturn 1.0"),
    Attack("no complaint about arguments", "replace what compares arguments with what was handed out", POINTS, top="""
import autograder.confinement.probing as probing
probing._same = lambda before, after: True
probing._shares = lambda a, b: False
""", body="x *= 0\nreturn x"),
    Attack("changed and aliases claims", "claim that other arguments changed", POINTS, top=FRAMES,
           body="send(answer(value=1.0, changed={'before': 1}, aliases=['after', 'value']))\nos._exit(0)", own=False),
    Attack("flood of frames", "announce statements without an end", "wall time above the limit of a file", top=FRAMES,
           body="frame = wire.encode({'at': 1, 'where': 'x'})\nwhile True: send(frame * 50)"),
    Attack("dripping frame", "send one byte now and then", "wall time above the limit of a file", top=FRAMES,
           body="for byte in raw(b' ' * 500): send(bytes([byte])); time.sleep(0.05)"),
    Attack("reads ahead", "read the questions from the socket, hidden ones too, and repeat them in visible answers",
           "the hidden input in an answer that a student sees (see test_hidden_inputs), or points", own=False,
           body="seen = os.read(the_socket(), 1 << 16)\nraise ValueError(repr(seen[:200]))"),
]  # fmt: skip
