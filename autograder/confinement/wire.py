"""Frames between processes: <u32 head length><u64 body length><JSON head><raw array bytes>. No pickle.

`Reader` treats every byte as hostile: sizes are bounded before anything is allocated.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from typing import Any

from autograder.grading.values import MalformedError, freeze, thaw

PREFIX = struct.Struct("<IQ")
MAX_HEAD, MAX_BODY = 8 << 20, 32 << 20


class ClosedError(Exception):
    """The other side is gone."""


def encode(value: Any) -> bytes:
    """One frame; a value too large to send becomes an opaque one."""
    body: list[bytes] = []
    head = json.dumps(freeze(value, body)).encode()
    size = sum(map(len, body))
    if len(head) > MAX_HEAD or size > MAX_BODY:
        raise OverflowError("a value too large to send")
    return b"".join([PREFIX.pack(len(head), size), head, *body])


class Channel:
    """One end of a socket that carries frames."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.buffer = bytearray()

    def send(self, frame: bytes) -> None:
        """Raises ClosedError when nobody listens any more."""
        try:
            self.sock.sendall(frame)
        except OSError:
            raise ClosedError from None

    def receive(self, wait: float | None = None) -> Any:
        """The next value, or None after `wait` seconds without a whole frame.

        Raises ClosedError at the end of the stream, MalformedError for anything that is not a frame.
        """
        deadline = None if wait is None else time.monotonic() + wait
        while (frame := self._whole_frame()) is None:
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([self.sock], [], [], left)[0]:
                    return None
            try:
                chunk = self.sock.recv(1 << 18)
            except OSError:
                chunk = b""
            if not chunk:
                raise ClosedError
            self.buffer += chunk
        return frame

    def _whole_frame(self) -> Any:
        if len(self.buffer) < PREFIX.size:
            return None
        head, body = PREFIX.unpack_from(self.buffer)
        if head > MAX_HEAD or body > MAX_BODY:
            raise MalformedError("frame too large")
        end = PREFIX.size + head + body
        if len(self.buffer) < end:
            return None
        data = bytes(self.buffer[PREFIX.size : end])
        del self.buffer[:end]
        try:
            tree = json.loads(data[:head])
        except (ValueError, RecursionError):
            raise MalformedError("not JSON") from None
        return thaw(tree, data[head:])

    def close(self) -> None:
        self.sock.close()
