"""What a probe gave back. Everything in it is a claim by the student's process, and only data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

RETURNED, RAISED, MISSING, UNATTEMPTED = "returned", "raised", "missing", "not attempted"
UNTRIED = (MISSING, UNATTEMPTED)
TIMED_OUT, CRASHED = "timed out", "crashed"


@dataclass(frozen=True)
class Frame:
    """One line of the student's own traceback."""

    where: str
    line: int
    function: str
    text: str


@dataclass(frozen=True)
class Answer:
    """The outcome of one probe.

    status: one of the words above. value: what was returned (for a probe of several calls, a
    list). error: the exception's class names, most special first, for a status of "raised".
    changed: arguments that differ after the call, by name. aliases: names of arguments whose
    memory the result shares. frame: the bytes that say all this, b"" if they are not at hand.
    """

    status: str
    value: Any = None
    error: tuple[str, ...] = ()
    text: str = ""
    frames: tuple[Frame, ...] = ()
    changed: dict[str, Any] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    printed: str = ""
    frame: bytes = field(default=b"", repr=False, compare=False)

    def to_data(self) -> dict[str, Any]:
        """A plain dict (values not frozen yet), without what is empty."""
        data: dict[str, Any] = {"status": self.status, "value": self.value}
        if self.error:
            data["error"] = list(self.error)
        if self.text:
            data["text"] = self.text
        if self.frames:
            data["frames"] = [[f.where, f.line, f.function, f.text] for f in self.frames]
        if self.changed:
            data["changed"] = self.changed
        if self.aliases:
            data["aliases"] = list(self.aliases)
        if self.printed:
            data["printed"] = self.printed
        return data

    @classmethod
    def from_data(cls, data: dict[str, Any], frame: bytes = b"") -> Answer:
        """The inverse of `to_data`, for data of unknown origin: wrong types become empty fields."""

        def take(key: str, kind: type) -> Any:
            value = data.get(key)
            return value if isinstance(value, kind) else kind()

        frames = tuple(
            Frame(f[0][:200], f[1], f[2][:200], f[3][:300])
            for f in take("frames", list)[:20]
            if isinstance(f, list) and [type(x) for x in f] == [str, int, str, str]
        )
        return cls(
            status=take("status", str),
            value=data.get("value"),
            error=tuple(str(e)[:100] for e in take("error", list)[:20]),
            text=take("text", str)[:2000],
            frames=frames,
            changed={str(k)[:100]: v for k, v in take("changed", dict).items()},
            aliases=tuple(str(a)[:100] for a in take("aliases", list)[:20]),
            printed=take("printed", str)[:4000],
            frame=frame,
        )
