"""The channels by which a complaint can reach the office, by code, with their names on the screens."""

from __future__ import annotations

import forms.schema
from app.i18n import gettext
from forms.choices import choices_of
from processes.sop import Sop

# What the citizen sends herself, on these pages.
WEB = "web"


def names(sop: Sop) -> dict[str, str]:
    """Name the channels: the public pages, then those that the form of the first row lets staff record."""
    properties = forms.schema.load(sop.row(sop.first_row).form, by_staff=True).properties.values()
    recorded = [choice for rule in properties if rule.get("x-sets") == "channel" for choice in choices_of(rule, {})]
    return {WEB: gettext("Situs ini"), **{choice.value: gettext(choice.label) for choice in recorded}}
