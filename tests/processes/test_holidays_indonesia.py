"""Indonesian holidays: what the import proposes to the administrator."""

from datetime import date

import pytest

from processes.holidays_indonesia import HolidayDraft, holiday_drafts
from processes.office_hours import RAMADAN_ESTIMATES


def test_the_year_2026() -> None:
    """The joint decree for 2026 has 17 holidays and 8 days of cuti bersama."""
    drafts = holiday_drafts(2026)
    kinds = [draft.kind for draft in drafts]
    assert (kinds.count("holiday"), kinds.count("collective_leave")) == (17, 8)
    assert not any(draft.is_estimate for draft in drafts)
    assert list(drafts) == sorted(drafts, key=lambda draft: draft.date)
    assert drafts[-2:] == (
        HolidayDraft(date(2026, 12, 24), "collective_leave", "Cuti Bersama Hari Raya Natal", False),
        HolidayDraft(date(2026, 12, 25), "holiday", "Hari Raya Natal", False),
    )


def test_a_year_without_decree_is_marked() -> None:
    """Dates that hang on the moon are estimates, without the library's remark in their name."""
    drafts = {draft.date: draft for draft in holiday_drafts(2028)}
    fitri = drafts[date(2028, 2, 27)]
    assert (fitri.name, fitri.is_estimate) == ("Hari Raya Idul Fitri", True)
    assert not drafts[date(2028, 8, 17)].is_estimate
    assert all(draft.kind == "holiday" for draft in drafts.values())


@pytest.mark.parametrize("year", [2026, 2027])
def test_proposed_ramadan_ends_on_the_eve_of_idul_fitri(year: int) -> None:
    """The proposed season fits the holidays of its year, and says that it is an estimate."""
    season = RAMADAN_ESTIMATES[year]
    fitri = next(draft.date for draft in holiday_drafts(year) if draft.name == "Hari Raya Idul Fitri")
    assert season.is_estimate
    assert (fitri - season.last).days == 1
    assert (season.last - season.first).days + 1 in (29, 30)
