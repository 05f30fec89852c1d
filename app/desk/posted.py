"""What the form of the desk posts besides the complaint itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from flask import request

PROPOSED = "usulan_"
SEEN = "mirip_dilihat"


@dataclass(frozen=True)
class Posted:
    """The pasted text, the proposals that wait, who was looked up, the earlier case chosen, and the press's name."""

    pasted: str
    proposals: dict[str, str]
    contact: str
    related_to: str
    seen: frozenset[str]
    command: str


def read_posted() -> Posted:
    """Read them from this request."""
    form = request.form
    return Posted(
        pasted=form.get("teks", ""),
        proposals={name.removeprefix(PROPOSED): form[name] for name in form if name.startswith(PROPOSED)},
        contact=form.get("kontak", "").strip(),
        related_to=form.get("terkait", "").strip(),
        seen=frozenset(form.getlist(SEEN)),
        command=form.get("perintah") or str(uuid4()),
    )


def nothing() -> Posted:
    """Return what a page that is only looked at has: nothing, and a new name for its press."""
    return Posted("", {}, "", "", frozenset(), str(uuid4()))
