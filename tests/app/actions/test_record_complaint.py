"""An operator records a complaint for a citizen: the same row 1, with her name in the history and no account linked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import pytest
from office_fixtures import COMPLAINT, Players

from app import history
from app.actions.record_complaint import record_complaint
from app.actions.submit_complaint import Submitted
from app.case_file import open_case
from app.contact_index import hash_of_any
from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, UNIT_OFFICER, Person
from app.errors import Missing
from forms.errors import FieldErrors
from persistence import cases, contacts, documents, tasks
from persistence.cases import Case

TICKET = {"kanal": ["sp4n_lapor"], "nomor_eksternal": ["#8123456"]}
PHONE = {"cara_dihubungi": ["hp"], "no_hp": ["0812-3456-7890"], "email": ()}


def record(
    players: Players, person: Person = OPERATOR, sending: str = "sekali", related_to: str = "", **changed: Sequence[str]
) -> Submitted:
    """Record a complaint that came by telephone; `changed` replaces or, when empty, drops fields."""
    raw = {name: value for name, value in {**COMPLAINT, "kanal": ["telepon"], **changed}.items() if value}
    with players.app.test_request_context():
        return record_complaint(
            players.office, players.actor(person), secrets.token_urlsafe(8), raw, sending, related_to
        )


def stored(players: Players, recorded: Submitted) -> Case:
    """Read the case that was recorded."""
    with players.office.database.reading() as connection:
        case = cases.read(connection, recorded.case_id)
    assert case
    return case


def told(players: Players, case: Case) -> list[str]:
    """Return the sentences of a case's history."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        file = open_case(players.office, case)
        return [each.text for each in history.tell(connection, history.read(connection, file), file.diagram.sop)]


def test_a_recorded_complaint_stands_at_row_two(players: Players) -> None:
    """The case says who recorded it and by which channel, belongs to no account, and its history names her."""
    case = stored(players, record(players))
    operator = players.actor(OPERATOR)
    assert (case.channel, case.recorded_by, case.reporter_id) == ("telepon", operator.account_id, None)
    assert players.open_task(case.id).row_number == "2"
    assert told(players, case) == [
        "Dewi Lestari mulai mencatat laporan untuk pelapor.",
        "“Mengajukan pengaduan” dicatat oleh Dewi Lestari untuk pelapor (Telepon).",
    ]


@pytest.mark.parametrize("person", [LEAD, UNIT_OFFICER])
def test_only_the_lane_that_receives_records(players: Players, person: Person) -> None:
    """Whoever has no seat where complaints are received has no desk."""
    with pytest.raises(Missing):
        record(players, person)


def test_an_outside_number_is_one_case(players: Players) -> None:
    """A ticket that was recorded before, however it is written, is refused with the number it has here."""
    first = record(players, **TICKET)
    assert stored(players, first).external_number == "8123456"
    with pytest.raises(FieldErrors) as refused:
        record(players, SECOND_OPERATOR, **{**TICKET, "nomor_eksternal": ["# 8123456"]})
    (error,) = refused.value.errors
    assert (error.field, error.params["number"]) == ("nomor_eksternal", first.number)
    # The same digits on a letter are another number.
    assert record(players, kanal=["surat"], nomor_eksternal=["8123456"]).number != first.number


def test_a_ticket_needs_its_number(players: Players) -> None:
    """A complaint of SP4N-LAPOR! is not recorded without its ticket; a telephone call has none."""
    with pytest.raises(FieldErrors) as refused:
        record(players, kanal=["sp4n_lapor"])
    assert [error.field for error in refused.value.errors] == ["nomor_eksternal"]


def test_a_contact_is_found_again_by_its_hash(players: Players) -> None:
    """However the number is written, its cases are found by the inbox's people, and the number is nowhere in clear."""
    case = stored(players, record(players, **PHONE))
    players.submit(**PHONE)
    anonymous = dict.fromkeys(("nama", "alamat", "cara_dihubungi", "email"), ())
    record(players, kerahasiaan=["anonim"], **anonymous)
    known = hash_of_any(players.office, "+62 812 3456 7890")
    assert known
    with players.office.database.reading() as connection:
        found = contacts.cases_of(connection, known.hash, players.actor(OPERATOR).inbox_keys, 10)
        assert {each.channel for each in found} == {"telepon", "web"}
        assert contacts.cases_of(connection, known.hash, players.actor(LEAD).inbox_keys, 10) == []
    assert case.id in {each.id for each in found}


def test_a_related_case_is_noted(players: Players) -> None:
    """The link stands in the row and in the history; a case that she may not see is none."""
    first = record(players)
    second = stored(players, record(players, related_to=first.number.lower()))
    assert second.related_to == first.case_id
    assert told(players, second)[-1].endswith(f"Terkait dengan laporan {first.number}.")
    with pytest.raises(Missing):
        record(players, related_to="KBK/2026/11/9999")


def test_who_is_represented_stays_with_row_two(players: Players) -> None:
    """The person represented is written with the reporter, and nobody after row 2 is handed either."""
    proxy = {"dikuasakan": ["true"], "nama_pemberi_kuasa": ["Mbah Karto"], "hubungan_kuasa": ["keluarga"]}
    recorded = record(players, **proxy)
    players.complete(OPERATOR, recorded.case_id, kategori=["infrastructure"], sub_kategori=["jalan_rusak"])
    case = stored(players, recorded)
    with players.office.database.reading() as connection:
        assert all(task.closed_by for task in tasks.of_case(connection, case.id) if task.state == "completed")
        file = open_case(players.office, case)
        papers = {
            paper.type: documents.open_document(file.key, paper) for paper in documents.of_case(connection, case.id)
        }
    assert papers["data_pemberi_aduan"]["nama_pemberi_kuasa"] == "Mbah Karto"
    assert "Mbah Karto" not in str(papers["data_pengaduan"])
