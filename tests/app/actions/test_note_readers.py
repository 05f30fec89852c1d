"""Whom the text of a note names."""

from __future__ import annotations

import pytest

from app.actions.note_readers import NamesNobody, NamesSeveral, Reader, named_in

DEWI, DEWI_L, RINA, JOKO = (
    Reader(1, "Dewi"),
    Reader(2, "Dewi Lestari"),
    Reader(3, "Rina Kusuma"),
    Reader(4, "Joko Susilo"),
)
SECOND_RINA = Reader(5, "Rina Wati")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tanpa siapa-siapa.", set()),
        ("@Rina Kusuma dan @joko", {3, 4}),
        ("(@Dewi Lestari)", {2}),
        ("@Dewi, tolong", {1}),
        ("tanya @rina.", {3}),
        ("a@b.go.id bukan sebutan", set()),
        ("@Rina Kusumawati", {3}),
    ],
)
def test_a_name_is_read_from_the_text(text: str, named: set[int]) -> None:
    """Whole names win over first names, letters may be small, punctuation ends a name."""
    assert named_in(text, [DEWI, DEWI_L, RINA, JOKO]) == named


def test_a_first_name_of_two_is_asked_about() -> None:
    """Nobody is told by mistake."""
    with pytest.raises(NamesSeveral, match="Rina"):
        named_in("@Rina lihat ini", [RINA, SECOND_RINA])
    assert named_in("@Rina Wati lihat ini", [RINA, SECOND_RINA]) == {5}


def test_a_name_that_nobody_has_is_refused() -> None:
    """A slip of the pen does not pass for a mention."""
    with pytest.raises(NamesNobody, match="Budi"):
        named_in("@Budi lihat ini", [RINA])
