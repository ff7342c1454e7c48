"""Doors of the kernel: each is tried, and what was won is held for a moment so that it can be seen."""

from tests.attacks.table import Attack

OWN = "a descriptor, a namespace, a user or a limit that it did not have"


def door(name: str, what: str, body: str, sign: str = OWN, **more) -> Attack:
    """An attempt by a system call, held long enough to be seen under /proc."""
    return Attack(name, what, sign, f"{body}\nhold()", **more)


def call(name: str, what: str, number: int, *arguments: str) -> Attack:
    """One system call by its number."""
    return door(name, what, f"won = libc.syscall({', '.join([str(number), *arguments])})")


CONNECTS = "a connection at a listener"
ATTACKS = [
    Attack("exec", "become a shell", "another program in its place, which writes a file outside",
           "os.execv('/bin/sh', ['sh', '-c', f'echo mine > {OUTSIDE}/new; sleep 0.3'])"),
    Attack("exec by descriptor", "execveat", "a file outside", """
fd = os.open("/bin/sh", os.O_RDONLY)
argv = (ctypes.c_char_p * 4)(b"sh", b"-c", f"echo mine > {OUTSIDE}/new".encode(), None)
libc.syscall(322, fd, b"", argv, None, 0x1000)
"""),
    Attack("spawn", "posix_spawn of a shell", "a file outside",
           "os.waitpid(os.posix_spawn('/bin/sh', ['sh', '-c', f'echo mine > {OUTSIDE}/new'], {}), 0)"),
    Attack("tcp", "connect to a listener on this machine", CONNECTS,
           "import socket\nsocket.create_connection(('127.0.0.1', TCP), 0.2)"),
    Attack("udp", "send a datagram", CONNECTS,
           "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', UDP))"),
    Attack("unix socket", "connect by a path", CONNECTS,
           "import socket\nsocket.socket(socket.AF_UNIX).connect(OUTSIDE + '/listener')"),
    door("all kinds of sockets", "inet, inet6, unix, netlink, packet, vsock, alg, xdp", """
import socket
won = [tried(socket.socket, f, t) for f, t in ((2, 1), (2, 2), (10, 1), (1, 1), (16, 3), (17, 3), (40, 1), (38, 5), (44, 3))]
won += [tried(socket.socketpair)]
"""),
    call("user namespace", "be root in a world of its own", 272, "0x10000000"),
    call("mount namespace", "a view of files of its own", 272, "0x20000"),
    call("network namespace", "a network of its own", 272, "0x40000000"),
    door("namespace by clone", "threads cannot, processes may", "won = libc.syscall(56, 0x10000011, 0, 0, 0, 0)\nif won == 0: time.sleep(0.1); os._exit(0)"),
    door("join a namespace", "enter the victim's", "won = [tried(lambda: libc.setns(libc.syscall(434, VICTIM, 0), 0x4A000000))]"),
    door("mount", "a file system over the scratch folder", "won = libc.mount(b'none', os.getcwd().encode(), b'tmpfs', 0, b'')", sign="more disk than it may have"),
    door("mount by the new calls", "fsopen, open_tree", "won = [libc.syscall(430, b'tmpfs', 0), libc.syscall(428, -100, b'/', 1)]"),
    door("chroot", "another root folder", "os.mkdir('r')\nwon = [libc.chroot(b'r'), libc.syscall(155, b'.', b'.')]"),
    door("io_uring", "system calls without system calls", "won = libc.syscall(425, 8, ctypes.create_string_buffer(256))"),
    call("bpf", "a map in the kernel", 321, "0", "struct.pack('IIII', 2, 4, 8, 1) + bytes(112)", "128"),
    call("perf", "count the machine's events", 298, "struct.pack('IIQ', 1, 112, 0) + bytes(96)", "0", "-1", "-1", "0"),
    call("userfaultfd", "stop the kernel in the middle of a copy", 323, "1"),
    call("pidfd of others", "hold on to a process", 434, "VICTIM", "0"),
    call("inotify", "watch what others do with files", 294, "0"),
    call("fanotify", "watch what others do with all files", 300, "0", "0"),
    call("epoll", "a descriptor that nobody counted", 291, "0"),
    call("eventfd and signalfd", "channels between processes", 290, "1", "0"),
    call("timerfd", "clocks as files", 283, "1", "0"),
    call("secret memory", "memory that nobody can count", 447, "0"),
    call("memory file", "memory that counts as a file", 319, "b'm'", "0"),
    door("personality", "no more random addresses", "won = libc.personality(0x0040000)"),
    door("raise limits", "more memory, time and files", """
for kind in (0, 1, 3, 6, 7, 9):
    libc.setrlimit(kind, struct.pack("QQ", 2**64 - 1, 2**64 - 1))
    libc.prlimit(0, kind, struct.pack("QQ", 1 << 40, 1 << 40), None)
"""),
    door("become root", "every call that changes the user", "for n in (105, 106, 113, 117, 122): libc.syscall(n, 0, 0, 0)\nlibc.setgroups(1, struct.pack('I', 0))"),
    door("more rights", "capset and securebits", "libc.capset(struct.pack('II', 0x20080522, 0), struct.pack('6I', *[2**32 - 1] * 6))\nlibc.prctl(28, 0)"),
    door("32-bit calls", "the other door into the kernel: int 0x80 (socket, by i386 numbers)", """
# mov eax, 359 (socket); mov ebx, 1; mov ecx, 1; xor edx, edx; int 0x80; ret, with rbx saved
machine_code(bytes.fromhex("53 b867010000 bb01000000 b901000000 31d2 cd80 5b c3".replace(" ", "")))
"""),
    door("x32 calls", "the third door: numbers with bit 30 set (socket)", "won = libc.syscall(0x40000000 + 41, 1, 1, 0)"),
    door("another filter", "a filter that asks us for permission", "won = libc.syscall(317, 1, 8, ctypes.create_string_buffer(16))"),
    door("no filter", "switch the filter off", "libc.prctl(22, 0, 0, 0, 0)\nlibc.syscall(317, 0, 0, None)\nwon = libc.syscall(41, 1, 1, 0)"),
    door("locks on shared files", "talk to others by locks on the interpreter's files", """
import numpy
fd = os.open(numpy.__file__, os.O_RDONLY)
won = [libc.flock(fd, 2), libc.fcntl(fd, 6, struct.pack("hhqqi", 0, 0, 0, 0, 0)), libc.fcntl(fd, 1024, 1)]
"""),
    door("module", "load code into the kernel", "won = [libc.syscall(175, b'', 0, b''), libc.syscall(313, 0, b'', 0), libc.syscall(246, 0)]"),
    door("priority of its own", "run before all others", "won = [tried(os.setpriority, 0, 0, -5), libc.sched_setscheduler(0, 1, struct.pack('i', 1))]"),
    door("dump itself", "become readable for others again", "libc.prctl(4, 1, 0, 0, 0)"),
]  # fmt: skip
