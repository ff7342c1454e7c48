"""Linux's own walls around the calling process: Landlock, seccomp, capabilities, namespaces. By ctypes, no package.

Everything raises OSError where the kernel refuses. Sources: landlock(7), seccomp(2), capabilities(7),
pid_namespaces(7).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Iterable
from typing import Any

_libc = ctypes.CDLL(None, use_errno=True)


def _named(function: str) -> Any:
    """Looked up once for all children. Where there is none, nobody calls it."""
    return getattr(_libc, function, None)


_syscall, _prctl, _capset = map(_named, ("syscall", "prctl", "capset"))
_unshare, _setns, _mount = map(_named, ("unshare", "setns", "mount"))

NEWNS, NEWPID = 0x20000, 0x20000000
NOSUID_NODEV_NOEXEC = 2 | 4 | 8

# Rights of Landlock; bit numbers as in linux/landlock.h.
WRITE, READ, LIST, REMOVE_DIR, REMOVE, MAKE_DIR, MAKE_FILE = (1 << n for n in (1, 2, 3, 4, 5, 7, 8))
REFER, TRUNCATE = 1 << 13, 1 << 14
READ_ONLY = READ | LIST
READ_WRITE = READ_ONLY | WRITE | REMOVE_DIR | REMOVE | MAKE_DIR | MAKE_FILE | REFER | TRUNCATE
DEVICE = READ | WRITE | TRUNCATE


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """As os.unshare, which Python has from 3.12 on."""
    _checked(_unshare(flags), "unshare")


def setns(fd: int, kind: int) -> None:
    """As os.setns, from 3.12 on."""
    _checked(_setns(fd, kind), "setns")


def mount_scratch(path: str, megabytes: int) -> None:
    """A private, empty file system in memory at `path`, gone with this process."""
    unshare(NEWNS)
    options = f"size={megabytes}m,nr_inodes=1024,mode=1777".encode()
    _checked(_mount(b"scratch", path.encode(), b"tmpfs", NOSUID_NODEV_NOEXEC, options), "mount")


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("fd", ctypes.c_int32))


def landlock_version() -> int:
    """The version of Landlock's interface; raises OSError if the kernel has none."""
    return _checked(_syscall(444, None, 0, 1), "landlock")


def ruleset(rules: Iterable[tuple[str, int]]) -> int:
    """A file that stands for paths with their rights; those that do not exist are left out. See `landlock`."""
    version = landlock_version()
    handled = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)) - 1
    handles = _Ruleset(handled, 3 if version >= 4 else 0, 3 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    fd = _checked(_syscall(444, ctypes.byref(handles), size, 0), "landlock_create_ruleset")
    for path, access in rules:
        with contextlib.suppress(FileNotFoundError, PermissionError):
            _allow_beneath(fd, path, access & handled)
    return fd


def landlock(fd: int) -> None:
    """From now on only the paths of this `ruleset` exist; no TCP, no signals to others, no abstract sockets."""
    _checked(_syscall(446, fd, 0), "landlock_restrict_self")


def _allow_beneath(ruleset: int, path: str, access: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Beneath(access, fd)
        _checked(_syscall(445, ruleset, 1, ctypes.byref(rule), 0), f"landlock_add_rule {path}")
    finally:
        os.close(fd)


def no_new_privileges() -> None:
    """Nothing that is executed later can gain rights, and nobody can look into this process."""
    _checked(_prctl(38, 1, 0, 0, 0), "no_new_privs")
    _checked(_prctl(4, 0, 0, 0, 0), "not dumpable")


def end_with_parent() -> None:
    """Be killed when the thread that forked this process is gone, however it went; where that cannot be, live on."""
    if _prctl:
        _prctl(1, signal.SIGKILL, 0, 0, 0)


_CAPABILITIES, _NONE = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()


def drop_capabilities() -> None:
    """None is left, not even in a namespace of its own."""
    _checked(_capset(_CAPABILITIES, _NONE), "capset")


def become(uid: int) -> None:
    """Be an ordinary user for good, with no group but its own."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def system_calls(program: bytes) -> Any:
    """A filter of system calls (see `confinement.seccomp`), to be installed with `seccomp`."""
    return ctypes.pointer(_Program(len(program) // 8, program))


def seccomp(permitted: Any) -> None:
    """Nothing but these `system_calls` from now on."""
    _checked(_prctl(22, 2, permitted, 0, 0), "seccomp")
