"""A terminal with a shell in it that runs one command, as far as tests need it: keys in, screens out."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time

# A shell's job control: the command has the terminal; when it is stopped, Enter continues it.
SHELL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    os.tcsetpgrp(0, os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.executable, [sys.executable, "-m", "autograder", *sys.argv[1:]])
while True:
    _, status = os.waitpid(child, os.WUNTRACED)
    os.tcsetpgrp(0, os.getpgrp())
    if not os.WIFSTOPPED(status):
        print("status", os.waitstatus_to_exitcode(status), flush=True)
        break
    print("stopped", flush=True)
    input()
    os.tcsetpgrp(0, child)
    os.kill(-child, signal.SIGCONT)
"""
FRAME = re.compile(r"\x1b\[H(?:(?!\x1b\[H).)*?\x1b\[J", re.DOTALL)
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PATIENCE = 30.0


def at_a_desk():
    """The environment, without what tells pytest that nobody sits there and that it should say all at once."""
    return {name: value for name, value in os.environ.items() if name not in ("CI", "BUILD_NUMBER")}


class Shell:
    """`with Shell("watch", cwd=folder) as shell`: the command runs in a terminal of 80 times 24."""

    def __init__(self, *arguments, cwd, **environment):
        self.master, self.slave = pty.openpty()
        self.resize(80, 24)
        self.before = termios.tcgetattr(self.slave)
        env = {k: v for k, v in at_a_desk().items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SHELL, *arguments], stdin=self.slave, stdout=self.slave, stderr=self.slave,
            cwd=cwd, env=env | {"TERM": "xterm-256color", **environment}, start_new_session=True,
        )  # fmt: skip
        self.said = ""

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def resize(self, columns, lines):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def press(self, keys):
        os.write(self.master, keys.encode())

    @property
    def screen(self):
        """The last whole screen."""
        frames = FRAME.findall(self.said)
        return ESCAPE.sub("", frames[-1]).replace("\r", "") if frames else ""

    def read(self, seconds):
        if select.select([self.master], [], [], seconds)[0]:
            self.said += os.read(self.master, 1 << 16).decode(errors="replace")

    def shows(self, *texts):
        """Wait for a screen with all of these; return it."""
        return self._until(lambda: self.screen if all(t in self.screen for t in texts) else None, texts)

    def says(self, text):
        """Wait for something that comes after what was waited for before; return all up to it."""
        self._until(lambda: text in self.said or None, text)
        before, _, self.said = self.said.partition(text)
        return before + text

    def _until(self, there, what):
        end = time.monotonic() + PATIENCE
        while (found := there()) is None:
            assert time.monotonic() < end, f"{what} was not seen, but\n{self.screen or self.said}"
            self.read(0.1)
        return found

    @property
    def is_as_before(self):
        """Whether the terminal takes whole lines and shows what is typed, as it did."""
        return termios.tcgetattr(self.slave) == self.before
