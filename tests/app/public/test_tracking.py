"""Following a case by the number and the code of its receipt."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from office_fixtures import Players

from persistence import throttles

WRONG_CODE = "0000-0000-0000-0000-0000-0000"


def test_number_and_code_open_the_case(players: Players, access_code: Callable[[UUID], str]) -> None:
    """However they are typed, they open the case for this browser and for no other."""
    sent = players.submit()
    client, other = players.client(), players.client()
    typed = {"nomor": f" {sent.number.lower()} ", "kode": access_code(sent.case_id).replace("-", " ").lower()}
    answer = client.post("/lacak", data=typed)
    assert answer.location == f"/kasus/{sent.case_id}"
    assert client.get(answer.location).status_code == 200
    assert other.get(answer.location).status_code == 404
    assert sent.number in client.get("/lacak").text
    assert sent.number not in other.get("/lacak").text


def test_a_wrong_code_opens_nothing(players: Players, access_code: Callable[[UUID], str]) -> None:
    """A wrong code and a number that does not exist get the same answer, and what was typed stays."""
    sent, neighbour = players.submit(), players.submit()
    client = players.client()
    guesses = [
        (sent.number, WRONG_CODE),
        (sent.number, access_code(neighbour.case_id)),
        ("KBK/2026/11/9999", WRONG_CODE),
    ]
    answers = [client.post("/lacak", data={"nomor": number, "kode": code}) for number, code in guesses]
    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert all("Tidak ada laporan dengan nomor dan kode ini." in answer.text for answer in answers)
    assert f'value="{sent.number}"' in answers[0].text
    assert client.get(f"/kasus/{sent.case_id}").status_code == 404


def test_a_shared_device_can_be_left(players: Players) -> None:
    """Whoever closes her cases leaves none open for the next person at this browser."""
    sent = players.submit()
    client = players.client(None, sent.case_id)
    assert sent.number in client.get("/lacak").text
    assert client.post("/lacak/tutup").status_code == 303
    assert sent.number not in client.get("/lacak").text
    assert client.get(f"/kasus/{sent.case_id}").status_code == 404


def test_guessing_codes_is_stopped(players: Players, access_code: Callable[[UUID], str]) -> None:
    """After some wrong codes a case stays closed for a while, even to the right one."""
    sent = players.submit()
    client = players.client()
    statuses = [
        client.post("/lacak", data={"nomor": sent.number, "kode": WRONG_CODE}).status_code
        for _ in range(throttles.Slowdown().free + 3)
    ]
    right = {"nomor": sent.number, "kode": access_code(sent.case_id)}
    assert statuses[-1] == 429
    assert client.post("/lacak", data=right).status_code == 429
    players.clock.pass_(minutes=30)
    assert client.post("/lacak", data=right).status_code == 303
