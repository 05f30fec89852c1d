"""Two spellings of one telephone number or NIK are the same; what cannot be one is none."""

import pytest

from forms.contacts import nik, phone


@pytest.mark.parametrize(
    "text", ["0812 3456 7890", "+62 812-3456-7890", "62 812 3456 7890", "(0812) 34567890", "+6281234567890"]
)
def test_one_number_has_one_spelling(text: str) -> None:
    """However a mobile number is written, it is found as one."""
    assert phone(text) == "+6281234567890"


@pytest.mark.parametrize("text", ["", "12", "bukan nomor", "0812", "081234567890123456789"])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    """A text that no telephone takes is refused."""
    assert phone(text) is None


@pytest.mark.parametrize("text", ["3313115708900001", "3313 1157 0890 0001", "33.1311.170890.0001"])
def test_a_nik_holds_a_day_of_birth(text: str) -> None:
    """Sixteen digits with a region and a possible day, a woman's from 41 on, are a NIK."""
    assert nik(text) == "".join(each for each in text if each.isdigit())


@pytest.mark.parametrize(
    "text", ["", "331311170890001", "3313113213900001", "3313111702990X01", "0013111708900001", "3313113002900001"]
)
def test_other_digits_are_no_nik(text: str) -> None:
    """Too few digits, a month 13, a 30th of February or no region: no NIK."""
    assert nik(text) is None
