"""Sealed bytes open with the right key in the right place, and in no other way."""

import pytest

from persistence import sealing
from persistence.sealing import UnknownSeal, WrongKey


def test_what_was_sealed_opens_again() -> None:
    """The same key and place give the same bytes back, and two seals of one text differ."""
    key = sealing.new_key()
    sealed = sealing.seal(key, b"rahasia", b"here")
    assert sealing.open_(key, sealed, b"here") == b"rahasia"
    assert sealing.seal(key, b"rahasia", b"here") != sealed
    assert b"rahasia" not in sealed


@pytest.mark.parametrize("position", [1, 12, 13, 20, -1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    """A changed nonce, ciphertext or tag does not open."""
    key = sealing.new_key()
    sealed = bytearray(sealing.seal(key, b"rahasia"))
    sealed[position] ^= 1
    with pytest.raises(WrongKey):
        sealing.open_(key, bytes(sealed))


def test_another_key_or_place_does_not_open() -> None:
    """Sealed bytes cannot be moved to another row, and another case's key is of no use."""
    key = sealing.new_key()
    sealed = sealing.seal(key, b"rahasia", b"here")
    with pytest.raises(WrongKey):
        sealing.open_(key, sealed, b"there")
    with pytest.raises(WrongKey):
        sealing.open_(sealing.new_key(), sealed, b"here")
    with pytest.raises(WrongKey):
        sealing.open_(key, sealed[:5], b"here")


@pytest.mark.parametrize("sealed", [b"", b"\x02" + bytes(40)])
def test_an_unknown_form_is_named(sealed: bytes) -> None:
    """Bytes of another version are not taken for a wrong key."""
    with pytest.raises(UnknownSeal):
        sealing.open_(sealing.new_key(), sealed)


def test_a_case_key_travels_under_the_master_key() -> None:
    """A wrapped key opens with its master key only, and not as ordinary sealed bytes."""
    master, key = sealing.derive("secret", "master"), sealing.new_key()
    wrapped = sealing.wrap(master, key)
    assert sealing.unwrap(master, wrapped) == key
    with pytest.raises(WrongKey):
        sealing.unwrap(sealing.derive("another", "master"), wrapped)
    with pytest.raises(WrongKey):
        sealing.open_(master, wrapped)


def test_each_purpose_has_its_own_key() -> None:
    """One secret gives the same key for a purpose every time, and different keys for different purposes."""
    assert sealing.derive("secret", "master") == sealing.derive("secret", "master")
    assert sealing.derive("secret", "master") != sealing.derive("secret", "index")
    assert len(sealing.derive("secret", "master")) == sealing.KEY_BYTES


def test_a_blind_index_finds_without_telling() -> None:
    """Equal texts have equal indexes under one key, and other indexes under another."""
    key = sealing.new_key()
    assert sealing.blind_index(key, "0812") == sealing.blind_index(key, "0812")
    assert sealing.blind_index(key, "0812") != sealing.blind_index(key, "0813")
    assert sealing.blind_index(key, "0812") != sealing.blind_index(sealing.new_key(), "0812")
