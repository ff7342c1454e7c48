"""Values as plain data: what a probe is given and what an answer brings back.

A value is frozen to a JSON tree. Arrays stand in it as nested lists (files, readable in a
diff) or as raw bytes kept beside the tree (frames between processes).
"""

from __future__ import annotations

import math
import numbers
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_DEPTH, MAX_NODES, MAX_NDIM, MAX_TEXT, MAX_KEYS = 20, 50_000, 8, 20_000, 1000
LONG_LIST = 2000
NEW_AXES = "plt.subplots()[1]"  # this text among the arguments of a function that draws becomes a new Axes
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
DTYPES = frozenset("?bhilqBHILQefdFD")


class MalformedError(ValueError):
    """A frozen tree that no honest peer writes."""


@dataclass(frozen=True)
class Fn:
    """A function as a value: `Fn("x", "x**2")` prints and behaves like `lambda x: x**2`."""

    parameters: str
    body: str

    def __str__(self) -> str:
        return f"lambda {self.parameters}: {self.body}"

    def build(self) -> Any:
        """Return a real function; its body may use `np` and `math`."""
        return eval(str(self), {"np": np, "math": math})  # noqa: S307 - written by a course author

    def __call__(self, *args: Any) -> Any:
        return self.build()(*args)


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that cannot travel as plain data."""

    type_name: str
    text: str


def freeze(value: Any, body: list[bytes] | None = None, depth: int = 0) -> Any:
    """Return `value` as a JSON tree; array bytes go to `body`, or inline when it is None."""
    if depth > MAX_DEPTH:
        return {"opaque": ["object", "nested too deeply"]}
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__getitem__(value, slice(MAX_TEXT))  # not its own: a subclass may answer anything
    if isinstance(value, np.ndarray | np.generic):
        return _freeze_array(value, body, depth)
    if isinstance(value, int):
        return int(value) if abs(value) < 2**1023 else {"opaque": ["int", "a huge integer"]}
    if isinstance(value, float):
        return float(value)
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, list):
        if len(value) > LONG_LIST and set(map(type, value)) <= {int, float, bool}:
            return freeze(np.asarray(value, float), body, depth)  # a list of numbers counts as an array
        return [freeze(v, body, depth + 1) for v in value]
    if isinstance(value, tuple):
        return {"tuple": [freeze(v, body, depth + 1) for v in value]}
    if isinstance(value, dict):
        if len(value) > MAX_KEYS:
            return {"opaque": ["dict", f"a dict with {len(value)} keys"]}
        return {"dict": [[freeze(k, body, depth + 1), freeze(v, body, depth + 1)] for k, v in value.items()]}
    if isinstance(value, Fn):
        return {"fn": [value.parameters, value.body]}
    if isinstance(value, Opaque):
        return {"opaque": [value.type_name, value.text]}
    return _freeze_foreign(value, body, depth)


def _freeze_array(value: Any, body: list[bytes] | None, depth: int) -> Any:
    array = np.asarray(value)
    if array.dtype == object:
        return freeze(array.tolist(), body, depth + 1)
    if array.dtype.char in "US" and array.ndim == 0:
        return str(array.item())[:MAX_TEXT]
    if array.dtype.char == "g":  # long double: no fixed size on the wire
        array = array.astype(float)
    array = array.astype(array.dtype.newbyteorder("="), copy=False)
    if array.dtype.char not in DTYPES or array.ndim > MAX_NDIM:
        return {"opaque": [type(value).__name__, f"an array of dtype {array.dtype}"]}
    node: dict[str, Any] = {"dtype": array.dtype.char, "shape": list(array.shape)}
    if isinstance(value, np.generic):
        node["scalar"] = True
    elif (order := order_of(array)) != "C":
        node["order"] = order
    if body is None:
        flat = array.ravel().tolist()
        node["array"] = [[z.real, z.imag] for z in flat] if array.dtype.kind == "c" else flat
    else:
        body.append(np.ascontiguousarray(array).tobytes())
        node["array"] = len(body[-1])
    return node


def _freeze_foreign(value: Any, body: list[bytes] | None, depth: int) -> Any:
    """A student's own types: numbers and things that look like arrays are kept, others described."""
    try:
        if isinstance(value, numbers.Real):
            return float(value)
        if hasattr(type(value), "__array__"):
            array = np.asarray(value)
            if array.dtype != object:
                return _freeze_array(array, body, depth)
        text = ADDRESS.sub("0x...", repr(value)[:1000])  # it differs from run to run
    except Exception as error:  # a student's __repr__ or __float__ may raise anything
        text = f"its repr raises {type(error).__name__}"
    return {"opaque": [type(value).__name__[:100], text[:200]]}


def order_of(array: np.ndarray[Any, Any]) -> str:
    """How an array lies in memory, in the terms that `thaw` can rebuild."""
    if not array.flags.writeable:
        return "readonly"
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "strided"


class _Thaw:
    def __init__(self, body: bytes | memoryview | None) -> None:
        self.body, self.position, self.nodes, self.text = body, 0, 0, 0

    def value(self, node: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH + 2 or self.nodes > MAX_NODES:
            raise MalformedError("value tree too big")
        kind = type(node)
        if kind is float or kind is int or kind is bool or node is None:
            return node
        if kind is str:
            self.text += len(node)
            if len(node) > MAX_TEXT or self.text > 10 * MAX_TEXT:
                raise MalformedError("too much text")
            return node
        if kind is list:
            return [self.value(v, depth + 1) for v in node]
        if kind is not dict:
            raise MalformedError("not a value")
        if "array" in node:
            return self.array(node)
        if len(node) != 1:
            raise MalformedError("not one tag")
        [(tag, items)] = node.items()
        return self.tagged(tag, items, depth + 1)

    def tagged(self, tag: str, items: Any, depth: int) -> Any:
        if tag == "tuple":
            return tuple([self.value(v, depth) for v in items])
        if tag == "dict" and len(items) <= MAX_KEYS:  # hashes that collide cost squares
            return {_hashable(self.value(k, depth)): self.value(v, depth) for k, v in items}
        match tag, items:
            case "complex", [float(real), float(imag)]:
                return complex(real, imag)
            case "fn", [str(parameters), str(body)]:
                return Fn(parameters, body)
            case "opaque", [str(name), str(text)]:
                return Opaque(name[:100], text[:200])
        raise MalformedError("unknown tag")

    def array(self, node: dict[str, Any]) -> Any:
        data, char, shape = node["array"], node["dtype"], node["shape"]
        if char not in DTYPES or len(shape) > MAX_NDIM or not all(type(n) is int and n >= 0 for n in shape):
            raise MalformedError("bad array header")
        dtype, size = np.dtype(char), math.prod(shape)
        if self.body is None:
            flat = [complex(*z) for z in data] if dtype.kind == "c" else data
            if len(flat) != size:
                raise MalformedError("array size mismatch")
            array = np.array(flat, dtype).reshape(shape)
        else:
            if (
                type(data) is not int
                or size * dtype.itemsize != data
                or self.position + data > len(self.body)
            ):
                raise MalformedError("array size mismatch")
            array = np.frombuffer(self.body, dtype, size, self.position).reshape(shape).copy()
            self.position += data
        return array[()] if node.get("scalar") else laid_out(array, node.get("order", "C"))


def _hashable(key: Any) -> Any:
    if isinstance(key, list | dict | np.ndarray):
        raise MalformedError("a dict key that cannot be one")
    return key


def laid_out(array: np.ndarray[Any, Any], order: Any) -> np.ndarray[Any, Any]:
    """The array, lying in memory as `order_of` says."""
    if order == "F":
        return np.asfortranarray(array)
    if order == "readonly":
        array.flags.writeable = False
    if order == "strided" and array.ndim:
        wide = np.full((*array.shape[:-1], 2 * array.shape[-1]), 99, array.dtype)
        wide[..., ::2] = array
        return wide[..., ::2]
    return array


def thaw(node: Any, body: bytes | memoryview | None = None) -> Any:
    """Rebuild what `freeze` froze; every call gives fresh objects.

    Raises MalformedError, and nothing else, for a tree that `freeze` cannot have written.
    """
    reader = _Thaw(body)
    try:
        value = reader.value(node)
    except MalformedError:
        raise
    except Exception as error:  # whatever hostile data provokes is the peer's fault
        raise MalformedError(f"malformed: {type(error).__name__}") from None
    if body is not None and reader.position != len(body):
        raise MalformedError("trailing bytes")
    return value
