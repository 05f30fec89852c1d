"""Messages between reporter and office: asked through the front desk, answered to whoever asked; nobody is named."""

from __future__ import annotations

import io
import uuid
from uuid import UUID

import pytest
from office_fixtures import Players
from PIL import Image
from sop_steps import case_at
from sqlalchemy import select

from app import conversation
from app.actions.ask_reporter import ask_reporter
from app.actions.attach_file import Posted
from app.actions.note_message import note_message
from app.actions.pass_on_message import pass_on_message
from app.actions.refuse_question import refuse_question
from app.actions.reply_to_reporter import reply_to_reporter
from app.actions.withdraw_case import withdraw_case
from app.actions.write_to_office import Sending, write_to_office
from app.case_file import open_case
from app.conversation import Said
from app.demo.cast import CITIZEN, LEAD, NEIGHBOUR, OPERATOR, OTHER_UNIT_OFFICER, UNIT_OFFICER, Person
from app.errors import CaseEnded, ChangedMeanwhile, Missing, TaskTaken
from app.public.writing import FORM
from forms.errors import FieldErrors
from persistence import cases, journal, messages, tasks
from persistence.tables import outbox

QUESTION = "Lampu yang mana: di depan pasar atau di samping masjid?"


def test_a_question_goes_through_the_front_desk(players: Players) -> None:
    """It waits at the operator, who words it anew; the reporter reads those words, and her answer reaches who asked."""
    case_id = case_at(players, "4", CITIZEN)
    ask(players, case_id)
    (question,) = said(players, case_id)
    assert (question.text, question.row.state, question.author) == (QUESTION, "waiting", UNIT_OFFICER.name)
    assert players.open_task(case_id).awaits_reply
    assert of_reporter(players, case_id) == []
    with players.app.test_request_context():
        pass_on_message(players.office, players.actor(OPERATOR), question.id, "Lampu yang mana?", uuid.uuid4())
    assert of_reporter(players, case_id) == ["Lampu yang mana?"]
    assert mail_kinds(players, case_id).count("message") >= 1
    write(players, CITIZEN, case_id, "Yang di depan pasar.", question.id)
    assert not players.open_task(case_id).awaits_reply
    talk = said(players, case_id)
    assert [each.row.state for each in talk] == ["answered", "waiting"]
    assert talk[0].text == QUESTION
    for_unit = conversation.of_staff(talk, {players.open_task(case_id).id}, players.actor(UNIT_OFFICER).inbox_keys)
    assert [each.text for each in for_unit] == [QUESTION, "Yang di depan pasar."]
    assert [each.author for each in for_unit] == [UNIT_OFFICER.name, ""]


def test_a_question_may_be_refused_with_a_reason(players: Players) -> None:
    """The reporter never sees it, whoever asked reads why, and her task waits no more."""
    case_id = case_at(players, "4", CITIZEN)
    ask(players, case_id)
    (question,) = said(players, case_id)
    with players.app.test_request_context():
        refuse_question(players.office, players.actor(OPERATOR), question.id, "Sudah ada di uraian.", uuid.uuid4())
    (refused,) = said(players, case_id)
    assert (refused.row.state, refused.note, refused.handler) == ("refused", "Sudah ada di uraian.", OPERATOR.name)
    assert of_reporter(players, case_id) == []
    assert not players.open_task(case_id).awaits_reply


def test_the_front_desk_asks_without_a_detour(players: Players) -> None:
    """A question of the operator herself can be read at once."""
    case_id = case_at(players, "2", CITIZEN)
    ask(players, case_id, OPERATOR)
    assert of_reporter(players, case_id) == [QUESTION]


def test_what_she_writes_of_her_own_accord_waits_at_the_front_desk(players: Players) -> None:
    """Whoever works on the case reads it once it is passed on, word for word; it can be answered, or put away."""
    case_id = case_at(players, "4", CITIZEN)
    for text in ("Lampunya makin redup.", "Terima kasih.", "Kapan dijawab?"):
        write(players, CITIZEN, case_id, text)
    own, keys = {players.open_task(case_id).id}, players.actor(UNIT_OFFICER).inbox_keys
    assert conversation.of_staff(said(players, case_id), own, keys) == ()
    first, second, third = said(players, case_id)
    players.clock.pass_(minutes=1)
    desk = players.actor(OPERATOR)
    with players.app.test_request_context():
        pass_on_message(players.office, desk, first.id, "andai diubah", uuid.uuid4())
        note_message(players.office, desk, second.id, uuid.uuid4())
        reply_to_reporter(players.office, desk, third.id, "Paling lambat hari Kamis.", uuid.uuid4())
    talk = conversation.of_staff(said(players, case_id), own, keys)
    assert [each.text for each in talk] == ["Lampunya makin redup."]
    assert talk[0].note == ""
    assert [each.row.state for each in said(players, case_id)] == ["forwarded", "noted", "answered", "forwarded"]
    assert of_reporter(players, case_id)[-1] == "Paling lambat hari Kamis."
    with players.office.database.reading() as connection:
        assert messages.count_waiting(connection, desk.inbox_keys) == 0


def test_files_come_with_a_message(players: Players) -> None:
    """A picture reaches whoever asked; what is no picture is refused, and the message with it."""
    case_id = case_at(players, "4", CITIZEN)
    with pytest.raises(FieldErrors):
        write(players, CITIZEN, case_id, "Ini fotonya.", files=[Posted("lampiran_pesan", "virus.png", b"MZ")])
    assert said(players, case_id) == ()
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG")
    write(players, CITIZEN, case_id, "Ini fotonya.", files=[Posted("lampiran_pesan", "lampu.png", photo.getvalue())])
    (message,) = said(players, case_id)
    (file,) = message.files
    assert file.label == "lampu.png"
    assert players.client(CITIZEN).get(file.href).status_code == 200
    assert players.client(OPERATOR).get(file.href).status_code == 200
    # Nobody beside the front desk reads it before it is passed on.
    assert players.client(UNIT_OFFICER).get(file.href).status_code == 404
    with players.app.test_request_context():
        pass_on_message(players.office, players.actor(OPERATOR), message.id, "", uuid.uuid4())
    assert players.client(UNIT_OFFICER).get(file.href).status_code == 200
    assert players.client(OTHER_UNIT_OFFICER).get(file.href).status_code == 404


def test_everybody_else_finds_nothing(players: Players) -> None:
    """Other units cannot ask, others cannot pass on, and neighbours cannot write."""
    case_id = case_at(players, "4", CITIZEN)
    ask(players, case_id)
    (question,) = said(players, case_id)
    with players.app.test_request_context():
        for person in (OTHER_UNIT_OFFICER, OPERATOR, LEAD):
            with pytest.raises(Missing):
                ask_reporter(players.office, players.actor(person), players.open_task(case_id).id, "?", uuid.uuid4())
        for person in (UNIT_OFFICER, LEAD):
            with pytest.raises(Missing):
                pass_on_message(players.office, players.actor(person), question.id, "", uuid.uuid4())
    for person in (NEIGHBOUR, UNIT_OFFICER):
        with pytest.raises(Missing):
            write(players, person, case_id, "Halo.")
    with pytest.raises(Missing):
        write(players, CITIZEN, case_id, "Sebelum diteruskan.", question.id)


def test_one_press_counts_once(players: Players) -> None:
    """The same command makes one message, and two people at the front desk do not pass it on twice."""
    case_id = case_at(players, "4", CITIZEN)
    command = uuid.uuid4()
    for _ in range(2):
        ask(players, case_id, command=command)
    (question,) = said(players, case_id)
    desk, task = players.actor(OPERATOR), players.open_task(case_id)
    with players.app.test_request_context():
        pass_on_message(players.office, desk, question.id, "", command := uuid.uuid4())
        pass_on_message(players.office, desk, question.id, "", command)
        with pytest.raises(ChangedMeanwhile):
            refuse_question(players.office, desk, question.id, "Terlambat.", uuid.uuid4())
    write(players, CITIZEN, case_id, "Pertama.", question.id)
    with pytest.raises(ChangedMeanwhile):
        write(players, CITIZEN, case_id, "Kedua.", question.id)
    assert players.open_task(case_id).id == task.id


def test_a_claimed_task_is_asked_for_by_its_owner(players: Players) -> None:
    """Somebody else of the unit cannot ask in a task that has an owner."""
    case_id = case_at(players, "4", CITIZEN)
    task = players.open_task(case_id)
    with players.app.test_request_context(), players.office.database.transaction() as connection:
        tasks.claim(connection, task.id, players.actor(OTHER_UNIT_OFFICER).account_id or 0, players.clock())
    with pytest.raises(TaskTaken):
        ask(players, case_id)


def test_a_case_that_has_ended_takes_no_messages(players: Players) -> None:
    """After a withdrawal nobody writes, and nothing waits at the front desk any more."""
    case_id = case_at(players, "4", CITIZEN)
    ask(players, case_id)
    with players.app.test_request_context():
        withdraw_case(players.office, players.actor(CITIZEN), case_id, "Sudah selesai.", uuid.uuid4())
    with pytest.raises(CaseEnded):
        write(players, CITIZEN, case_id, "Halo.")
    with players.office.database.reading() as connection:
        assert messages.count_waiting(connection, players.actor(OPERATOR).inbox_keys) == 0


def test_an_anonymous_reporter_stays_so(players: Players) -> None:
    """Even logged in, and even where she works at the office, neither message nor journal names her."""
    case_id = players.submit(CITIZEN, kerahasiaan=["anonim"], nama=[], alamat=[], cara_dihubungi=[], email=[]).case_id
    actor = players.actor(OPERATOR, case_id)
    with players.app.test_request_context():
        write_to_office(players.office, actor, case_id, sending("Halo."))
    with players.office.database.reading() as connection:
        (row,) = messages.of_case(connection, case_id)
        entry = journal.entries_of(connection, case_id)[-1]
    assert (row.author_id, entry.kind, entry.actor_kind, entry.actor_id) == (None, "message_written", "citizen", None)


def ask(players: Players, case_id: UUID, person: Person = UNIT_OFFICER, command: UUID | None = None) -> None:
    """Ask the reporter, for the sake of the open task."""
    task_id = players.open_task(case_id).id
    with players.app.test_request_context():
        ask_reporter(players.office, players.actor(person), task_id, QUESTION, command or uuid.uuid4())


def sending(text: str, question_id: UUID | None = None, files: list[Posted] | None = None) -> Sending:
    """Describe what a reporter sends."""
    return Sending(FORM, {"pesan": [text]}, files or [], question_id, uuid.uuid4())


def write(
    players: Players,
    person: Person,
    case_id: UUID,
    text: str,
    question_id: UUID | None = None,
    files: list[Posted] | None = None,
) -> None:
    """Write as this person."""
    players.clock.pass_(seconds=1)
    with players.app.test_request_context():
        write_to_office(players.office, players.actor(person), case_id, sending(text, question_id, files))


def said(players: Players, case_id: UUID) -> tuple[Said, ...]:
    """Return every message of a case."""
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
        assert case
        return conversation.read(connection, open_case(players.office, case))


def of_reporter(players: Players, case_id: UUID) -> list[str]:
    """Return what the reporter reads."""
    return [each.text if each.is_reporters else each.words for each in conversation.of_reporter(said(players, case_id))]


def mail_kinds(players: Players, case_id: UUID) -> list[str]:
    """Return the kinds of messages that wait in the outbox for a case."""
    with players.office.database.reading() as connection:
        return list(connection.scalars(select(outbox.c.kind).where(outbox.c.case_id == case_id)))
