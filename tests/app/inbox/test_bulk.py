"""Many tasks at once: each is judged by itself, and the page says of each what became of it."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from inbox_steps import account_id, claimed, stored
from office_fixtures import Players
from sop_steps import RECEIVED, case_at

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR
from app.inbox.bulk import MOST
from persistence.tasks import Task

REASON = "Saya dinas luar sampai Jumat."


def ids(*several: Task) -> list[str]:
    """Return what the boxes of these tasks post."""
    return [str(task.id) for task in several]


def lines(page: str) -> list[tuple[str, bool]]:
    """Return the number of each line of a result, and whether it went well."""
    rows = re.findall(r"<tr role=\"row\" ?>(.*?)</tr>", page, re.DOTALL)
    found = [(re.search(r"KBK/[\d/]+", row), "berhasil" in row) for row in rows]
    return [(number[0], is_done) for number, is_done in found if number]


def test_claiming_several_says_of_each_what_became_of_it(players: Players) -> None:
    """Two are claimed, one has an owner, one is done, one is another lane's and is not even named."""
    free = [players.open_task(case_at(players, "2")) for _ in range(2)]
    taken, done, foreign = claimed(players, SECOND_OPERATOR), claimed(players), players.open_task(case_at(players, "4"))
    players.complete(OPERATOR, done.case_id, **RECEIVED)
    chosen = ids(taken, *free, done, foreign)
    answer = players.client(OPERATOR).post("/tugas/pilihan", data={"tindakan": "ambil", "tugas": chosen})
    assert answer.status_code == 200
    assert "2 tugas diambil, 3 ditolak." in answer.text
    assert "sudah diambil oleh Rina Kusuma" in answer.text
    assert "sudah diselesaikan oleh Dewi Lestari" in answer.text
    assert "bukan di lajur Anda" in answer.text
    assert lines(answer.text) == [
        ("KBK/2026/11/0003", False),
        ("KBK/2026/11/0004", False),
        ("KBK/2026/11/0001", True),
        ("KBK/2026/11/0002", True),
    ]
    operator = account_id(players, OPERATOR)
    assert [stored(players, task.id).owner_id for task in free] == [operator, operator]
    assert stored(players, foreign.id).owner_id is None


def test_handing_over_several_asks_first_and_then_tells(players: Players) -> None:
    """The page asks once for receiver and reason; what is not hers to give is refused, with the reason."""
    own, free = [claimed(players, SECOND_OPERATOR) for _ in range(2)], players.open_task(case_at(players, "2"))
    client, chosen = players.client(SECOND_OPERATOR), ids(*own, free)
    asked = client.post(
        "/tugas/pilihan", data={"tindakan": "alihkan", "tugas": chosen, "kembali": "/tugas?tampilan=lajur"}
    )
    assert "Alihkan 3 tugas" in asked.text
    assert "Dewi Lestari" in asked.text
    assert re.findall(r'name="tugas" value="([^"]+)"', asked.text) == chosen
    posted = {"tugas": chosen, "kembali": "/tugas?tampilan=lajur", "perintah": uuid4().hex}
    refused = client.post("/tugas/pilihan/alihkan", data={**posted, "alasan_pengalihan": REASON})
    assert refused.status_code == 422
    assert REASON in refused.text
    given = {"penerima": str(account_id(players, OPERATOR)), "alasan_pengalihan": REASON}
    for _ in range(2):
        answer = client.post("/tugas/pilihan/alihkan", data={**posted, **given})
        assert "2 tugas dialihkan, 1 ditolak." in answer.text
    assert "Ambil dahulu, baru dapat dialihkan" in answer.text
    assert 'href="/tugas?tampilan=lajur"' in answer.text
    receiver = account_id(players, OPERATOR)
    assert [stored(players, task.id).owner_id for task in (*own, free)] == [receiver, receiver, None]


def test_a_supervisor_hands_over_where_it_fits(players: Players) -> None:
    """From several lanes each task goes to who can do it; the others say that the receiver does not work there."""
    first, second = players.open_task(case_at(players, "2")), players.open_task(case_at(players, "5"))
    given = {"penerima": str(account_id(players, LEAD)), "alasan_pengalihan": REASON, "tugas": ids(first, second)}
    answer = players.client(SUPERVISOR).post("/tugas/pilihan/alihkan", data=given)
    assert "1 tugas dialihkan, 1 ditolak." in answer.text
    assert "Penerima tidak bekerja di lajur tugas ini." in answer.text
    assert stored(players, second.id).owner_id == account_id(players, LEAD)


def test_nothing_chosen_is_said(players: Players) -> None:
    """Without a box ticked, and with ids that are none, the list comes back and says so; nobody is sent elsewhere."""
    client = players.client(OPERATOR)
    for chosen in ([], ["x", "'"]):
        answer = client.post("/tugas/pilihan", data={"tindakan": "ambil", "tugas": chosen, "kembali": "//jahat.id"})
        assert answer.location == "/tugas"
    assert "Belum ada tugas yang dipilih" in client.get("/tugas").text


def test_a_request_beyond_a_page_is_cut(players: Players) -> None:
    """No page offers more boxes, so a longer request is not worked through."""
    answer = players.client(OPERATOR).post(
        "/tugas/pilihan", data={"tindakan": "ambil", "tugas": [str(UUID(int=number)) for number in range(MOST + 20)]}
    )
    assert f"0 tugas diambil, {MOST} ditolak." in answer.text
