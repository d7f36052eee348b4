"""The tree is that of RFC 6962 and 9162, and no proof passes but the one that holds."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels.errors import ProofRefused
from responselevels.register.log.merkle import (
    EMPTY,
    Frontier,
    Tree,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)

MOST = 64
LINES = [f"line {number}\n".encode() for number in range(MOST)]
TREE = Tree(LINES)
ROOTS = [TREE.root(size) for size in range(MOST + 1)]

# -- the reference tree of Certificate Transparency, whose numbers are known everywhere ---

LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
KNOWN_INCLUSIONS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
KNOWN_CONSISTENCIES = {
    (1, 1): [],
    (1, 8): KNOWN_INCLUSIONS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def refusal(error: pytest.ExceptionInfo[ProofRefused]) -> str:
    return error.value.worded("en")


def hexed(path: tuple[bytes, ...]) -> list[str]:
    return [each.hex() for each in path]


def test_the_reference_tree_has_its_known_roots() -> None:
    tree = Tree(LEAVES)
    assert sha256(b"").digest() == EMPTY
    assert [tree.root(size).hex() for size in range(1, 9)] == KNOWN_ROOTS


def test_the_reference_tree_has_its_known_proofs() -> None:
    tree = Tree(LEAVES)
    for (seq, size), path in KNOWN_INCLUSIONS.items():
        assert hexed(tree.inclusion(seq, size)) == path
    for (old, new), path in KNOWN_CONSISTENCIES.items():
        assert hexed(tree.consistency(old, new)) == path


# -- the definitions of the RFC, word for word -----------------------------------------


def head(lines: list[bytes]) -> bytes:
    """MTH of RFC 9162, section 2.1.1."""
    if not lines:
        return sha256(b"").digest()
    if len(lines) == 1:
        return sha256(b"\x00" + lines[0]).digest()
    k = 1
    while k * 2 < len(lines):
        k *= 2
    return sha256(b"\x01" + head(lines[:k]) + head(lines[k:])).digest()


def path_of(m: int, lines: list[bytes]) -> list[bytes]:
    """PATH of RFC 9162, section 2.1.3.1."""
    if len(lines) == 1:
        return []
    k = 1
    while k * 2 < len(lines):
        k *= 2
    if m < k:
        return [*path_of(m, lines[:k]), head(lines[k:])]
    return [*path_of(m - k, lines[k:]), head(lines[:k])]


def subproof(m: int, lines: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 9162, section 2.1.4.1."""
    if m == len(lines):
        return [] if whole else [head(lines)]
    k = 1
    while k * 2 < len(lines):
        k *= 2
    if m <= k:
        return [*subproof(m, lines[:k], whole=whole), head(lines[k:])]
    return [*subproof(m - k, lines[k:], whole=False), head(lines[:k])]


def test_roots_and_proofs_are_those_of_the_definitions() -> None:
    for size in range(MOST + 1):
        assert TREE.root(size) == head(LINES[:size])
    for size in range(1, 36):
        for seq in range(size):
            assert list(TREE.inclusion(seq, size)) == path_of(seq, LINES[:size])
            assert list(TREE.consistency(seq + 1, size)) == subproof(
                seq + 1, LINES[:size], whole=True
            )


@given(st.lists(st.binary(max_size=40), max_size=80))
def test_the_edge_has_the_root_of_the_tree_at_every_size(lines: list[bytes]) -> None:
    edge, tree = Frontier(), Tree()
    for line in lines:
        assert edge.root() == tree.root()
        edge.append(line)
        tree.append(line)
    assert edge.size == tree.size == len(lines)
    assert edge.root() == tree.root() == head(lines)


def test_a_copy_of_an_edge_grows_on_its_own() -> None:
    edge = Frontier()
    edge.append(b"a")
    other = edge.copy()
    other.append(b"b")
    assert (edge.size, edge.root()) == (1, leaf_hash(b"a"))
    assert (other.size, other.root()) == (2, node_hash(leaf_hash(b"a"), leaf_hash(b"b")))


# -- proofs hold ------------------------------------------------------------------------


def included(  # noqa: PLR0917 - in the order of the RFC
    seq: int, size: int, path: tuple[bytes, ...], leaf: bytes, root: bytes
) -> bool:
    try:
        verify_inclusion(leaf, seq, size=size, path=path, root=root)
    except ProofRefused:
        return False
    return True


def consistent(old: int, new: int, path: tuple[bytes, ...], roots: tuple[bytes, bytes]) -> bool:
    try:
        verify_consistency(old, new, old_root=roots[0], new_root=roots[1], path=path)
    except ProofRefused:
        return False
    return True


def test_every_event_of_every_size_is_proved() -> None:
    for size in range(1, MOST + 1):
        for seq in range(size):
            leaf = leaf_hash(LINES[seq])
            assert included(seq, size, TREE.inclusion(seq, size), leaf, ROOTS[size])


def test_every_pair_of_sizes_is_proved_consistent() -> None:
    for new in range(MOST + 1):
        for old in range(new + 1):
            path = TREE.consistency(old, new)
            assert consistent(old, new, path, (ROOTS[old], ROOTS[new]))


# -- and nothing else passes -----------------------------------------------------------


def flips(value: bytes) -> Iterator[bytes]:
    for bit in range(len(value) * 8):
        changed = bytearray(value)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def with_one_flipped(path: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    for number, each in enumerate(path):
        for changed in flips(each):
            yield (*path[:number], changed, *path[number + 1 :])


def reshaped(path: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    """Yield the path with hashes taken out, put in, doubled, swapped, cut and made longer."""
    for number, each in enumerate(path):
        before, after = path[:number], path[number + 1 :]
        yield (*before, *after)
        yield (*before, each, each, *after)
        yield (*before, each[:-1], *after)
        yield (*before, each + b"\x00", *after)
        if after and after[0] != each:
            yield (*before, after[0], each, *after[1:])
    yield (*path, EMPTY)
    yield (EMPTY, *path)
    yield (*path, b"")


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21])
def test_every_changed_bit_of_an_inclusion_is_refused(size: int) -> None:
    for seq in range(size):
        path, leaf, root = TREE.inclusion(seq, size), leaf_hash(LINES[seq]), ROOTS[size]
        assert not any(included(seq, size, bad, leaf, root) for bad in with_one_flipped(path))
        assert not any(included(seq, size, path, bad, root) for bad in flips(leaf))
        assert not any(included(seq, size, path, leaf, bad) for bad in flips(root))


@pytest.mark.parametrize("new", [2, 3, 6, 8, 11, 16, 21])
def test_every_changed_bit_of_a_consistency_is_refused(new: int) -> None:
    for old in range(1, new):
        path, roots = TREE.consistency(old, new), (ROOTS[old], ROOTS[new])
        assert not any(consistent(old, new, bad, roots) for bad in with_one_flipped(path))
        assert not any(consistent(old, new, path, (bad, roots[1])) for bad in flips(roots[0]))
        assert not any(consistent(old, new, path, (roots[0], bad)) for bad in flips(roots[1]))


@pytest.mark.parametrize("size", range(1, 24))
def test_a_reshaped_inclusion_is_refused(size: int) -> None:
    for seq in range(size):
        path, leaf = TREE.inclusion(seq, size), leaf_hash(LINES[seq])
        assert not any(included(seq, size, bad, leaf, ROOTS[size]) for bad in reshaped(path))


@pytest.mark.parametrize("new", range(1, 24))
def test_a_reshaped_consistency_is_refused(new: int) -> None:
    for old in range(new + 1):
        path, roots = TREE.consistency(old, new), (ROOTS[old], ROOTS[new])
        assert not any(consistent(old, new, bad, roots) for bad in reshaped(path))


def test_an_inclusion_proves_no_other_place() -> None:
    for size in range(1, 34):
        for seq in range(size):
            path, leaf = TREE.inclusion(seq, size), leaf_hash(LINES[seq])
            others = [place for place in range(-1, 70) if place != seq]
            assert not any(included(place, size, path, leaf, ROOTS[size]) for place in others)


def test_a_consistency_proves_no_other_sizes() -> None:
    # The sizes are bound by the roots alone, which a checkpoint gives together with them.
    sizes = range(22)
    for new in range(1, 20):
        for old in range(1, new):
            path = TREE.consistency(old, new)
            held = [
                (before, after)
                for before in sizes
                for after in sizes
                if consistent(before, after, path, (ROOTS[before], ROOTS[after]))
            ]
            assert held == [(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "roots", "size"),
    [
        (0, 9, (ROOTS[1], ROOTS[9]), 0),
        (0, 0, (ROOTS[1], ROOTS[1]), 0),
        (0, 0, (EMPTY, ROOTS[1]), 0),
        (9, 9, (ROOTS[8], ROOTS[9]), 9),
    ],
)
def test_what_needs_no_path_still_needs_its_roots(
    old: int, new: int, roots: tuple[bytes, bytes], size: int
) -> None:
    with pytest.raises(ProofRefused) as error:
        verify_consistency(old, new, old_root=roots[0], new_root=roots[1], path=())
    assert refusal(error) == f"the proof does not lead to the root over {size} events"


def test_an_overlong_proof_is_refused_before_anything_is_computed() -> None:
    held = (bytes(32),) * 64
    with pytest.raises(ProofRefused) as error:
        verify_inclusion(bytes(32), 0, size=2**70, path=held, root=bytes(32))
    assert refusal(error) == "the proof has 64 hashes, and cannot have so many here"
    with pytest.raises(ProofRefused) as error:
        verify_inclusion(bytes(32), 0, size=2**70, path=(*held, b""), root=bytes(32))
    assert refusal(error) == "the proof has 67 hashes, and cannot have so many here"


def test_a_node_is_no_leaf() -> None:
    left, right = leaf_hash(LINES[0]), leaf_hash(LINES[1])
    assert leaf_hash(left + right) != node_hash(left, right)
    assert not included(0, 1, (), leaf_hash(left + right), ROOTS[2])


# -- what cannot be asked ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("seq", "size", "text"),
    [
        (8, 8, "among 8 events there is none with the number 8; they are numbered from 0"),
        (-1, 8, "among 8 events there is none with the number -1; they are numbered from 0"),
        (0, 65, "there are no 65 events, only 64; ask for at most so many"),
        (0, -1, "there are no -1 events, only 64; ask for at most so many"),
    ],
)
def test_no_inclusion_is_made_of_what_is_not_there(seq: int, size: int, text: str) -> None:
    with pytest.raises(ProofRefused) as error:
        TREE.inclusion(seq, size)
    assert refusal(error) == text


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (9, 8, "a log of 8 events cannot add to one of 9; the older size comes first"),
        (-1, 8, "a log of 8 events cannot add to one of -1; the older size comes first"),
        (1, 65, "there are no 65 events, only 64; ask for at most so many"),
    ],
)
def test_no_consistency_is_made_of_what_is_not_there(old: int, new: int, text: str) -> None:
    with pytest.raises(ProofRefused) as error:
        TREE.consistency(old, new)
    assert refusal(error) == text
