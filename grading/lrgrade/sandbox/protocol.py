"""The language of examiner and sandbox: plain data in frames of limited length.

Theory of operation. The two processes share one socket pair and nothing else.
A frame is four bytes of length and a msgpack body of at most that length. The
body is a tree of None, bool, int, float, str, bytes and lists; everything else
is a list that begins with a tag. Arrays travel in the .npy format, whose header
is matched against the one form that NumPy writes for plain dtypes, so that no
part of it is evaluated. What is not plain data stays where it is and is sent as
a reference: a number that means something only to the process that owns it.

The examiner reads what a hostile process wrote. So nothing here is unpickled,
evaluated or imported by name, every size is bounded before memory is taken for
it, and whatever is wrong with a frame raises ProtocolError and nothing else.
"""

import io
import re
import socket
import struct
import time
from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import msgpack
import numpy as np

MEGABYTE = 2**20
MAX_DEPTH = 40
# Building a set or a dict of n chosen numbers can take n² steps.
MAX_HASHED = 10_000
MAX_BITS = 2**16
# To spawn so many generators takes a moment.
MAX_SPAWNED = 20_000

Wire = Any
Export = Callable[[Any], Wire]
Resolve = Callable[[Wire], Any]

_LENGTH = struct.Struct(">I")
_HEADER = re.compile(
    rb"\{'descr': '([<>|=][biufcSUmM]\d{1,8}(?:\[\d{0,6}[A-Za-z]{1,7}\])?)', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,18}, ?)*(?:\d{1,18})?)\), \} *\n"
)
# The state of each of NumPy's bit generators: every number with its largest value.
_BIT_GENERATORS: dict[str, dict[str, int]] = {
    "PCG64": {"state": 2**128 - 1, "inc": 2**128 - 1},
    "PCG64DXSM": {"state": 2**128 - 1, "inc": 2**128 - 1},
}


class ProtocolError(Exception):
    """A frame that is not what the protocol allows."""


class ChannelClosed(ProtocolError):  # noqa: N818
    """The other process has closed the channel, or is gone."""


class DeadlinePassed(Exception):  # noqa: N818
    """The other process took longer than it may."""


class NotPlainError(TypeError):
    """A value that cannot be sent; the message says why, as the end of a sentence."""


class Channel:
    """Frames over a connected socket. `most` is the largest body in bytes, in both directions."""

    def __init__(self, sock: socket.socket, most: int = 8 * MEGABYTE):
        self._socket = sock
        self._most = most

    def fileno(self) -> int:
        """The descriptor, to wait on."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close it; the other side will see ChannelClosed."""
        self._socket.close()

    def send(self, message: Wire, deadline: float | None = None) -> None:
        """Send one message. Raises NotPlainError if it is too large, ChannelClosed, DeadlinePassed."""
        body = encode(message)
        if len(body) > self._most:
            raise NotPlainError(f"takes {as_size(len(body))}, and at most {as_size(self._most)} can be looked at")
        self._exact(lambda: self._socket.sendall(_LENGTH.pack(len(body)) + body), deadline)

    def receive(self, deadline: float | None = None) -> Wire:
        """The next message. Raises ProtocolError, ChannelClosed, DeadlinePassed."""
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size, deadline))
        if length > self._most:
            raise ProtocolError(f"a message of {as_size(length)}")
        return decode(self._read(length, deadline))

    def _read(self, count: int, deadline: float | None) -> bytes:
        parts = []
        while count:
            part = self._exact(partial(self._socket.recv, min(count, MEGABYTE)), deadline)
            if not part:
                raise ChannelClosed("the channel is closed")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def _exact(self, act: Callable[[], Any], deadline: float | None) -> Any:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise DeadlinePassed
        try:
            self._socket.settimeout(left)
            return act()
        except TimeoutError:
            raise DeadlinePassed from None
        except OSError as error:
            raise ChannelClosed(str(error)) from None


def encode(message: Wire) -> bytes:
    """A message as the body of a frame."""
    try:
        return msgpack.packb(message, use_bin_type=True, strict_types=True, unicode_errors="replace")
    except (ValueError, OverflowError) as error:
        raise NotPlainError(f"cannot be sent ({error})") from None


def decode(body: bytes) -> Wire:
    """The message in the body of a frame. Raises ProtocolError."""
    try:
        return msgpack.unpackb(body, raw=False, use_list=True, max_map_len=0, max_ext_len=0)
    except Exception as error:
        raise ProtocolError(f"a message that cannot be read ({type(error).__name__})") from None


def pack(value: Any, export: Export, depth: int = 0) -> Wire:
    """A value as a tree that `encode` takes.

    What is not plain data is given to `export`, which returns a reference.
    Subclasses of plain types become those types. Raises NotPlainError.
    """
    if value is None or type(value) in (bool, float, str, bytes):
        return value
    if depth > MAX_DEPTH:
        raise NotPlainError("is nested too deeply")
    match value:
        case bool():
            return bool(value)
        case np.generic() if _is_plain(value.dtype):
            return ["n", _npy(np.asarray(value))]
        case int():
            return _packed_int(int(value))
        case float():
            return float(value)
        case complex():
            return ["c", value.real, value.imag]
        case str():
            return str.__str__(value)
        case bytes() | bytearray():
            return bytes(value)
        case np.ndarray() if _is_plain(value.dtype) and not isinstance(value, np.ma.MaskedArray):
            return ["a", _npy(np.asarray(value))]
        case list() | tuple() | set() | frozenset():
            tag = next(tag for tag, kind in _COLLECTIONS.items() if isinstance(value, kind))
            return [tag, [pack(item, export, depth + 1) for item in value]]
        case dict():
            return ["d", [[pack(key, export, depth + 1), pack(item, export, depth + 1)] for key, item in value.items()]]
        case slice():
            return ["s", *(pack(part, export, depth + 1) for part in (value.start, value.stop, value.step))]
        case range():
            return ["range", *(_packed_int(part) for part in (value.start, value.stop, value.step))]
        case np.random.Generator() if type(value.bit_generator).__name__ in _BIT_GENERATORS:
            return ["g", *_state_of(value), pack(_seeds_of(value), export, depth + 1)]
    if value is Ellipsis:
        return ["..."]
    return export(value)


def unpack(wire: Wire, resolve: Resolve, depth: int = 0) -> Any:
    """The value of a tree that `decode` gave; references go to `resolve`. Raises ProtocolError."""
    if wire is None or type(wire) in (bool, int, float, str, bytes):
        return wire
    if type(wire) is not list or not wire or depth > MAX_DEPTH:
        raise ProtocolError("a value of no known kind")
    try:
        match wire:
            case ["i", str(text)] if len(text) * 4 <= MAX_BITS + 16:
                return int(text, 16)
            case ["c", float(real), float(imaginary)]:
                return complex(real, imaginary)
            case ["n", bytes(data)]:
                array = _from_npy(data)
                if array.ndim == 0:
                    return array[()]
            case ["a", bytes(data)]:
                return _from_npy(data)
            case ["l" | "t" | "S" | "F" as tag, list(items)]:
                if tag in "SF" and len(items) > MAX_HASHED:
                    raise ProtocolError("a set of too many items")
                return _COLLECTIONS[tag](unpack(item, resolve, depth + 1) for item in items)
            case ["d", list(pairs)] if len(pairs) <= MAX_HASHED:
                return {unpack(key, resolve, depth + 1): unpack(item, resolve, depth + 1) for key, item in pairs}
            case ["s", start, stop, step]:
                return slice(*(unpack(part, resolve, depth + 1) for part in (start, stop, step)))
            case ["range", start, stop, step]:
                return range(*(unpack(part, resolve, depth + 1) for part in (start, stop, step)))
            case ["g", str(name), list(numbers), seeds]:
                numbers = [unpack(number, resolve, depth + 1) for number in numbers]
                return _generator(name, numbers, unpack(seeds, resolve, depth + 1))
            case ["..."]:
                return Ellipsis
            case ["mine" | "yours", *_]:
                return resolve(wire)
    except ProtocolError:
        raise
    except Exception as error:
        raise ProtocolError(f"a value that cannot be built ({type(error).__name__})") from None
    raise ProtocolError("a value of no known kind")


_COLLECTIONS: dict[str, Any] = {"l": list, "t": tuple, "S": set, "F": frozenset}


def set_state(rng: np.random.Generator, advanced: np.random.Generator) -> None:
    """Give a generator the state of another of the same kind and seed. Raises ProtocolError."""
    if type(rng.bit_generator) is not type(advanced.bit_generator):
        raise ProtocolError("a generator of another kind")
    rng.bit_generator.state = advanced.bit_generator.state
    ours: Any = rng.bit_generator.seed_seq
    theirs: Any = advanced.bit_generator.seed_seq
    if _seeds_of(rng)[:-1] == _seeds_of(advanced)[:-1] and isinstance(ours, np.random.SeedSequence):
        more = theirs.n_children_spawned - ours.n_children_spawned
        if more > MAX_SPAWNED:
            raise ProtocolError("a generator that has spawned too many")
        # Their number can be set in no other way.
        ours.spawn(max(0, more))


def _packed_int(value: int) -> Wire:
    if -(2**63) <= value < 2**63:
        return value
    if value.bit_length() > MAX_BITS:
        raise NotPlainError(f"is a number of {value.bit_length()} bits, and at most {MAX_BITS} can be looked at")
    return ["i", hex(value)]


def _is_plain(dtype: np.dtype) -> bool:
    return dtype.kind in "biufcSUmM" and dtype.itemsize > 0


def _npy(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def _from_npy(data: bytes) -> np.ndarray:
    length = int.from_bytes(data[8:10], "little")
    header = _HEADER.fullmatch(data, 10, 10 + length)
    if data[:8] != b"\x93NUMPY\x01\x00" or header is None or length > 512:
        raise ProtocolError("an array with a strange header")
    dtype = np.dtype(header[1].decode())
    shape = tuple(int(part) for part in header[3].split(b",") if part.strip())
    body = data[10 + length :]
    if dtype.itemsize == 0 or len(shape) > 32 or prod(shape) * dtype.itemsize != len(body):
        raise ProtocolError("an array of the wrong length")
    if dtype.kind == "U" and body and np.frombuffer(body, dtype.str[0] + "u4").max() > 0x10FFFF:
        raise ProtocolError("a text with no such letter")
    order: Any = "F" if header[2] == b"True" else "C"
    # A truth value that is neither 0 nor 1 would confuse whoever counts.
    if dtype.kind == "b":
        return np.ndarray(shape, np.uint8, body, order=order) != 0
    # It owns its data, as an array that nobody has sent does.
    return np.ndarray(shape, dtype, body, order=order).copy("K")


def _state_of(rng: np.random.Generator) -> tuple[str, Wire]:
    state: Any = rng.bit_generator.state
    name = state["bit_generator"]
    numbers = [state["state"][key] for key in _BIT_GENERATORS[name]] + [state["has_uint32"], state["uinteger"]]
    return name, [_packed_int(int(number)) for number in numbers]


def _seeds_of(rng: np.random.Generator) -> list[Any]:
    """What the generators that it spawns begin with: entropy, place in the tree, size of the pool, their number yet."""
    seeds: Any = rng.bit_generator.seed_seq
    if type(seeds) is not np.random.SeedSequence:
        return [0]
    entropy: Any = seeds.entropy
    if not isinstance(entropy, int):
        entropy = [int(part) for part in entropy]
    return [entropy, [int(part) for part in seeds.spawn_key], seeds.pool_size, seeds.n_children_spawned]


def _seed_sequence(seeds: Any) -> np.random.SeedSequence:
    match seeds:
        case [0]:
            return np.random.SeedSequence(0)
        case [int() | list() as entropy, list(key), int(pool), int(spawned)]:
            pieces = entropy if isinstance(entropy, list) else [entropy]
            small = all(type(part) is int and 0 <= part < 2**32 for part in key)
            fit = all(type(part) is int and 0 <= part < 2**1024 for part in pieces)
            if small and fit and len(pieces) + len(key) <= 64 and 4 <= pool <= 64 and 0 <= spawned < 2**32:
                return np.random.SeedSequence(entropy, spawn_key=key, pool_size=pool, n_children_spawned=spawned)
    raise ProtocolError("a generator with an impossible seed")


def _generator(name: str, numbers: list[Any], seeds: Any) -> np.random.Generator:
    highest = _BIT_GENERATORS[name]
    allowed = [*highest.values(), 1, 2**32 - 1]
    if len(numbers) != len(allowed) or not all(
        type(number) is int and 0 <= number <= most for number, most in zip(numbers, allowed, strict=True)
    ):
        raise ProtocolError("a generator in no possible state")
    bits = getattr(np.random, name)(_seed_sequence(seeds))
    bits.state = {
        "bit_generator": name,
        "state": dict(zip(highest, numbers, strict=False)),
        "has_uint32": numbers[-2],
        "uinteger": numbers[-1],
    }
    return np.random.Generator(bits)


def as_size(count: int) -> str:
    """A number of bytes as people read it."""
    return f"{count / MEGABYTE:.3g} MB" if count >= MEGABYTE else f"{count / 1024:.3g} kB"
