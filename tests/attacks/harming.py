"""Damage to files and processes of others."""

from tests.attacks.table import Attack

FILES = "content, mode, owner or time of the files outside"
VICTIM = "state, priority or processors of the victim"


def harms(name: str, what: str, body: str, sign: str = FILES, **more) -> Attack:
    """An attack on the targets of the scene."""
    return Attack(name, what, sign, body, **more)


ATTACKS = [
    harms("write", "overwrite a solution", "open(SECRET, 'w').write('mine')"),
    harms("append", "append to a solution", "open(SECRET, 'a').write('mine')"),
    harms("create", "put a file beside it", "open(OUTSIDE + '/new', 'w').write('mine')"),
    harms("delete", "delete a file", "os.unlink(OUTSIDE + '/ada.py')"),
    harms("delete a folder", "delete an empty folder", "os.rmdir(OUTSIDE + '/empty')"),
    harms("rename", "give a file another name", "os.rename(OUTSIDE + '/ada.py', OUTSIDE + '/eve.py')"),
    harms("replace", "move an own file over another", "open('f', 'w').write('mine')\nos.replace('f', OUTSIDE + '/ada.py')"),
    harms("exchange", "exchange two files in one step", "libc.renameat2(-100, (OUTSIDE + '/ada.py').encode(), -100, SECRET.encode(), 2)"),
    harms("make a folder", "make a folder", "os.mkdir(OUTSIDE + '/made')"),
    harms("truncate", "empty a file without opening it", "os.truncate(SECRET, 0)"),
    harms("truncate by opening", "empty a file while opening it for reading", "os.open(SECRET, os.O_RDONLY | os.O_TRUNC)"),
    harms("chmod", "change who may read a file", "os.chmod(SECRET, 0o600)"),
    harms("chown", "change whose file it is", "os.chown(SECRET, 1234, 1234)"),
    harms("times", "change when a file was written", "os.utime(SECRET, (0, 0))"),
    harms("extended attributes", "put attributes on a file", "os.setxattr(SECRET, 'user.x', b'1')"),
    harms("link out", "leave links outside", "tried(os.symlink, '/etc', OUTSIDE + '/l')\nos.link(SECRET, OUTSIDE + '/h')"),
    harms("named pipe", "leave a pipe that blocks readers", "os.mkfifo(OUTSIDE + '/pipe')"),
    harms("temporary folders", "write into the places everybody shares", """
for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "..", os.path.dirname(os.getcwd())):
    tried(lambda: os.mkdir(f"{folder}/autograder-attack"))
    tried(lambda: os.rmdir(f"{folder}/autograder-attack"))
tried(lambda: open(os.path.join(os.path.dirname(OUTSIDE), "temporary", "left"), "w").write("x"))
""", sign="a file among the scratch folders"),
    harms("the interpreter", "open the packages that all submissions import, to change them", """
import numpy
keep = [tried(os.open, f, os.O_WRONLY) for f in (numpy.__file__, os.__file__, sys.executable)]
keep.append(tried(os.open, os.path.dirname(numpy.__file__), os.O_TMPFILE | os.O_WRONLY))
hold()
""", sign="a descriptor that can write outside the scratch folder"),
    harms("kill", "end a process", "os.kill(VICTIM, 9)", VICTIM),
    harms("stop", "stop a process", "os.kill(VICTIM, signal.SIGSTOP)\nhold()", VICTIM),
    harms("signal by other calls", "tkill, tgkill and rt_sigqueueinfo", """
libc.syscall(200, VICTIM, 9)
libc.syscall(234, VICTIM, VICTIM, 9)
libc.syscall(129, VICTIM, 9, ctypes.create_string_buffer(128))
""", VICTIM),
    harms("signal by pidfd", "pidfd_send_signal", "libc.syscall(424, libc.syscall(434, VICTIM, 0), 9, None, 0)", VICTIM),
    harms("signal by fcntl", "let the kernel send it: F_SETOWN and F_SETSIG on a pipe", """
r, w = os.pipe()
libc.fcntl(r, 8, VICTIM)
libc.fcntl(r, 10, 9)
libc.fcntl(r, 4, 0o20000)
os.write(w, b"x")
""", VICTIM),
    harms("kill the warm process", "end the parent", "os.kill(os.getppid(), 9)", "the next submission's points"),
    harms("kill the grader", "send the grader a harmless signal", "os.kill(GRADER, signal.SIGURG)", VICTIM),
    harms("trace", "stop a process by ptrace and hold it", """
libc.ptrace(16, VICTIM, 0, 0)
hold()
""", VICTIM),
    harms("priority", "slow a process down", "os.setpriority(os.PRIO_PROCESS, VICTIM, 15)", VICTIM),
    harms("processors", "take the processors away", "os.sched_setaffinity(VICTIM, {0})", VICTIM),
    harms("scheduler", "let a process run only when nobody else does", "os.sched_setscheduler(VICTIM, 5, os.sched_param(0))\ntried(os.sched_setaffinity, VICTIM, {0})", VICTIM),
    harms("limits of others", "take a process its memory by prlimit", "libc.prlimit(VICTIM, 9, struct.pack('QQ', 1, 1), None)\ntried(os.kill, VICTIM, 15)", VICTIM),
]  # fmt: skip
