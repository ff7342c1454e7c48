"""What an attack is: a small program, what it tries, and what would be seen from outside if it worked."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attack:
    """One program of the suite.

    what: what it tries. sign: how its success would be seen from outside. body: the body of the
    function `attacked(x)`. top: statements before everything else. raw: the whole file instead.
    own: whether the honest functions of the same file must still earn their points (an attack on
    one's own program may well cost them). holes: {level: why this is not contained there}.
    big: the lesson hands out more input than a socket holds.
    """

    name: str
    what: str
    sign: str
    body: str = ""
    top: str = ""
    raw: bytes = b""
    file: str = "attacked.py"
    own: bool = True
    holes: dict[str, str] = field(default_factory=dict)
    big: bool = False

    def program(self, facts: dict[str, object]) -> bytes:
        """The file that is handed in; facts: where its targets are."""
        if self.raw:
            return self.raw
        targets = "".join(f"{name} = {value!r}\n" for name, value in facts.items())
        body = textwrap.indent(textwrap.dedent(self.body).strip() or "return None", "    ")
        text = f"{targets}{PRELUDE}{textwrap.dedent(self.top)}\n{HONEST}\ndef attacked(x):\n{body}\n"
        return text.encode()


# What many attacks need. `tried` hides an attack's failure: nobody believes what it returns anyway.
PRELUDE = '''
import ctypes, os, signal, struct, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)

def tried(f, *a):
    try:
        return f(*a)
    except BaseException:
        return None

def hold(*things):
    """Stay alive for a moment, so that what was won can be seen from outside."""
    time.sleep(0.05)

def the_socket():
    import stat
    for fd in range(3, 300):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode): return fd
        except OSError: pass

def machine_code(code):
    """Call a few bytes as a function: system calls by other doors than libc's."""
    libc.mmap.restype = ctypes.c_void_p
    page = libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, 0)
    ctypes.memmove(page, code, len(code))
    return ctypes.CFUNCTYPE(ctypes.c_long)(page)()
'''
HONEST = """
import time
import numpy as np

def before(x):
    time.sleep(0.008)  # the walls are up now; time to look at what is normal
    return 2 * np.asarray(x)

def after(x):
    return np.asarray(x) + 1
"""
