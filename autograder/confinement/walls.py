"""The walls a child puts around itself before it reads a student's first byte."""

from __future__ import annotations

import os
import resource
from collections.abc import Collection, Mapping, Sequence

FILE_SIZE, OPEN_FILES, STACK = 16 << 20, 64, 8 << 20
SCRATCH_MEGABYTES = 64
FIRST_UID = 61184  # systemd's range for users that exist for a while; nobody else's processes have them
UIDS = 4096


class Walls:
    """What is the same for all children is made here, once: whatever a child touches first is copied for it alone."""

    def __init__(
        self,
        layers: Collection[str],
        readable: Sequence[str],
        devices: Sequence[str],
        own: str,
        uid: int,
        tasks: int,
    ) -> None:
        """Those named in `layers`, inside those of `enclose`.

        readable: the folders that can be read. devices: files (or a folder of nothing else) that can be written too.
        own: the folder that holds the scratch folders of all children and nothing else, "" if there is none.
        uid: who to be, if this is root. tasks: threads of this user, those of the child included.
        """
        self.layers = frozenset(layers)
        self.uid = uid if "user" in layers and os.geteuid() == 0 else 0
        self.most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self.limits = {resource.RLIMIT_NOFILE: OPEN_FILES}
        if "seccomp" in layers:
            self.limits[resource.RLIMIT_NPROC] = tasks
        if self.layers <= {"limits"}:
            return
        from autograder.confinement import kernel
        from autograder.confinement.seccomp import filter_program

        self.kernel = kernel
        self.rules = [(path, kernel.READ_ONLY) for path in readable]
        self.rules += [(device, kernel.DEVICE) for device in devices]
        self.ruleset = None
        if "landlock" in layers and own:
            self.ruleset = kernel.ruleset([*self.rules, (own, kernel.READ_WRITE)])
        self.filter = kernel.system_calls(filter_program())

    def confine(self, session: int, scratch: str, cpu: int, memory: int) -> None:
        """Raise them; whatever cannot be raised raises OSError, and nothing runs.

        session: the only file that stays open. scratch: the only folder that can be written. cpu: seconds.
        memory: bytes of address space.
        """
        layers = self.layers
        os.setsid()
        if "scratch" in layers:
            self.kernel.mount_scratch(scratch, SCRATCH_MEGABYTES)
        os.chdir(scratch)
        if "limits" in layers:
            _limit({**self.limits, resource.RLIMIT_CPU: cpu, resource.RLIMIT_AS: memory})
        if self.uid:
            self.kernel.become(self.uid)
        if "landlock" in layers:
            ruleset = self.ruleset or self.kernel.ruleset([*self.rules, (scratch, self.kernel.READ_WRITE)])
            self.kernel.landlock(ruleset)
        os.closerange(3, session)
        os.closerange(session + 1, self.most_files)
        if "capabilities" in layers:
            self.kernel.drop_capabilities()
        if "seccomp" in layers:
            self.kernel.seccomp(self.filter)


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
