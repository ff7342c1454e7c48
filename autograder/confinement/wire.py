"""Frames between processes: <u32 head length><u64 body length><JSON head><raw array bytes>. No pickle.

`Channel` treats every byte as hostile: sizes are bounded before anything is allocated.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import time
from collections.abc import Sequence
from functools import cached_property
from select import POLLIN, POLLOUT, poll
from typing import Any

from autograder.grading.values import MalformedError, freeze, thaw

PREFIX = struct.Struct("<IQ")
READER = json.JSONDecoder()
PIECE = 1 << 16  # bytes read at once; for many more the system would be asked for memory each time
MAX_HEAD, MAX_BODY = 2 << 20, 8 << 20


class ClosedError(Exception):
    """The other side is gone."""


def encode(value: Any) -> bytes:
    """One frame. Raises OverflowError for a value that is too large for one."""
    body: list[bytes] = []
    return _frame(json.dumps(freeze(value, body)).encode(), body)


def join(frames: Sequence[bytes]) -> bytes:
    """One frame for several that hold lists: all their items. Raises OverflowError as `encode` does."""
    if len(frames) == 1:
        return frames[0]
    sizes = [PREFIX.unpack_from(frame) for frame in frames]
    ends = [PREFIX.size + head for head, _ in sizes]
    items = [frame[PREFIX.size + 1 : end - 1] for frame, end in zip(frames, ends, strict=True)]
    bodies = [frame[end:] for frame, end in zip(frames, ends, strict=True)]
    return _frame(b"[" + b", ".join(items) + b"]", bodies)


def _frame(head: bytes, body: list[bytes]) -> bytes:
    size = sum(map(len, body))
    if len(head) > MAX_HEAD or size > MAX_BODY:
        raise OverflowError("a value too large to send")
    return b"".join([PREFIX.pack(len(head), size), head, *body])


def decode(frame: bytes) -> Any:
    """The inverse of `encode`. Raises MalformedError for what `encode` cannot have written."""
    head, _ = PREFIX.unpack_from(frame)
    data = memoryview(frame)[PREFIX.size :]
    try:
        text = str(data[:head], "utf-8")
        tree, end = READER.raw_decode(text)
    except (ValueError, RecursionError):
        raise MalformedError("not JSON") from None
    if end != len(text):
        raise MalformedError("more than one JSON value")
    return thaw(tree, data[head:])


class Channel:
    """One end of a socket that carries frames."""

    def __init__(self, fd: int) -> None:
        """fd: the socket, which is this channel's from now on."""
        self.fd = fd
        self.buffer = bytearray()
        self.received = 0
        self.outbox = bytearray()

    @cached_property
    def events(self) -> poll:
        """What is waited for; only who has a deadline needs it."""
        events = poll()
        events.register(self.fd, POLLIN)
        return events

    def post(self, frame: bytes) -> None:
        """Send a frame no later than when this side waits for the other one."""
        self.outbox += frame

    def flush(self) -> None:
        """Send what was posted, as far as the socket takes it (all of it, if the socket blocks).

        Raises ClosedError when nobody listens any more.
        """
        try:
            while self.outbox:  # write and read: a confined process has no system calls of sockets
                del self.outbox[: os.write(self.fd, self.outbox)]
        except BlockingIOError:
            return
        except OSError:
            self.outbox.clear()
            raise ClosedError from None

    def receive(self, wait: float | None = None) -> Any:
        """The next value, or None after `wait` seconds without a whole frame.

        Raises ClosedError at the end of the stream, MalformedError for anything that is not a frame.
        """
        frame = self.frame(wait)
        return None if frame is None else decode(frame)

    def frame(self, wait: float | None = None) -> bytes | None:
        """The next frame as it came, else as `receive`."""
        deadline = None if wait is None else time.monotonic() + wait
        while (frame := self._whole_frame()) is None:
            with contextlib.suppress(ClosedError):  # it may have answered before it went
                self.flush()
            if deadline is not None:
                left = deadline - time.monotonic()
                self.events.modify(self.fd, POLLIN | (POLLOUT if self.outbox else 0))
                ready = self.events.poll(1000 * left) if left > 0 else []
                if not ready:
                    return None
                if ready[0][1] == POLLOUT:
                    continue
            try:
                chunk = os.read(self.fd, PIECE)
            except OSError:
                chunk = b""
            if not chunk:
                raise ClosedError
            self.received += len(chunk)
            self.buffer += chunk
        return frame

    def _whole_frame(self) -> bytes | None:
        if len(self.buffer) < PREFIX.size:
            return None
        head, body = PREFIX.unpack_from(self.buffer)
        if head > MAX_HEAD or body > MAX_BODY:
            raise MalformedError("frame too large")
        end = PREFIX.size + head + body
        if len(self.buffer) < end:
            return None
        frame = bytes(self.buffer[:end])
        del self.buffer[:end]
        return frame

    def close(self) -> None:
        os.close(self.fd)
