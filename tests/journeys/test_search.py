"""A member of staff looks for a case: by the keyboard alone, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect
from sop_steps import case_at

from app.actions.index_cases import index_changed_cases
from app.demo.cast import OPERATOR

if TYPE_CHECKING:
    from tests.journeys.conftest import Live, PageMaker

pytestmark = pytest.mark.browser


def test_an_operator_finds_a_case_again(
    live: Live, new_page: PageMaker, axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    """Another form of the word finds it; going back from the case shows the answer again, without asking anew."""
    case_at(live.players, "4", judul=["Lampu jalan depan pasar mati"], uraian=["Mohon diperbaiki, gelap sekali."])
    index_changed_cases(live.players.office)
    for width in (1280, 390):
        page = new_page(width)
        live.sign_in(page, OPERATOR)
        page.goto(f"{live.address}/tugas/cari")
        expect(page.get_by_role("searchbox")).to_be_focused()
        axe(page)
        fits(page)
        page.keyboard.type("perbaikan lampu-lampu")
        page.keyboard.press("Enter")
        found = page.get_by_role("link", name="Lampu jalan depan pasar mati")
        expect(found).to_be_visible()
        assert "lampu" not in page.url
        axe(page)
        fits(page)
        found.click()
        page.wait_for_url("**/tugas/*-*")
        page.go_back()
        expect(found).to_be_visible()
        expect(page.get_by_role("searchbox")).to_have_value("perbaikan lampu-lampu")
