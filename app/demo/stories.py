"""What people complain about, told with places and names, and what the office answers; all of it is invented."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

Answers = dict[str, list[str]]


@dataclass(frozen=True)
class Story:
    """One complaint as it is told, with the answers of the office; `texts` are those of stories.json, filled in."""

    texts: Mapping[str, str]
    desa: str
    patokan: str
    is_sensitive: bool

    @property
    def kind(self) -> str:
        """Return what it is: pengaduan, informasi or aspirasi."""
        return self.texts["jenis"]

    @property
    def unit(self) -> str:
        """Return the code of the unit that answers."""
        return self.texts["unit"]

    def complaint(self) -> Answers:
        """Return what the reporter fills in, without who she is."""
        common = self._fields("kategori", "sub_kategori", "sub_kategori_lain", "judul")
        common |= {"jenis_laporan": [self.kind], "pernyataan": ["true"], "privasi_dibaca": ["true"]}
        if self.kind == "informasi":
            asked = self._fields("rincian_informasi", "tujuan_informasi")
            return {**common, **asked, "cara_memperoleh": ["melihat"]}
        told = self._fields("uraian", "penyelesaian", "terlapor")
        return {**common, **told, "lokasi_desa": [self.desa], "lokasi_patokan": [f"Dekat {self.patokan}"]}

    def of_staff(self, form: str, unit_ids: Mapping[str, int]) -> Answers:
        """Return what staff fill in on a form of the SOP."""
        if form == "penerimaan":
            return self._fields("kategori", "sub_kategori", "sub_kategori_lain")
        if form == "klasifikasi":
            unit = {} if self.kind == "informasi" else {"unit": [str(unit_ids[self.unit])]}
            return {"jenis": [self.kind], **self._fields("alasan"), **unit}
        fields = {"tanggapan": ("tanggapan", "tindakan"), "pemeriksaan": ("tanggapan",), "jawaban": ("jawaban",)}
        return self._fields(*fields[form])

    def _fields(self, *names: str) -> Answers:
        return {name: [self.texts[name]] for name in names if name in self.texts}


def chances_of(name: str) -> Random:
    """Return chances that are the same for the same name, so that every demo is the same."""
    return Random(name)  # noqa: S311 (nothing here is a secret)


def tell(random: Random, number: int) -> Story:
    """Tell one of the stories somewhere; consecutive numbers take turns through all of them."""
    told = _told("stories.json")
    story = told[number % len(told)]
    place = {name: random.choice(world()[name]) for name in ("desa", "dusun", "patokan")}
    texts = {name: text.format(**place) for name, text in story.items() if isinstance(text, str)}
    return Story(texts, place["desa"], place["patokan"], bool(story.get("rahasia")))


@cache
def world() -> Mapping[str, Sequence[Any]]:
    """Return the villages, names and comments from which a demo is put together."""
    world: Mapping[str, Sequence[Any]] = _told("places_and_names.json")
    return world


@cache
def _told(name: str) -> Any:
    return json.loads((files("app.demo") / name).read_text("utf-8"))
