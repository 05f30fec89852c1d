"""Who sees what: the explanation of biasa, anonim and rahasia, in the very words of the complaint form."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import gettext
from forms.choices import Choice, choices_of
from forms.schema import Form


def visibilities(form: Form) -> Mapping[str, Choice]:
    """Return what a reporter can choose, by value: a label and who sees what."""
    rules = [rule for rule in form.properties.values() if rule.get("x-sets") == "visibility"]
    return {
        choice.value: Choice(choice.value, gettext(choice.label), hint=gettext(choice.hint))
        for rule in rules
        for choice in choices_of(rule, {})
    }
