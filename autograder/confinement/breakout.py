"""A program that tries to break out. It runs as a submission before any other, and must not succeed."""

import contextlib
import ctypes
import os
import resource
import socket
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def breaks_out(paths: Sequence[str]) -> list[str]:
    """Try what no submission may do; return what worked. paths: files that must not be readable."""
    attempts: dict[str, Callable[[], Any]] = {
        "read /etc/passwd": Path("/etc/passwd").read_bytes,
        "read the environment of another process": Path(f"/proc/{os.getppid()}/environ").read_bytes,
        "list the root folder": lambda: list(Path("/").iterdir()),
        "write beside its own folder": lambda: Path(f"{Path.cwd()}-breakout").touch(),
        "write to /dev/shm": lambda: tempfile.TemporaryFile(dir="/dev/shm"),
        "open a network socket": lambda: socket.socket(socket.AF_INET),
        "open a local socket": socket.socketpair,
        "start a process": _forks,
        "start another program": lambda: os.posix_spawn("/bin/true", ["true"], {}),
        "send a signal": lambda: os.kill(os.getppid(), 0),
        "change its own limits": lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
        "make a namespace": lambda: _system_call("unshare", 0x10000000),
        "trace itself": lambda: _system_call("ptrace", 0, 0, 0, 0),
        "keep memory outside its limit": lambda: os.close(os.memfd_create("breakout")),
        "become root": lambda: os.setuid(0),
        **{f"read {path}": Path(path).read_bytes for path in paths},
    }
    return [name for name, attempt in attempts.items() if _works(attempt)]


def _works(attempt: Callable[[], Any]) -> bool:
    with contextlib.suppress(Exception):
        attempt()
        return True
    return False


def _forks() -> None:
    if os.fork() == 0:
        os._exit(0)


def _system_call(name: str, *arguments: int) -> None:
    if getattr(ctypes.CDLL(None), name)(*arguments) < 0:
        raise OSError
