"""Looking for answers, keys, other people's work and the grader's own secrets."""

from tests.attacks.table import Attack

CANARY = "the canary in anything that came back"


def reads(name: str, what: str, body: str, **more) -> Attack:
    """An attack whose success is the canary among its answers."""
    return Attack(name, what, CANARY, body, **more)


ATTACKS = [
    reads("solution", "read the solution by its path", "return open(SECRET).read()"),
    reads("the folder of others", "list the folder and read all it holds",
          "return [open(os.path.join(OUTSIDE, n), errors='replace').read() for n in os.listdir(OUTSIDE) if '.' in n]"),
    reads("by descriptor", "reach the folder by O_PATH and ..",
          "d = os.open(OUTSIDE, os.O_PATH)\nreturn os.read(os.open('solution.py', os.O_RDONLY, dir_fd=d), 100)"),
    reads("by changing folder", "go there first", "os.chdir(OUTSIDE)\nreturn open('solution.py').read()"),
    reads("by link", "a link in the scratch folder", "os.symlink(SECRET, 'l')\nreturn open('l').read()"),
    reads("by hard link", "a second name in the scratch folder", "os.link(SECRET, 'h')\nreturn open('h').read()"),
    reads("by renaming", "move the file here", "os.rename(SECRET, 'r')\nreturn open('r').read()"),
    reads("by open_by_handle", "a file handle instead of a path", """
handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
mount = ctypes.c_int()
libc.name_to_handle_at(-100, SECRET.encode(), handle, ctypes.byref(mount), 0)
fd = libc.open_by_handle_at(os.open(".", os.O_RDONLY), handle, os.O_RDONLY)
return os.read(fd, 100)
"""),
    reads("environment", "print what the grader was started with", "return dict(os.environ)"),
    reads("environment in memory", "look at libc's own copy", """
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
found = []
for i in range(500):
    if environ[i] is None: break
    found.append(environ[i])
return [f.decode(errors="replace") for f in found]
"""),
    reads("environment of a process", "read it under /proc",
          "return [tried(lambda: open(f'/proc/{p}/environ').read()) for p in (VICTIM, GRADER, os.getppid(), 1)]"),
    reads("memory of a process", "read it under /proc", """
found = []
for p in (VICTIM, os.getppid(), GRADER):
    for line in tried(lambda: open(f"/proc/{p}/maps").readlines()) or ():
        if "[stack]" in line:
            a, b = (int(n, 16) for n in line.split()[0].split("-"))
            with open(f"/proc/{p}/mem", "rb") as memory:
                memory.seek(a)
                found += [memory.read(b - a)[-3000:].decode("latin1")]
return found
"""),
    reads("memory by a system call", "process_vm_readv of the victim's stack", """
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]
lines = tried(lambda: open(f"/proc/{VICTIM}/maps").readlines()) or ()
for line in lines:
    if "[stack]" in line:
        a, b = (int(n, 16) for n in line.split()[0].split("-"))
        into = ctypes.create_string_buffer(b - a)
        mine, theirs = Piece(ctypes.addressof(into), b - a), Piece(a, b - a)
        libc.process_vm_readv(VICTIM, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
        return into.raw[-3000:].decode("latin1")
"""),
    reads("descriptors of a process", "pidfd_getfd from the grader", """
fd = libc.syscall(434, GRADER, 0)
got = [libc.syscall(438, fd, n, 0) for n in range(3, 12)]
return [tried(os.read, n, 100) for n in got if n > 2]
"""),
    reads("inherited descriptors", "read whatever is open from the start",
          "return [tried(os.pread, fd, 200, 0) for fd in range(3, 256) if fd != the_socket()]"),
    reads("objects of the warm process", "search all objects for what earlier programs left", """
import gc
found = []
for thing in gc.get_objects():
    if type(thing) is dict:
        found += [v[:60] for v in list(thing.values()) if type(v) is str and "CANA" + "RY" in v]
return found[:50]
"""),
    reads("frames above", "search the callers' variables", """
frame, found = sys._getframe(), []
while frame:
    found += [repr(v)[:300] for v in list(frame.f_locals.values())]
    frame = frame.f_back
return found[:60]
"""),
    reads("own memory", "search freed memory for the canary", """
block = ctypes.string_at(id(x) - 0, 64)
found = []
for size in (100, 1000, 10_000, 100_000):
    libc.malloc.restype = ctypes.c_void_p
    page = libc.malloc(size)
    found.append(ctypes.string_at(page, size))
return [f[:15_000].decode("latin1") for f in found]
"""),
    reads("reference package", "import the author's answers", """
sys.modules.pop("reference", None)
sys.path[:0] = [OUTSIDE]
import importlib.machinery
return repr(vars(importlib.machinery.SourceFileLoader("solution", SECRET).load_module()))
"""),
    reads("key through the engine", "let the grader's own code read the key", """
from pathlib import Path
return Path(OUTSIDE, "key.json").read_text()
"""),
    reads("submission remains", "read what earlier submissions left in the scratch folder", """
here = os.getcwd()
with open("left", "a+") as f:
    f.seek(0)
    return [os.listdir(".."), [open(n).read() for n in os.listdir(here) if n != "left"]]
"""),
    reads("shared memory", "System V segments and /dev/shm", """
segment = libc.shmget(0x43414e41, 4096, 0)
return [segment, tried(os.listdir, "/dev/shm"), tried(os.listdir, "/dev/mqueue")]
"""),
    reads("disks and devices", "read raw devices", """
return [tried(lambda: open(f"/dev/{n}", "rb").read(100)) for n in ("mem", "kmsg", "vda", "sda", "fuse", "tty", "ptmx")]
"""),
    reads("keyring", "read and keep keys", """
key = libc.syscall(248, b"user", b"attack", b"payload", 7, -1)
return libc.syscall(250, 11, key, 0, 0)
"""),
]  # fmt: skip
