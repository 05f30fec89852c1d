"""Nothing that changes anything is done without the token of the page that asked for it."""

from __future__ import annotations

from uuid import uuid4

from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR


def test_every_deed_needs_its_token(players: Players) -> None:
    """Each route that takes a POST refuses one without a CSRF token, whoever sends it."""
    players.app.config["WTF_CSRF_ENABLED"] = True
    adapter = players.app.url_map.bind("localhost")
    client = players.client(ADMINISTRATOR)
    for rule in players.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            values = {name: uuid4() if name.endswith("_id") and "uuid" in rule.rule else 1 for name in rule.arguments}
            answer = client.post(adapter.build(rule.endpoint, values, method="POST"))
            assert answer.status_code == 400, rule.rule


def test_every_answer_carries_the_headers(players: Players) -> None:
    """Pages, refusals and files all carry the security headers, and no page stays in a shared cache."""
    client = players.client()
    for address in ("/", "/masuk", "/tidak-ada", "/pengelolaan/"):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "worker-src 'self'; manifest-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_a_foreign_host_name_is_refused(players: Players) -> None:
    """A request under a name that is not the office's is not answered, so no link can be built from it."""
    assert players.app.test_client().get("/", headers={"Host": "jahat.example"}).status_code == 400
