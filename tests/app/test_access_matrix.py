"""Every route is tried by everybody: what is not a person's own is refused, and no route is forgotten."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from office_fixtures import COMPLAINT, Players
from PIL import Image
from sqlalchemy import update
from werkzeug.routing import Rule

from app.actions.change_calendar import change_calendar, current_calendar
from app.actions.claim_task import claim_task
from app.actions.name_substitute import Wanted, name_substitute
from app.actions.notices import PAYLOAD, RECIPIENT
from app.actions.record_complaint import record_complaint
from app.actions.save_answer_template import save_answer_template
from app.actions.save_complaint_draft import save_complaint_draft
from app.actions.save_filter import save_filter
from app.actions.submit_complaint import submit_complaint
from app.actions.subscribe_browser import PLACE
from app.actions.write_note import write_note
from app.actions.write_to_office import Sending, write_to_office
from app.complaint_draft import read_draft
from app.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    CITIZEN,
    LEAD,
    NEIGHBOUR,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SUPERVISOR,
    UNIT_OFFICER,
    Person,
)
from app.public.writing import FORM as WRITING
from app.security.uploads import judge
from persistence import accounts, inbox_choices, messages, notifications, outbox, sessions, timers, units
from persistence.answer_templates import TemplateText
from persistence.outbox import NewMessage
from persistence.sealing import seal
from persistence.tables import outbox as outbox_table
from persistence.tables import timers as timers_table
from processes.office_hours import RAMADAN_ESTIMATES
from processes.working_hours import Day, Season

PEOPLE: Mapping[str, Person | None] = {
    "visitor": None,
    "citizen": CITIZEN,
    "neighbour": NEIGHBOUR,
    "operator": OPERATOR,
    "unit": UNIT_OFFICER,
    "other unit": OTHER_UNIT_OFFICER,
    "lead": LEAD,
    "supervisor": SUPERVISOR,
    "administrator": ADMINISTRATOR,
    "auditor": AUDITOR,
}
CHRISTMAS = date(2026, 12, 25)
EVERYBODY = frozenset(PEOPLE)
ACCOUNTS = EVERYBODY - {"visitor"}
STAFF = frozenset({"operator", "unit", "other unit", "lead", "supervisor"})
REPORTER = frozenset({"citizen"})
WORKER = frozenset({"unit"})
FRONT_DESK = frozenset({"operator"})
# The operator of the cast leads her lane.
LEADS = frozenset({"operator"})
ADMINISTRATORS = frozenset({"administrator"})

DESK = (
    *("desk.overview", "desk.begin", "desk.form", "desk.record", "desk.save_draft", "desk.paste", "desk.accept"),
    *("desk.discard", "desk.look_up", "desk.take_over", "desk.alike", "desk.receipt"),
    *("desk.exchange", "desk.try_import", "desk.bring_in", "desk.take_out"),
)

# The case stands at row 4 in one unit, its reporter is `citizen`, and it is confidential.
ALLOWED: Mapping[str, frozenset[str]] = {
    "static": EVERYBODY,
    "public.landing": EVERYBODY,
    "public.privacy": EVERYBODY,
    "public.log_in": EVERYBODY,
    "public.start_session": EVERYBODY,
    "public.register": EVERYBODY,
    "public.create_account": EVERYBODY,
    "public.choose_language": EVERYBODY,
    "public.log_out": EVERYBODY,
    "public.track": EVERYBODY,
    "public.open_tracked": EVERYBODY,
    "public.close_cases": EVERYBODY,
    "public.complaint": EVERYBODY,
    "public.send_complaint": EVERYBODY,
    "public.save_draft": EVERYBODY,
    "public.ask_to_discard": EVERYBODY,
    "public.discard_draft": EVERYBODY,
    "public.receipt": REPORTER,
    "public.case": REPORTER,
    "public.answer": REPORTER,
    # Her own evidence is in the hands of whoever answers; the reporter reads the files of the answer.
    "public.attachment": WORKER,
    "public.my_cases": REPORTER | {"neighbour"},
    "public.account": ACCOUNTS,
    "public.change_password": ACCOUNTS,
    "public.end_own_session": REPORTER,
    **dict.fromkeys(
        ("public.messages", "public.write", "public.evidence", "public.add_to_case", "public.ask_to_withdraw"), REPORTER
    ),
    **dict.fromkeys(("public.withdraw", "public.own_data_form", "public.correct", "public.adopt"), REPORTER),
    **dict.fromkeys(("public.ask_to_download", "public.download"), REPORTER),
    **dict.fromkeys(("public.ask_to_adopt", "public.adopt_by_code"), REPORTER | {"neighbour"}),
    **dict.fromkeys(("public.ask_to_download_all", "public.download_all"), REPORTER | {"neighbour"}),
    **dict.fromkeys(
        ("public.offline", "public.offline_complaint", "public.web_manifest", "public.fresh_key"), EVERYBODY
    ),
    **dict.fromkeys(("public.send_kept", "public.mend_kept"), EVERYBODY),
    "public.letter": REPORTER | FRONT_DESK,
    "public.notifications": ACCOUNTS,
    "public.choose": ACCOUNTS,
    "public.name_address": ACCOUNTS,
    "public.prove_address": ACCOUNTS,
    "public.drop_address": ACCOUNTS,
    "public.trust_address": ACCOUNTS,
    "public.subscribe": ACCOUNTS,
    "public.unsubscribe": REPORTER,
    "public.service_worker": EVERYBODY,
    "inbox.whatsapp_list": frozenset({"operator"}),
    "inbox.mark_whatsapp_sent": frozenset({"operator"}),
    "inbox.mark_whatsapp_unsent": frozenset({"operator"}),
    "inbox.reveal_whatsapp_number": frozenset({"operator"}),
    "palette.find": STAFF | ADMINISTRATORS,
    "inbox.question": WORKER,
    "inbox.ask": WORKER,
    "inbox.message_list": STAFF - {"supervisor"},
    **dict.fromkeys(("inbox.message", "inbox.pass_on", "inbox.refuse", "inbox.reply", "inbox.note_read"), FRONT_DESK),
    "inbox.letter_list": STAFF - {"supervisor"},
    "inbox.hand_letter_over": FRONT_DESK,
    **dict.fromkeys(DESK, frozenset({"operator"})),
    "inbox.tasks": STAFF,
    "inbox.search": STAFF,
    "inbox.ask_search": STAFF,
    "inbox.task": WORKER | {"supervisor"},
    "inbox.diagram": WORKER | {"supervisor"},
    "inbox.claim": WORKER,
    "inbox.release": WORKER,
    "inbox.claim_most_urgent": STAFF - {"supervisor"},
    "inbox.ask_hand_over": WORKER | {"supervisor"},
    "inbox.do_hand_over": WORKER | {"supervisor"},
    "inbox.ask_snooze": WORKER,
    "inbox.do_snooze": WORKER,
    "inbox.wake": WORKER,
    "inbox.chosen_tasks": STAFF,
    "inbox.search_list": STAFF,
    "inbox.choose": STAFF,
    "inbox.saved_filters": STAFF,
    "inbox.new_filter": STAFF,
    "inbox.add_filter": STAFF,
    # It is her own.
    "inbox.saved_filter": WORKER,
    "inbox.save_filter_page": WORKER,
    "inbox.delete_filter": WORKER,
    "inbox.hand_over_chosen": STAFF,
    "inbox.save_draft": WORKER,
    "inbox.identity": WORKER,
    # Whoever has worked on the case, and the supervisor.
    "inbox.case": WORKER | {"operator", "supervisor"},
    "inbox.presence": WORKER | {"supervisor"},
    "inbox.note": WORKER | {"supervisor"},
    # It is her own.
    "inbox.withdraw": WORKER,
    "inbox.list_templates": LEADS,
    "inbox.new_template": LEADS,
    "inbox.add_template": LEADS,
    "inbox.edit_template": LEADS,
    "inbox.change_template": LEADS,
    "public.thumbnail": WORKER,
    "inbox.complete": WORKER,
    "inbox.ask_delay": WORKER | {"supervisor"},
    "inbox.explain": WORKER | {"supervisor"},
    "supervision.morning": frozenset({"supervisor"}),
    "supervision.task_list": frozenset({"supervisor"}),
    "supervision.list_substitutions": ADMINISTRATORS | {"supervisor"},
    "supervision.new_substitution": ADMINISTRATORS | {"supervisor"},
    "supervision.add_substitution": ADMINISTRATORS | {"supervisor"},
    "supervision.confirm_end_of_substitution": ADMINISTRATORS | {"supervisor"},
    "supervision.end_of_substitution": ADMINISTRATORS | {"supervisor"},
    "supervision.recap": frozenset({"supervisor"}),
    "supervision.recap_pdf": frozenset({"supervisor"}),
    "supervision.recap_xlsx": frozenset({"supervisor"}),
    "supervision.register": frozenset({"supervisor"}),
    "supervision.register_pdf": frozenset({"supervisor"}),
    "supervision.register_xlsx": frozenset({"supervisor"}),
    "admin.sop": ADMINISTRATORS | {"supervisor"},
    "admin.sop_diagram": ADMINISTRATORS | {"supervisor"},
}

# These are the owner's: whoever works on the task has claimed it before.
OF_OWNERS = {
    *("inbox.ask_hand_over", "inbox.do_hand_over", "inbox.ask_snooze", "inbox.do_snooze", "inbox.wake"),
    *("inbox.ask_delay", "inbox.explain"),
}


@pytest.fixture
def office(players: Players) -> Players:
    """Fill the office with what the routes name."""
    return players


def test_every_route_lets_in_whom_it_should_and_nobody_else(office: Players) -> None:
    """Each route answers those it is for, and refuses everybody else without saying more than that."""
    scene = Scene(office)
    wrong = [
        f"{method} {rule.rule} as {name}: {status}, allowed: {is_allowed}"
        for rule, method in _routes(office)
        for name, is_allowed in _in_order(rule.endpoint)
        if ((status := scene.ask(rule, method, name)) in {401, 403, 404}) == is_allowed or status >= 500
    ]
    assert not wrong, "\n".join(wrong)


def test_no_route_is_unknown(office: Players) -> None:
    """A route that this table does not name fails here, so that nobody forgets to say whom it is for."""
    endpoints = {rule.endpoint for rule in office.app.url_map.iter_rules()}
    assert {name for name in endpoints if not name.startswith("admin.")} == {
        name for name in ALLOWED if not name.startswith("admin.")
    }


def test_who_answers_never_reads_who_reports(office: Players) -> None:
    """The page of row 4 holds neither the name nor the address nor the contact of a confidential reporter."""
    scene = Scene(office)
    page = office.client(UNIT_OFFICER).get(f"/tugas/{scene.task_id}").get_data(as_text=True)
    assert "Lampu jalan depan pasar mati" in page
    for secret in ("Siti Rahayu", "Jalan Pasar 1", "siti@contoh.id"):
        assert secret not in page


def _routes(office: Players) -> Iterator[tuple[Rule, str]]:
    for rule in office.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def _in_order(endpoint: str) -> Iterator[tuple[str, bool]]:
    """Try those who are refused first: whoever is let in changes something."""
    allowed = ALLOWED.get(endpoint, ADMINISTRATORS)
    yield from ((name, False) for name in PEOPLE if name not in allowed)
    yield from ((name, True) for name in PEOPLE if name in allowed)


class Scene:
    """One case at row 4, one that is answered, and rows of everything else that an address can name."""

    def __init__(self, players: Players) -> None:
        self.players = players
        office = players.office
        with office.database.reading() as connection:
            unit = next(unit for unit in units.every(connection) if unit.code == "pembangunan")
        self.case_id, attachment_id = self._case_with_file()
        players.complete(OPERATOR, self.case_id, kategori=["infrastructure"], sub_kategori=["jalan_rusak"])
        players.complete(OPERATOR, self.case_id, jenis=["pengaduan"], alasan=["Perlu"], unit=[str(unit.id)])
        self.task_id = players.open_task(self.case_id).id
        answered = players.submit(CITIZEN).case_id
        players.complete(OPERATOR, answered, kategori=["infrastructure"], sub_kategori=["jalan_rusak"])
        players.complete(OPERATOR, answered, jenis=["informasi"], alasan=["Hanya bertanya"])
        players.complete(OPERATOR, answered, jawaban=["Jawaban kami kepada Anda sebagai pelapor."])
        season = self._calendar()
        self.values: dict[str, Any] = {
            "filename": "css/tanggap.css",
            "case_id": self.case_id,
            "task_id": self.task_id,
            "attachment_id": attachment_id,
            "account_id": self._victim(),
            "note_id": self._note(),
            "template_id": self._template(),
            "filter_id": self._filter(),
            "category_id": 1,
            "unit_id": unit.id,
            "year": 2027,
            "register_year": 2026,
            "month": "2026-11",
            "first": season.first.isoformat(),
            "when": CHRISTMAS.isoformat(),
            **self._given_up(),
            "place": 1,
            "substitution_id": self._substitution(),
            "said_id": self._message(),
            "notice_id": self._by_hand(),
            "subscription_id": self._browser(),
        }
        self.of_answer = {"case_id": answered, "task_id": players.open_task(answered).id}
        with players.app.test_request_context():
            raw = {**COMPLAINT, "kanal": ["loket"]}
            operator = players.actor(OPERATOR)
            self.recorded = record_complaint(players.office, operator, secrets.token_urlsafe(16), raw, "sekali").case_id

    def ask(self, rule: Rule, method: str, name: str) -> int:
        """Send one request as this person, in a browser of her own, and return the status of its answer."""
        client = self.players.client(PEOPLE[name])
        values = {**self.values, "session_id": self._session_of_citizen()}
        if rule.endpoint in OF_OWNERS and name in WORKER:
            claim_task(self.players.office, self.players.actor(UNIT_OFFICER), self.task_id)
        if rule.endpoint in {"public.answer", "public.letter", "inbox.hand_letter_over"}:
            values |= self.of_answer
        if rule.endpoint == "desk.receipt":
            values["case_id"] = self.recorded
        adapter = self.players.app.url_map.bind("localhost")
        wanted = {argument: values[argument] for argument in rule.arguments}
        return _status(client, method, adapter.build(rule.endpoint, wanted, method=method))

    def _case_with_file(self) -> tuple[UUID, UUID]:
        """Submit a confidential complaint with a photo."""
        players, token = self.players, secrets.token_urlsafe(16)
        actor = players.actor(CITIZEN)
        raw = {**COMPLAINT, "kerahasiaan": ["rahasia"]}
        picture = io.BytesIO()
        Image.new("RGB", (4, 4)).save(picture, format="PNG")
        with players.app.test_request_context():
            upload = judge("foto.png", picture.getvalue(), 1)
            save_complaint_draft(players.office, actor, token, raw, [("lampiran", upload)])
            with players.office.database.reading() as connection:
                (file,) = read_draft(players.office, connection, token).files
            raw["lampiran"] = [str(file.id)]
            return submit_complaint(players.office, actor, token, raw, "sekali").case_id, file.id

    def _note(self) -> UUID:
        """Write a note of the unit's officer beside the task."""
        note_id = uuid4()
        write_note(self.players.office, self.players.actor(UNIT_OFFICER), self.task_id, "Sudah dicek.", note_id)
        return note_id

    def _filter(self) -> int:
        """Keep a filter of the unit's officer."""
        actor = self.players.actor(UNIT_OFFICER)
        save_filter(self.players.office, actor, "Terlambat", "tampilan=terlambat", None)
        with self.players.office.database.reading() as connection:
            (kept,) = inbox_choices.filters_for(connection, actor.account_id or 0, [])
        return kept.id

    def _template(self) -> int:
        """Write an answer template."""
        text = TemplateText("jawaban", None, "Sudah diperbaiki", "Laporan {nomor} sudah kami tangani.", is_active=True)
        return save_answer_template(self.players.office, self.players.actor(OPERATOR), text, None, "1").template_id

    def _calendar(self) -> Season:
        """Put a calendar with a season and a holiday in force."""
        office, season = self.players.office, RAMADAN_ESTIMATES[2027]
        with office.database.reading() as connection:
            calendar = current_calendar(connection)
        days = {CHRISTMAS: Day("holiday", "Natal")}
        wanted = replace(calendar, version=calendar.version + 1, seasons=(season,), days=days)
        change_calendar(office, self.players.actor(ADMINISTRATOR), wanted)
        return season

    def _victim(self) -> int:
        """Make an account to be changed, so that no person of the cast is shut out on the way."""
        with self.players.office.database.transaction() as connection:
            return accounts.create(connection, "baru@contoh.id", "Orang Baru", "staff", self.players.clock())

    def _substitution(self) -> int:
        """Let somebody stand in for somebody who has no seat, which lets her in nowhere."""
        players = self.players
        with players.office.database.transaction() as connection:
            absent = accounts.create(connection, "cuti@contoh.id", "Orang Cuti", "staff", players.clock())
        substitute, today = players.actor(OTHER_UNIT_OFFICER).account_id or 0, players.office.today()
        wanted = Wanted(absent, substitute, "plh", today, today)
        return name_substitute(players.office, players.actor(SUPERVISOR), wanted)

    def _message(self) -> UUID:
        """Let a message of the reporter wait at the front desk."""
        office, actor = self.players.office, self.players.actor(CITIZEN)
        with self.players.app.test_request_context():
            sending = Sending(WRITING, {"pesan": ["Lampunya makin redup."]}, (), None, uuid4())
            write_to_office(office, actor, self.case_id, sending)
        with office.database.reading() as connection:
            (message,) = messages.of_case(connection, self.case_id)
        return message.id

    def _by_hand(self) -> int:
        """Let a message wait to be sent by hand."""
        office, now = self.players.office, self.players.clock()
        master = office.keys.master
        sealed = seal(master, b"0812 3456 7890", RECIPIENT), seal(master, b'{"number": "1", "language": "id"}', PAYLOAD)
        message = NewMessage("received", *sealed, now, self.case_id, channel="whatsapp", state="by_hand")
        with office.database.transaction() as connection:
            outbox.add(connection, [message])
            return outbox.by_hand(connection, 1)[0].id

    def _browser(self) -> int:
        """Let a browser of the citizen take messages."""
        office, citizen = self.players.office, self.players.actor(CITIZEN).account_id or 0
        content = b'{"endpoint": "https://fcm.googleapis.com/", "p256dh": "", "auth": "", "name": "Chrome", "key": ""}'
        with office.database.transaction() as connection:
            sealed = seal(office.keys.master, content, PLACE)
            notifications.subscribe(connection, citizen, "0" * 64, sealed, self.players.clock())
            return notifications.subscriptions_of(connection, citizen)[0].id

    def _given_up(self) -> dict[str, Any]:
        """Give up one timer and one message, for the administrator to try again."""
        now = self.players.clock()
        with self.players.office.database.transaction() as connection:
            timer_id = timers.of_case(connection, self.case_id)[-1].id
            connection.execute(update(timers_table).where(timers_table.c.id == timer_id).values(state="failed"))
            outbox.add(connection, [NewMessage("received", b"", b"", now)])
            connection.execute(update(outbox_table).where(outbox_table.c.case_id.is_(None)).values(state="failed"))
            (message,) = outbox.failed(connection)
        return {"timer_id": timer_id, "message_id": message.id}

    def _session_of_citizen(self) -> int:
        with self.players.office.database.reading() as connection:
            citizen = accounts.read_by_login(connection, CITIZEN.login)
            assert citizen
            live = sessions.live_of(connection, citizen.id, self.players.clock())
        return live[0].id if live else 0


def _status(client: FlaskClient, method: str, address: str) -> int:
    with client.open(address, method=method, data={} if method == "POST" else None) as answer:
        return answer.status_code
