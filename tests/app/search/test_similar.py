"""Past cases like this one show the answers they got; a second complaint is noticed while it is written."""

from __future__ import annotations

from office_fixtures import Players
from sop_steps import ANSWER, case_at

from app.demo.cast import CITIZEN, LEAD, OPERATOR, OTHER_UNIT_OFFICER, UNIT_OFFICER, Person
from app.search import SimilarCase, near_duplicates, similar
from tests.app.search.conftest import bring_up_to_date

BRIDGE = {
    "judul": ["Jembatan gantung Waru goyang"],
    "uraian": ["Papan jembatan gantung di Waru lepas dan talinya berkarat."],
}
BIN = {"judul": ["Sampah menumpuk di TPS Nangsri"], "uraian": ["Truk sampah sudah dua minggu tidak datang ke Nangsri."]}


def like(players: Players, person: Person, text: str) -> list[SimilarCase]:
    """Return the cases like a text that a person may see."""
    bring_up_to_date(players)
    with players.office.database.reading() as connection:
        return similar(players.office, connection, players.actor(person), text, 3)


def duplicates(players: Players, title: str, text: str = "") -> list[str]:
    """Return the titles that the operator is warned of."""
    bring_up_to_date(players)
    with players.office.database.reading() as connection:
        found = near_duplicates(players.office, connection, players.actor(OPERATOR), title, text)
    return [case.title for case in found]


def test_a_finished_case_shows_its_answer_to_who_may_read_it(players: Players) -> None:
    """The operator reads the answer, the unit what it wrote; another unit does not learn that the case exists."""
    case_id = case_at(players, "7", CITIZEN, **BRIDGE)
    players.submit(**BIN)
    assert [case.answer for case in like(players, OPERATOR, "Papan jembatan lepas")] == [""]
    players.complete(CITIZEN, case_id, hasil=["selesai"], rating=["5"])
    for person in (OPERATOR, UNIT_OFFICER, LEAD):
        (case,) = like(players, person, "Papan jembatan lepas")
        assert (case.title, case.status, case.answer) == (BRIDGE["judul"][0], "closed", ANSWER[0])
    assert like(players, OTHER_UNIT_OFFICER, "Papan jembatan lepas") == []


def test_rare_words_weigh_more_than_common_ones(players: Players) -> None:
    """Among many cases that share everyday words, the one with the rare word comes first."""
    for place in ("Kebak", "Macanan", "Nangsri", "Waru"):
        players.submit(judul=[f"Jalan rusak di {place}"], uraian=["Jalan berlubang dan gelap pada malam hari."])
    players.submit(judul=["Jalan longsor"], uraian=["Tebing jalan longsor menutup saluran irigasi."])
    titles = [case.title for case in like(players, OPERATOR, "Jalan dekat irigasi longsor, gelap pada malam hari")]
    assert titles[0] == "Jalan longsor"


def test_the_case_itself_is_not_among_those_like_it(players: Players) -> None:
    """A task shows other cases, and nothing where there are none."""
    case_id = players.submit(**BRIDGE).case_id
    other = players.submit(**BRIDGE).case_id
    bring_up_to_date(players)
    office, text = players.office, f"{BRIDGE['judul'][0]} {BRIDGE['uraian'][0]}"
    with office.database.reading() as connection:
        found = similar(office, connection, players.actor(OPERATOR), text, 3, exclude=case_id)
    assert [case.case_id for case in found] == [other]


def test_a_second_report_is_noticed_in_spite_of_a_slip(players: Players) -> None:
    """The title may be worded and spelled otherwise; another subject at the same place is no duplicate."""
    players.submit(**BRIDGE)
    players.submit(**BIN)
    assert duplicates(players, "Jembatan gantung di Waru goyangg") == [BRIDGE["judul"][0]]
    assert duplicates(players, "Sampah TPS Nangsri menumpuk lagi") == [BIN["judul"][0]]
    assert duplicates(players, "Lampu jalan Waru mati") == []
    story = "Sejak kemarin papan dan tali jembatan gantung di Waru lepas dan berkarat, warga takut menyeberang."
    assert duplicates(players, "Bahaya bagi warga", story) == [BRIDGE["judul"][0]]


def test_only_open_and_recent_cases_are_duplicates(players: Players) -> None:
    """What was finished long ago is a past case and no second report."""
    case_id = case_at(players, "7", CITIZEN, **BRIDGE)
    players.complete(CITIZEN, case_id, hasil=["selesai"], rating=["5"])
    assert duplicates(players, "Jembatan gantung Waru goyang") == [BRIDGE["judul"][0]]
    players.clock.pass_(days=91)
    assert duplicates(players, "Jembatan gantung Waru goyang") == []
