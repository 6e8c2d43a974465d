"""The protocol: every kind of plain data comes over unchanged, and nothing else is believed."""

import contextlib
import pickle
import random
import socket
import struct

import msgpack
import numpy as np
import pytest

from lrgrade.sandbox.protocol import (
    MAX_HASHED,
    MAX_SPAWNED,
    Channel,
    ChannelClosed,
    DeadlinePassed,
    NotPlainError,
    ProtocolError,
    decode,
    encode,
    pack,
    set_state,
    unpack,
)

NOTHING = [None, True, False]
NUMBERS = [0, -1, 2**63 - 1, -(2**63), 2**63, -(2**200), 1.5, float("inf"), -0.0, 1e-320, 3 + 4j]
TEXTS = ["", "σ(z)", "a\0b", b"", b"\x00\xff"]
GROUPS = [[], [1, [2, [3]]], (), (1, (2,)), {}, {"a": [1], 2: None, (1, 2): "t"}, set(), {1, "b"}, frozenset({2})]
OTHERS = [slice(1, None, -1), range(3, 9, 2), ...]
SCALARS = [np.float64(0.1), np.float32(0.1), np.int8(-3), np.bool_(True), np.complex64(1j), np.str_("x")]
SCALARS += [np.datetime64("2024-02-29", "D"), np.timedelta64(5, "ns"), np.longdouble(1) / 3]
ARRAYS = [
    np.array(3.0),
    np.zeros((0, 3)),
    np.arange(6).reshape(2, 3),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.arange(10)[::3],
    np.array([True, False]),
    np.array(["a", "𝛔"]),
    np.array([b"x", b"yz"]),
    np.array(["2024-01-01"], dtype="datetime64[s]"),
    np.arange(3, dtype=">f4"),
]


def refuse(value):
    raise AssertionError(f"{value!r} should be plain")


def over(value):
    return unpack(decode(encode(pack(value, refuse))), refuse)


@pytest.mark.parametrize("value", NOTHING + NUMBERS + TEXTS + GROUPS + OTHERS, ids=repr)
def test_python_values_come_over(value):
    got = over(value)
    assert type(got) is type(value)
    assert got == value
    assert repr(got) == repr(value)


@pytest.mark.parametrize("value", SCALARS + ARRAYS, ids=lambda value: f"{type(value).__name__}-{value.dtype}")
def test_numpy_values_come_over(value):
    got = over(value)
    assert type(got) is type(value)
    assert (got.dtype, got.shape) == (value.dtype, value.shape)
    np.testing.assert_array_equal(got, value)
    if isinstance(value, np.ndarray):
        assert got.flags.writeable
        assert got.flags.f_contiguous == value.flags.f_contiguous or not value.flags.contiguous


def test_not_a_number_comes_over():
    assert np.isnan(over(float("nan")))
    assert np.isnan(over(np.array([np.nan]))[0])


@pytest.mark.parametrize("kind", ["PCG64", "PCG64DXSM"])
def test_a_generator_comes_over_with_its_state(kind):
    rng = np.random.Generator(getattr(np.random, kind)(7))
    rng.integers(9, dtype=np.uint32)
    got = over(rng)
    assert got.random(5).tolist() == rng.random(5).tolist()
    assert got.integers(9, size=5, dtype=np.uint32).tolist() == rng.integers(9, size=5, dtype=np.uint32).tolist()


@pytest.mark.parametrize(
    "seed", [7, 2**200, [1, 2, 3], np.random.SeedSequence(5, spawn_key=(1, 2), pool_size=8)], ids=str
)
def test_a_generator_comes_over_with_what_it_can_spawn(seed):
    rng = np.random.default_rng(seed)
    rng.spawn(2)
    got, child = over(rng), over(rng.spawn(1)[0])
    assert rng.bit_generator.seed_seq.n_children_spawned == 3
    assert child.random() == got.spawn(1)[0].random()
    set_state(rng, got)
    assert rng.bit_generator.seed_seq.n_children_spawned == 3


def test_the_state_of_a_generator_is_set_with_what_it_has_spawned():
    rng = np.random.default_rng(7)
    theirs = over(rng)
    theirs.random()
    theirs.spawn(3)
    set_state(rng, theirs)
    assert (rng.random(), rng.spawn(1)[0].random()) == (theirs.random(), theirs.spawn(1)[0].random())
    theirs.bit_generator.seed_seq.spawn(MAX_SPAWNED + 1)
    with pytest.raises(ProtocolError, match="spawned too many"):
        set_state(rng, theirs)


@pytest.mark.parametrize("value", ARRAYS, ids=lambda value: str(value.dtype))
def test_an_array_owns_what_it_holds(value):
    got = over(value)
    assert got.flags.owndata
    got.resize(got.size + 1)


def test_subclasses_come_over_as_what_they_are_made_of():
    class Liar(float):
        def __eq__(self, other):
            return True

    got = over(Liar(3))
    assert type(got) is float
    assert got == 3
    assert got != 4


def test_what_is_not_plain_is_exported():
    for value in (print, object(), iter([]), np.array([None]), np.zeros(2, "i4,f8"), np.ma.masked_all(2)):
        assert pack(value, lambda value: ["mine", 7]) == ["mine", 7]


def test_a_value_that_contains_itself_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(NotPlainError, match="is nested too deeply"):
        pack(endless, refuse)


def test_a_number_of_too_many_bits_is_refused():
    with pytest.raises(NotPlainError, match="is a number of 100001 bits, and at most 65536 can be looked at"):
        pack(2**100_000, refuse)


def npy(header, body=b""):
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + body


def header(descr="'<f8'", order="False", shape="(1,)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()


SEEDS = ["l", [3, ["l", []], 4, 0]]


@pytest.mark.parametrize(
    "wire",
    [
        [],
        {},
        ["unknown"],
        [3, 4],
        ["l"],
        ["l", 3],
        ["d", [[1]]],
        ["d", [[["l", []], 1]]],
        ["S", [["l", []]]],
        ["S", list(range(MAX_HASHED + 1))],
        ["i", "not hex"],
        ["i", "1" * 99_999],
        ["c", 1, 2],
        ["s", 1],
        ["range", 0, 1, 0],
        ["range", "a", 1, 1],
        ["g", "MT19937", [], SEEDS],
        ["g", "PCG64", [1, 2, 3], SEEDS],
        ["g", "PCG64", [2**62, -1, 0, 0], SEEDS],
        ["g", "PCG64", [1, 1, 2, 0], SEEDS],
        ["g", "PCG64", [1.0, 1, 0, 0], SEEDS],
        ["g", "PCG64", [1, 1, 0, 0]],
        ["g", "PCG64", [1, 1, 0, 0], 3],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [-1, ["l", []], 4, 0]]],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [["l", ["x"]], ["l", []], 4, 0]]],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [["l", [1] * 100], ["l", []], 4, 0]]],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [1, ["l", [2**32]], 4, 0]]],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [1, ["l", []], 2**31, 0]]],
        ["g", "PCG64", [1, 1, 0, 0], ["l", [1, ["l", []], 4, 2**32]]],
        ["a", b""],
        ["a", b"\x93NUMPY\x02\x00"],
        ["a", pickle.dumps(np.zeros(3))],
        ["a", npy(header(), b"1234567")],
        ["a", npy(header(shape="(2,)"), b"12345678")],
        ["a", npy(header(shape="(-1,)"), b"12345678")],
        ["a", npy(header(shape="(4611686018427387904, 4)"), b"")],
        ["a", npy(header(shape="(__import__('os').getpid(),)"), b"12345678")],
        ["a", npy(header(descr="'|O'"), b"12345678")],
        ["a", npy(header(descr="'|V8'"), b"12345678")],
        ["a", npy(header(descr="[('a', '<f8')]"), b"12345678")],
        ["a", npy(header(descr="'<f3'"), b"123")],
        ["a", npy(header(descr="'<U1'"), b"\xff\xff\xff\xff")],
        ["a", npy(header(descr="'<U0'", shape="(9999999999,)"))],
        ["n", npy(header(), b"12345678")],
    ],
    ids=lambda wire: str(wire)[:60],
)
def test_a_value_that_is_none_is_an_error_and_nothing_else(wire):
    with pytest.raises(ProtocolError):
        unpack(wire, refuse)


def test_truth_values_are_0_or_1_whatever_was_sent():
    got = unpack(["a", npy(header("'|b1'", shape="(3,)"), b"\x00\x01\x07")], refuse)
    assert got.view(np.uint8).tolist() == [0, 1, 1]


def test_deep_nesting_is_an_error():
    wire = 0
    for _ in range(100):
        wire = ["l", [wire]]
    with pytest.raises(ProtocolError):
        unpack(wire, refuse)


@pytest.mark.parametrize(
    "body", [b"", b"\xc1", b"\xff\xff", b"\x81\x01\x02", b"\xd4\x01\x02", b"\x91" * 5000, msgpack.packb([1]) + b"x"]
)
def test_a_body_that_is_none_is_an_error_and_nothing_else(body):
    with pytest.raises(ProtocolError):
        unpack(decode(body), refuse)


def test_random_bytes_are_errors_and_nothing_else():
    rng = random.Random(5)
    whole = encode(pack([{"a": np.arange(3.0)}, (1, 2**70, "text"), {1.5, None}], refuse))
    for _ in range(3000):
        broken = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        cut = bytes(broken[: rng.randrange(len(broken) + 1)]) if rng.random() < 0.2 else bytes(broken)
        with contextlib.suppress(ProtocolError):
            unpack(decode(cut), lambda wire: None)


@pytest.fixture
def channels():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, 1000), Channel(theirs, 1000), theirs


def test_a_message_comes_over(channels):
    channels[0].send(["hello", 1])
    assert channels[1].receive() == ["hello", 1]


def test_a_message_that_is_too_large_is_not_sent(channels):
    with pytest.raises(NotPlainError, match=r"takes 1.96 kB, and at most"):
        channels[0].send("x" * 2000)


def test_a_frame_that_says_it_is_large_is_not_read(channels):
    channels[2].sendall(struct.pack(">I", 2**32 - 1) + b"x")
    with pytest.raises(ProtocolError, match="a message of"):
        channels[0].receive()


def test_a_frame_that_never_ends_has_a_deadline(channels):
    channels[2].sendall(struct.pack(">I", 100) + b"half")
    with pytest.raises(DeadlinePassed):
        channels[0].receive(deadline=0.0)


def test_a_closed_channel_is_noticed(channels):
    channels[2].sendall(struct.pack(">I", 100) + b"half")
    channels[1].close()
    with pytest.raises(ChannelClosed):
        channels[0].receive()
