"""Small pictures to attach: nobody's photographs, drawn so that each shows what its story is about."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

SIZE = (480, 320)
SKY, ROAD, GRASS, WATER, DARK = "#b9d7ea", "#6b6f76", "#7fa35b", "#7a6a4f", "#2d3138"


@cache
def picture(subject: str) -> bytes:
    """Draw a picture of a subject of stories.json as JPEG."""
    image = Image.new("RGB", SIZE, "#39424e" if subject == "lampu" else SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 170, 480, 320), fill=GRASS)
    draw.polygon(((190, 170), (290, 170), (430, 320), (50, 320)), fill=ROAD)
    _SUBJECTS[subject](draw)
    return _encoded(image)


@cache
def after_work() -> bytes:
    """Draw the picture that a unit attaches to its answer."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 170, 480, 320), fill=GRASS)
    draw.polygon(((190, 170), (290, 170), (430, 320), (50, 320)), fill=DARK)
    draw.line((240, 320, 240, 170), fill="white", width=4)
    return _encoded(image)


def _hole(draw: ImageDraw.ImageDraw) -> None:
    for box in ((180, 235, 300, 285), (230, 195, 280, 215)):
        draw.ellipse(box, fill=DARK, outline="#a9a9a9", width=4)


def _lamp(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((110, 40, 118, 250), fill=DARK)
    draw.line((114, 44, 190, 60), fill=DARK, width=6)
    draw.ellipse((178, 52, 214, 72), fill="#8a8f98")


def _flood(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 230, 480, 320), fill=WATER)
    for top in range(240, 320, 18):
        draw.arc((-40, top, 520, top + 40), 200, 340, fill="#9c8b6d", width=3)


def _rubbish(draw: ImageDraw.ImageDraw) -> None:
    for number, colour in enumerate(("#d94f4f", "#e8c547", "#4f7bd9", "#f0f0f0", "#5fa55a", "#c77fd1") * 3):
        left, top = 60 + number * 17 % 190, 220 + number * 29 % 70
        draw.ellipse((left, top, left + 46, top + 30), fill=colour, outline=DARK)


def _tree(draw: ImageDraw.ImageDraw) -> None:
    draw.polygon(((90, 300), (120, 300), (260, 110), (246, 100)), fill="#6d4a2f")
    draw.ellipse((190, 30, 350, 150), fill="#3f7d3a")


_SUBJECTS = {"jalan": _hole, "lampu": _lamp, "banjir": _flood, "sampah": _rubbish, "pohon": _tree}


def _encoded(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="JPEG", quality=80)
    return buffer.getvalue()
