"""The filter of system calls, run here as the kernel runs it: every call's number, and the arguments that matter."""

import struct

import pytest

from autograder.confinement import seccomp
from autograder.confinement.seccomp import ALLOWED, AUDIT_ARCH_X86_64, EPERM, KILL, PERMIT, filter_program

ENOSYS = 0x00050026
NUMBERS = range(1024)
X32 = 0x40000000


def verdict(*call, **more):
    return followed(*call, **more)[0]


def followed(number, *arguments, architecture=AUDIT_ARCH_X86_64):
    """What the filter says and after how many steps, by classic BPF's rules (jumps go forward only)."""
    data = struct.pack("<IIQ6Q", number, architecture, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    code = list(struct.iter_unpack("<HBBI", filter_program()))
    at, accumulator = 0, 0
    for steps in range(len(code)):
        operation, yes, no, operand = code[at]
        at += 1
        match operation:
            case seccomp.LOAD:
                accumulator = struct.unpack_from("<I", data, operand)[0]
            case seccomp.AND:
                accumulator &= operand
            case seccomp.JUMP:
                at += operand
            case seccomp.EQUAL:
                at += yes if accumulator == operand else no
            case seccomp.AT_LEAST:
                at += yes if accumulator >= operand else no
            case seccomp.ANY_BIT:
                at += yes if accumulator & operand else no
            case seccomp.RETURN:
                return operand, steps
    raise AssertionError("it does not end")


SPECIAL = {
    seccomp.OPEN, seccomp.OPENAT, seccomp.CLONE, seccomp.CLONE3, seccomp.FCNTL, seccomp.IOCTL, seccomp.PRLIMIT64,
}  # fmt: skip


def test_every_call_is_permitted_that_is_on_the_list_and_no_other():
    permitted = {n for n in NUMBERS if n not in SPECIAL and verdict(n) == PERMIT}
    assert permitted == set(ALLOWED.values())
    assert {verdict(n) for n in NUMBERS if n not in SPECIAL} == {PERMIT, EPERM}


def test_calls_of_other_kinds_of_programs_are_refused():
    """32-bit calls have another architecture, x32 calls a bit in their number."""
    assert {verdict(X32 | n) for n in NUMBERS} == {EPERM}
    assert verdict(ALLOWED["read"], architecture=0x40000003) == KILL


@pytest.mark.parametrize(
    ("number", "arguments", "wanted"),
    [
        (seccomp.CLONE, (0x3D0F00,), PERMIT),  # a thread
        (seccomp.CLONE, (0x11,), EPERM),  # a process
        (seccomp.CLONE3, (), ENOSYS),
        (seccomp.FCNTL, (3, 3), PERMIT),
        (seccomp.FCNTL, (3, 6), EPERM),  # a lock
        (seccomp.FCNTL, (3, 1033), EPERM),  # a seal
        (seccomp.IOCTL, (1, 0x5401), PERMIT),
        (seccomp.IOCTL, (0, 0x5412), EPERM),  # typing into a terminal
        (seccomp.PRLIMIT64, (0, 7, 0), PERMIT),
        (seccomp.PRLIMIT64, (0, 7, 0x7F00), EPERM),
        (seccomp.PRLIMIT64, (0, 7, 1 << 40), EPERM),  # only the high half of the address is not zero
        (seccomp.OPEN, (0, 0), PERMIT),
        (seccomp.OPEN, (0, 0o1000), EPERM),  # empties a file that is opened for reading
        (seccomp.OPENAT, (0, 0, 0o1001), PERMIT),
        (seccomp.OPENAT, (0, 0, 0o1000), EPERM),
    ],
)
def test_what_depends_on_arguments(number, arguments, wanted):
    assert verdict(number, *arguments) == wanted


def test_a_call_is_found_in_few_steps():
    """The kernel runs a new filter once for each number, so this is what installing it costs."""
    assert max(followed(n)[1] for n in NUMBERS) < 30
