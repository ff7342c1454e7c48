"""More than a program may have: every bomb is bounded, so that no machine dies where a wall is missing."""

from tests.attacks.table import Attack

SLOW = "wall time above the limit of a file, or a process that survives"
NO_QUOTA = (
    "no file system of its own at level kernel: the folder is weighed by looking, which is too late for {}"
)


def bomb(name: str, what: str, sign: str, body: str, **more) -> Attack:
    """A bounded bomb; it may well cost its own file."""
    return Attack(name, what, sign, body, own=more.pop("own", False), **more)


ATTACKS = [
    bomb("fork bomb", "40 processes", "more than one process, or survivors", """
for _ in range(40):
    if os.fork() == 0:
        time.sleep(1)
        os._exit(0)
hold()
"""),
    bomb("daemon", "two forks and a session of its own, deaf to signals", "a process that survives", """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(3)
    os._exit(0)
"""),
    bomb("vfork and clone", "processes by every door", "more than one process", """
for number, *args in ((57,), (58,), (56, 0x11, 0, 0, 0, 0), (435, 0, 0)):
    if libc.syscall(number, *args) == 0:
        time.sleep(0.3)
        os._exit(0)
hold()
"""),
    bomb("threads", "3000 threads with small stacks", "more than 200 threads",
         "threading.stack_size(32768)\nfor _ in range(3000):\n    threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()"),
    bomb("memory", "1.5 GiB in one process", "more than 260 MiB in use", """
keep = []
for _ in range(24): keep.append(np.ones(8 << 20))
hold()
"""),
    bomb("memory of a bytearray", "one block of 1.5 GiB", "more than 260 MiB in use", "b = bytearray(3 << 29)\nhold()"),
    bomb("memory of many processes", "5 processes with 256 MiB each", "more than 260 MiB in use", """
for _ in range(5):
    if os.fork() == 0:
        keep = np.ones(32 << 20)
        time.sleep(0.3)
        os._exit(0)
hold()
"""),
    bomb("memory by mmap", "1.5 GiB of shared anonymous pages", "more than 260 MiB in use", """
libc.mmap.restype = ctypes.c_void_p
for _ in range(24):
    page = libc.mmap(None, ctypes.c_size_t(64 << 20), 3, 0x21, -1, 0)
    if page in (None, 2**64 - 1): break
    ctypes.memset(page, 1, 64 << 20)
hold()
"""),
    bomb("memory by memfd", "files without a folder", "a memfd among its descriptors", """
fds = [libc.memfd_create(b"m", 0) for _ in range(8)]
for fd in fds:
    tried(os.write, fd, bytes(8 << 20))
hold()
"""),
    bomb("memory by descriptors", "pipes filled to the brim, as many as there may be", "more than 260 MiB in use", """
for _ in range(300):
    r, w = os.pipe()
    libc.fcntl(w, 1031, 1 << 20)
    libc.fcntl(w, 4, 0o4000)
    while tried(os.write, w, bytes(65536)): pass
"""),
    bomb("endless loop", "catch everything, ignore every signal", SLOW, """
for s in range(1, 65): tried(signal.signal, s, signal.SIG_IGN)
while True:
    try:
        while True: pass
    except BaseException: pass
""", own=True),
    bomb("endless loop in C", "a regular expression that never ends", SLOW, "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')", own=True),
    bomb("endless loops in threads", "20 threads, all busy", SLOW, """
for _ in range(20): threading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=True).start()
while True: pass
""", own=True),
    bomb("sleep", "sleep for ten hours", SLOW, "time.sleep(36_000)", own=True),
    bomb("pause", "wait for a signal that nobody sends", SLOW, "signal.pause()", own=True),
    bomb("timer storm", "a thousand signals a second", SLOW, """
signal.signal(signal.SIGALRM, lambda *a: None)
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
time.sleep(36_000)
""", own=True),
    bomb("loops while loading", "20 statements that never end", SLOW, "", top="while True: pass\n" * 22),
    bomb("sleeps while loading", "a statement that waits, and nobody reads the questions",
         "the grader was stuck", "", top="time.sleep(36_000)\n" * 30, big=True),
    bomb("output flood", "print 200 MB", "more than 260 MiB in use", "for _ in range(200): print('x' * 1_000_000)", own=True),
    bomb("output flood by descriptor", "write to the standard output itself", "more than 260 MiB in use",
         "for _ in range(200): os.write(1, bytes(1_000_000)); os.write(2, bytes(1_000_000))", own=True),
    bomb("giant answer", "an array of 256 MB", "more than 260 MiB in use", "return np.zeros(1 << 25)", own=True),
    bomb("broadcasting answer", "a shape that would need gigabytes against ours", "time or memory", "return np.zeros((500_000, 1))", own=True),
    bomb("long answer", "a text of 100 MB", "time or memory", "return 'x' * 100_000_000", own=True),
    bomb("near miss", "a text that differs from another in one letter", "time", "return ['a' * 15_000 + 'b'] * 10", own=True),
    bomb("huge integer", "a number of a million digits", "time", "return 10 ** 1_000_000", own=True),
    bomb("integer of many digits", "4299 digits, a thousand times", "time", "return [10 ** 306] * 1500", own=True),
    bomb("one big file", "160 MiB in one file", "more than 70 MiB of disk", """
with open("big", "wb", 0) as f:
    for _ in range(160): f.write(bytes(1 << 20))
hold()
""", own=True),
    bomb("big files", "128 MiB in four files, in one call", "more than 70 MiB of disk", """
for i in range(4):
    with open(f"f{i}", "wb") as f: f.write(bytes(32 << 20))
hold()
""", holes={"kernel": NO_QUOTA.format("whoever writes fast")}),
    bomb("big files between answers", "32 MiB with every statement, never waiting long", "more than 70 MiB of disk", "hold()",
         top="".join(f"open('f{i}', 'wb').write(bytes(32 << 20))\n" for i in range(4))),
    bomb("files without a name", "128 MiB in files that were deleted while open", "more than 70 MiB of disk", """
keep = []
for i in range(4):
    keep.append(open("f", "wb", 0))
    os.unlink("f")
    keep[-1].write(bytes(32 << 20))
hold()
""", holes={"kernel": NO_QUOTA.format("files that have no name any more")}),
    bomb("small files", "8000 empty files", "more than 5000 files", """
for i in range(8000): os.close(os.open(f"e{i}", os.O_CREAT | os.O_WRONLY))
hold()
""", holes={"kernel": NO_QUOTA.format("who writes fast: files are counted twice a second")}),
    bomb("deep folders", "1200 folders in each other", "the grader failed with RecursionError", """
for _ in range(1200):
    os.mkdir("d")
    os.chdir("d")
hold()
"""),
    bomb("folders that cannot be read", "folders and files that nobody may open", "scratch folders that stay", """
os.mkdir("d", 0o300)
open("d/f", "wb").write(bytes(1 << 20))
os.mkdir("e", 0)
"""),
    bomb("sparse file", "a file of an exabyte", "more than 70 MiB of disk", "with open('s', 'wb') as f: f.truncate(1 << 60)\nhold()", own=True),
    bomb("descriptors", "10,000 open files", "the next submission's points", "keep = [os.open('/dev/null', 0) for _ in range(10_000)]", own=True),
    bomb("deep recursion", "a C stack of a million calls", "the next submission's points", """
sys.setrecursionlimit(10 ** 8)
def f(n): return max([n], key=lambda _: f(n + 1))
f(0)
""", own=True),
    bomb("compile bomb", "source that takes gigabytes to compile", "time or memory", "eval('-' * 90_000 + '1')\ncompile('(' * 5000, '', 'eval')", own=True),
    bomb("constant folding", "a constant expression of astronomic size", "time or memory", "return eval('9**9**9**9')", own=True),
    bomb("pickle bomb", "a pickle of nested lists", "time or memory", """
import pickle
data = b"(lp0\\n" + b"(l" * 100_000 + b"a" * 100_000 + b"."
return repr(pickle.loads(data))[:100]
""", own=True),
    bomb("cyclic answer", "a list that holds itself", "time or memory", "a = []\na += [a] * 50\nreturn a", own=True),
    bomb("exponential answer", "20 lists, each twice in the next", "time or memory", "a = []\nfor _ in range(18): a = [a, a]\nreturn a", own=True),
    bomb("colliding keys", "a dict whose keys share one hash", "time", "return {k * (2**61 - 1): 0 for k in range(900)}", own=True),
]  # fmt: skip
