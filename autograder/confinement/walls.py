"""The walls a child puts around itself before it reads a student's first byte."""

from __future__ import annotations

import os
import resource
from collections.abc import Collection, Mapping, Sequence

FILE_SIZE, OPEN_FILES, STACK = 16 << 20, 64, 8 << 20
SCRATCH_MEGABYTES = 64
FIRST_UID = 61184  # systemd's range for users that exist for a while; nobody else's processes have them
UIDS = 4096


def confine(
    layers: Collection[str],
    scratch: str,
    readable: Sequence[str],
    devices: Sequence[str],
    cpu: int,
    memory: int,
    uid: int,
    tasks: int,
) -> None:
    """Raise the walls named in `layers` inside those of `enclose`; whatever cannot be raised raises OSError, and nothing runs.

    scratch: the only folder that can be written. readable: the folders that can be read. devices: files
    (or a folder of nothing else) that can be written too. cpu: seconds.
    memory: bytes of address space. uid: who to be, if this is root. tasks: threads of this user, ours included.
    """
    if "scratch" in layers:
        from autograder.confinement import kernel

        kernel.mount_scratch(scratch, SCRATCH_MEGABYTES)
    os.chdir(scratch)
    if "limits" in layers:
        users = {resource.RLIMIT_NPROC: tasks} if "seccomp" in layers else {}
        files = {resource.RLIMIT_NOFILE: OPEN_FILES}
        _limit({**users, **files, resource.RLIMIT_CPU: cpu, resource.RLIMIT_AS: memory})
    if set(layers) <= {"limits"}:
        return
    from autograder.confinement import kernel
    from autograder.confinement.seccomp import filter_program

    if "user" in layers and os.geteuid() == 0 and uid:
        kernel.become(uid)
    if "landlock" in layers:
        rules = [(path, kernel.READ_ONLY) for path in readable]
        rules += [(device, kernel.DEVICE) for device in devices]
        kernel.landlock([*rules, (scratch, kernel.READ_WRITE)])
    if "capabilities" in layers:
        kernel.drop_capabilities()
    if "seccomp" in layers:
        kernel.seccomp(filter_program())


def enclose(layers: Collection[str]) -> None:
    """What holds for the warm process and all its children."""
    if "limits" in layers:
        _limit({resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: FILE_SIZE, resource.RLIMIT_STACK: STACK})
    if not set(layers) <= {"limits"}:
        from autograder.confinement import kernel

        kernel.no_new_privileges()


def _limit(limits: Mapping[int, int]) -> None:
    for limit, value in limits.items():
        try:
            resource.setrlimit(limit, (value, value))
        except (ValueError, OSError):  # not every platform enforces every limit
            continue
