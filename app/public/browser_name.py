"""Name a browser in words, so that its owner knows it again in a list."""

from __future__ import annotations

from app.i18n import gettext

# The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Return a name such as “Chrome di Android”."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), gettext("Browser"))
    device = next((name for mark, name in _DEVICES if mark in user_agent), "")
    return gettext("%(browser)s di %(device)s", browser=browser, device=device) if device else browser
