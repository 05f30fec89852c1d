"""What the operators record for others: who comes to the counter, calls or writes, while the office is open."""

from __future__ import annotations

from collections.abc import Mapping

from app.actions.save_complaint_draft import save_complaint_draft
from app.complaint_draft import desk_token
from app.demo.cast import OPERATOR, SECOND_OPERATOR
from app.demo.plots import Plot
from app.demo.stories import Answers
from app.office import Office
from app.security.actor import Actor
from processes.working_calendar import WorkingCalendar
from processes.working_time import next_opening

# Kabupaten Banyumas counted two reports of three by WhatsApp (domain survey, 2019); the rest is guessed.
CHANNELS = {"whatsapp": 50, "loket": 22, "telepon": 12, "sp4n_lapor": 9, "surat": 5, "media_sosial": 2}
# A call that was interrupted lies on the desk of the first operator.
INTERRUPTED: Answers = {
    "kanal": ["telepon"],
    "judul": ["Saluran irigasi di belakang balai desa jebol"],
    "uraian": ["Air meluap ke sawah sejak pagi. Penelepon akan menghubungi lagi untuk alamat lengkapnya."],
    "lokasi_desa": ["Nangsri"],
}


def channel_of(plot: Plot, calendar: WorkingCalendar) -> Answers:
    """Return how a complaint reached an operator, or nothing where the reporter sent it herself."""
    chances = plot.random("channel")
    is_open = all(next_opening(at, calendar) == at for at in (plot.begun_at, plot.at))
    if plot.reporter.login or not is_open or chances.random() > 0.7:
        return {}
    (channel,) = chances.choices(list(CHANNELS), list(CHANNELS.values()))
    numbers = {"sp4n_lapor": f"{8_000_000 + plot.seed % 100_000}", "surat": f"AGENDA {plot.seed % 1000}/{plot.at:%m}"}
    return {"kanal": [channel]} | ({"nomor_eksternal": [numbers[channel]]} if channel in numbers else {})


def operator_of(plot: Plot, people: Mapping[str, Actor]) -> Actor:
    """Return which of the operators records a complaint."""
    return people[plot.random("operator").choice((OPERATOR, SECOND_OPERATOR)).login]


def leave_on_desk(office: Office, people: Mapping[str, Actor]) -> None:
    """Let a complaint that is being recorded lie on the first operator's desk."""
    operator = people[OPERATOR.login]
    token = desk_token(office, operator.account_id or 0, 1)
    save_complaint_draft(office, operator, token, INTERRUPTED, by_staff=True)
