"""Who else comes in an hour: citizens who write and look after their case, and the Camat at her morning page."""

from __future__ import annotations

from app.bench.day.browser import Browser, Visit
from app.bench.day.staff import Pace, log_in
from app.bench.play import COMPLAINT
from app.demo.cast import SUPERVISOR


def citizens(port: int, visits: list[Visit], pace: Pace) -> int:
    """Let a citizen come in each round, write a complaint and read its receipt; return how many were sent."""
    sent = 0
    for number in range(pace.rounds):
        pace.wait_for(number)
        browser = Browser(port, visits, f"10.1.0.{number}")
        browser.get("landing page", "/")
        browser.get("complaint form", "/pengaduan/baru")
        answer = browser.post("send a complaint", "/pengaduan/baru", COMPLAINT)
        if answer.status == 303:
            sent += 1
            browser.get("receipt", answer.location)
            browser.get("status page", answer.location.replace("tanda-terima", "kasus"))
    return sent


def supervisor(port: int, visits: list[Visit], pace: Pace) -> None:
    """Let the Camat look at her pages in each round."""
    browser = Browser(port, visits)
    log_in(browser, SUPERVISOR.login)
    for number in range(pace.rounds):
        pace.wait_for(number)
        browser.get("morning page", "/pengawasan")
        browser.get("inbox of the office", "/tugas")
        browser.get("recap of the month", "/pengawasan/rekap")
