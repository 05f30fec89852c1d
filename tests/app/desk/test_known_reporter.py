"""A reporter is recognised by her number, slowly enough for nobody to try numbers, and with a trace."""

from __future__ import annotations

import re

from office_fixtures import Players
from sqlalchemy import select

from app import history
from app.case_file import open_case
from app.demo.cast import CITIZEN, OPERATOR
from persistence import cases, journal
from persistence.tables import journal as journal_table

PHONE = {"cara_dihubungi": ["hp"], "no_hp": ["0812-3456-7890"], "email": ()}
FORM = "/meja/catat/1"
HANDLE = re.compile(r'name="laporan" value="([0-9a-f]{64})"')


def told(players: Players, case_id: object) -> list[str]:
    """Return the sentences of a case's history."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        row = cases.read(connection, case_id)  # type: ignore[arg-type] # a UUID
        assert row
        file = open_case(players.office, row)
        return [each.text for each in history.tell(connection, history.read(connection, file), file.diagram.sop)]


def test_earlier_cases_are_shown(players: Players) -> None:
    """A number leads to its cases with their titles, whatever way it is written, and what was typed stays."""
    number = players.submit(CITIZEN, **PHONE).number
    page = players.client(OPERATOR).post(f"{FORM}/kenali", data={"kontak": "+62 812 3456 7890", "judul": "Baru"}).text
    assert number in page
    assert "Lampu jalan depan pasar mati" in page
    assert 'value="Baru"' in page
    assert "Siti Rahayu" not in page


def test_what_is_no_contact_is_said_so(players: Players) -> None:
    """A word is no number; a number of nobody is said to be nobody's."""
    client = players.client(OPERATOR)
    assert "bukan nomor telepon atau NIK" in client.post(f"{FORM}/kenali", data={"kontak": "Siti"}).text
    assert "Belum ada laporan" in client.post(f"{FORM}/kenali", data={"kontak": "081299998888"}).text


def test_the_reporters_data_is_taken_over(players: Players) -> None:
    """Name, address and contact fill the form, and the earlier case's history says who took them."""
    earlier = players.submit(CITIZEN, **PHONE, nik=["3313115708900001"])
    client = players.client(OPERATOR)
    (handle,) = HANDLE.findall(client.post(f"{FORM}/kenali", data={"kontak": "081234567890"}).text)
    page = client.post(f"{FORM}/pelapor", data={"kontak": "081234567890", "laporan": handle}).text
    assert 'value="Siti Rahayu"' in page
    assert "3313115708900001" not in page
    assert told(players, earlier.case_id)[-1] == (
        "Dewi Lestari memakai data pelapor dari laporan ini untuk laporan barunya."
    )
    # The same handle does nothing beside another number.
    answer = client.post(f"{FORM}/pelapor", data={"kontak": "081299998888", "laporan": handle})
    assert answer.status_code == 422
    assert len(told(players, earlier.case_id)) == 3


def test_a_number_does_not_tell_of_a_confidential_case(players: Players) -> None:
    """Whoever knows a number learns neither number nor title of its owner's confidential case; a reason opens who."""
    earlier = players.submit(CITIZEN, **PHONE, kerahasiaan=["rahasia"], judul=["Pungutan liar di balai desa"])
    task_id = players.open_task(earlier.case_id).id
    client = players.client(OPERATOR)
    page = client.post(f"{FORM}/kenali", data={"kontak": "081234567890"}).text
    for secret in (earlier.number, str(earlier.case_id), str(task_id), "Pungutan liar di balai desa"):
        assert secret not in page
    (handle,) = HANDLE.findall(page)
    refused = client.post(f"{FORM}/pelapor", data={"kontak": "081234567890", "laporan": handle})
    assert refused.status_code == 422
    assert "Siti Rahayu" not in refused.text
    reason = {f"alasan_{handle}": "Pelapor menelepon lagi tentang hal yang sama"}
    page = client.post(f"{FORM}/pelapor", data={"kontak": "081234567890", "laporan": handle, **reason}).text
    assert 'value="Siti Rahayu"' in page
    assert told(players, earlier.case_id)[-1].startswith("Dewi Lestari membuka identitas pelapor")


def test_looking_up_leaves_a_trace_without_the_number(players: Players) -> None:
    """The office's journal says who looked how often and finds equal numbers equal, and holds no number."""
    client = players.client(OPERATOR)
    for text in ("081234567890", "+6281234567890"):
        client.post(f"{FORM}/kenali", data={"kontak": text})
    with players.office.database.reading() as connection:
        wanted = select(journal_table.c.seq).where(journal_table.c.kind == "contact_looked_up")
        seqs = set(connection.scalars(wanted))
        entries = [entry for entry in journal.entries_of(connection, None) if entry.seq in seqs]
    payloads = [journal.open_payload(entry, players.office.keys.office) for entry in entries]
    assert len(payloads) == 2
    assert payloads[0] == payloads[1]
    assert "81234567890" not in str(payloads)


def test_trying_numbers_gets_slow(players: Players) -> None:
    """Whoever tries one number after the other must wait; after a while she may go on."""
    client = players.client(OPERATOR)
    statuses = [
        client.post(f"{FORM}/kenali", data={"kontak": f"08120000{number:04}"}).status_code for number in range(22)
    ]
    assert statuses[:20] == [200] * 20
    assert statuses[-1] == 429
    players.clock.pass_(minutes=11)
    assert client.post(f"{FORM}/kenali", data={"kontak": "081234567890"}).status_code == 200
