"""Name the built files in templates: `asset('tabler.css')` gives an address, `icon('clock')` a drawing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from markupsafe import Markup

STATIC = Path(__file__).parent / "static"
BUNDLES = STATIC / "bundles"
MANIFEST = BUNDLES / "manifest.json"
KEPT_FOR_EVER = "public, max-age=31536000, immutable"


class MissingAsset(LookupError):
    """A template asks for a file or an icon that was not built."""


@dataclass(frozen=True)
class Manifest:
    """What app/browser/build.mjs made: the hashed name of each file, what each imports, and the icons of the sprite."""

    files: Mapping[str, str]
    parts: Mapping[str, Sequence[str]]
    icons: frozenset[str]


def asset(name: str) -> str:
    """Return the address of a bundle (`base.js`), or of a file under static/ (`css/tanggap.css`).

    The address changes with the content. Raises MissingAsset.
    """
    built = manifest().files.get(name)
    if built:
        return url_for("static", filename=f"bundles/{built}")
    path = STATIC / name
    if not path.is_file():
        raise MissingAsset(f"{name} is neither in {MANIFEST.name} nor under static/; `make setup` builds the bundles")
    return url_for("static", filename=name, v=_digest(path, path.stat().st_mtime_ns))


def whole(name: str) -> list[str]:
    """Return the addresses of a file and of everything that it imports. Raises MissingAsset."""
    parts = manifest().parts.get(name, ())
    return [asset(name), *(url_for("static", filename=f"bundles/{part}") for part in parts)]


def icon(name: str, classes: str = "") -> Markup:
    """Draw an icon of the sprite; it is decoration, so the words stand beside it. Raises MissingAsset."""
    if name not in manifest().icons:
        raise MissingAsset(f"The icon {name} is not in app/browser/icons.txt")
    return Markup('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>').format(
        f"icon {classes}".strip(), asset("icons.svg"), name
    )


def manifest() -> Manifest:
    """Read the manifest again only when a build has written it. Raises MissingAsset."""
    try:
        written = MANIFEST.stat().st_mtime_ns
    except FileNotFoundError as error:
        raise MissingAsset("The browser bundles are not built; run `make setup`") from error
    return _read(written)


def register(app: Flask) -> None:
    """Give the templates `asset` and `icon`, and let browsers keep what cannot change."""
    app.jinja_env.globals.update(asset=asset, icon=icon)

    @app.after_request
    def keep(response: Response) -> Response:
        hashed = request.path.startswith(f"{app.static_url_path}/bundles/") or "v" in request.args
        if request.endpoint == "static" and hashed and response.status_code in {200, 304}:
            response.headers["Cache-Control"] = KEPT_FOR_EVER
        return response


@lru_cache(maxsize=1)
def _read(_written: int) -> Manifest:
    content = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return Manifest(content["files"], content["parts"], icons=frozenset(content["icons"]))


@lru_cache(maxsize=64)
def _digest(path: Path, _written: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
