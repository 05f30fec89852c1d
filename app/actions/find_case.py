"""Find a case by the number and the code of its receipt."""

from __future__ import annotations

import hmac

from app.actions.guessing import Guess, WrongCredentials, forgive, slow_down
from app.office import Office
from app.security import access_code
from persistence import cases
from persistence.cases import Case


def find_case(office: Office, number: str, code: str, address: str) -> Case:
    """Return the case of a receipt. Raises WrongCredentials or TooManyAttempts."""
    number = number.strip().upper()
    guess = Guess("case", number, address)
    slow_down(office, guess, office.now())
    with office.database.reading() as connection:
        case = cases.read_by_number(connection, number)
    # A number that does not exist is compared too, so that its answer takes as long.
    expected = case.access_code_hash if case else "0" * 64
    if not hmac.compare_digest(expected, access_code.digest(code)) or case is None:
        raise WrongCredentials
    forgive(office, guess)
    return case
