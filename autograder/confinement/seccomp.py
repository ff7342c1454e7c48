"""The system calls a student's process may make, as a filter program for the kernel (x86-64).

An allow-list: whatever is not on it fails with EPERM. No sockets, no processes, no signals to others, no
locks, no namespaces; threads, files and time are left.
Source: seccomp(2); numbers from the kernel's table of system calls for x86-64.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache

ALLOWED = {
    "read": 0, "write": 1, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll": 7, "lseek": 8,
    "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14,
    "rt_sigreturn": 15, "pread64": 17, "pwrite64": 18, "readv": 19, "writev": 20, "access": 21, "select": 23,
    "sched_yield": 24, "mremap": 25, "madvise": 28, "dup": 32, "dup2": 33, "pause": 34, "nanosleep": 35,
    "getitimer": 36, "alarm": 37, "setitimer": 38, "getpid": 39, "exit": 60, "uname": 63, "fsync": 74,
    "fdatasync": 75, "ftruncate": 77, "getcwd": 79, "chdir": 80, "fchdir": 81, "rename": 82,
    "mkdir": 83, "rmdir": 84, "unlink": 87, "readlink": 89, "umask": 95, "gettimeofday": 96,
    "getrusage": 98, "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107,
    "getegid": 108, "getppid": 110, "getpgrp": 111, "getgroups": 115, "getresuid": 118, "getresgid": 120,
    "getpgid": 121, "getsid": 124, "sigaltstack": 131, "statfs": 137, "fstatfs": 138, "getpriority": 140,
    "gettid": 186, "time": 201, "futex": 202, "sched_getaffinity": 204, "getdents64": 217,
    "restart_syscall": 219, "fadvise64": 221, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "mkdirat": 258, "newfstatat": 262,
    "unlinkat": 263, "renameat": 264, "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271,
    "set_robust_list": 273, "dup3": 292, "pipe2": 293, "renameat2": 316, "getrandom": 318,
    "membarrier": 324, "statx": 332, "rseq": 334, "faccessat2": 439,
}  # fmt: skip
OPEN, OPENAT, CLONE, CLONE3, PRLIMIT64, FCNTL, IOCTL = 2, 257, 56, 435, 302, 72, 16
# O_ACCMODE, O_TRUNC: Landlock before version 3 lets O_RDONLY | O_TRUNC empty a file.
WAY, TRUNCATE = 0x3, 0x200
CLONE_THREAD = 0x10000
FLAGS_ONLY = (1, 2, 3, 4, 1030)  # F_GETFD F_SETFD F_GETFL F_SETFL F_DUPFD_CLOEXEC: no locks, leases or seals
HARMLESS = (0x5401, 0x5413, 0x5451, 0x5421)  # TCGETS TIOCGWINSZ FIOCLEX FIONBIO

AUDIT_ARCH_X86_64 = 0xC000003E
PERMIT, EPERM, ENOSYS, KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000
LOAD, AND, RETURN = 0x20, 0x54, 0x06  # BPF_LD|W|ABS, ALU|AND, RET
JUMP, EQUAL, AT_LEAST, ANY_BIT = 0x05, 0x15, 0x35, 0x45  # BPF_JMP|JA, JEQ, JGE, JSET
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data


@cache
def filter_program() -> bytes:
    """The filter as an array of `struct sock_filter`.

    It finds a call's rule by halving: the kernel runs a new filter on every call's number, so steps count.
    """
    rules = dict.fromkeys(ALLOWED.values(), PERMITTED)
    rules[CLONE3] = [_result(ENOSYS)]  # its flags are out of reach; libc then takes clone
    for number, flags in ((OPEN, 1), (OPENAT, 2)):
        rules[number] = [
            _low(flags),
            (AND, 0, 0, WAY | TRUNCATE),
            (EQUAL, 1, 0, TRUNCATE),
            _result(PERMIT),
            *REFUSED,
        ]
    rules[CLONE] = [_low(0), (ANY_BIT, 0, 1, CLONE_THREAD), _result(PERMIT), *REFUSED]
    rules[FCNTL] = [_low(1), *_one_of(FLAGS_ONLY), *REFUSED]
    rules[IOCTL] = [_low(1), *_one_of(HARMLESS), *REFUSED]
    new_limit_is_null = [_low(2), (EQUAL, 0, 3, 0), _high(2), (EQUAL, 0, 1, 0), _result(PERMIT)]
    rules[PRLIMIT64] = [*new_limit_is_null, *REFUSED]
    ranges = [(0, REFUSED)]  # where each begins that has one rule
    for number in sorted({*rules, *(n + 1 for n in rules)}):
        if (rule := rules.get(number, REFUSED)) != ranges[-1][1]:
            ranges.append((number, rule))
    code = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, AUDIT_ARCH_X86_64), _result(KILL)]
    code += [(LOAD, 0, 0, NUMBER), *_found(ranges)]
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in code)


Instruction = tuple[int, int, int, int]  # operation, jump if true, jump if false, operand


def _result(value: int) -> Instruction:
    return (RETURN, 0, 0, value)


PERMITTED, REFUSED = [_result(PERMIT)], [_result(EPERM)]


def _low(argument: int) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument)


def _high(argument: int) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument + 4)


def _one_of(values: tuple[int, ...]) -> list[Instruction]:
    return [step for value in values for step in ((EQUAL, 0, 1, value), _result(PERMIT))]


def _found(ranges: Sequence[tuple[int, list[Instruction]]]) -> list[Instruction]:
    """Find the range that holds the call's number, and apply its rule."""
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _found(ranges[:middle]), _found(ranges[middle:])
    return [(AT_LEAST, 0, 1, ranges[middle][0]), (JUMP, 0, 0, len(below)), *below, *above]
