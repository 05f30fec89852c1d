"""A real push service on this machine, and a browser that opens what it gets (RFC 8291)."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AUTH = bytes(range(16))


@dataclass
class PushService:
    """What the service has got; it answers every message with this status."""

    status: int = 201
    port: int = 0
    headers: list[Message] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def subscription(self) -> dict[str, str]:
        """Return what the browser tells a page that subscribes it."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        endpoint = f"http://127.0.0.1:{self.port}/push/1"
        return {"endpoint": endpoint, "p256dh": encoded(point), "auth": encoded(AUTH)}

    def opened(self) -> list[dict[str, Any]]:
        """Open every message as the browser does."""
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=AUTH, version="aes128gcm"))
            for body in self.bodies
        ]


@contextmanager
def pushing_to(service: PushService) -> Iterator[int]:
    """Run the service during the block, and give its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            service.headers.append(self.headers)
            service.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(service.status)
            self.send_header("Content-Length", "0")
            if service.status in {301, 307}:
                self.send_header("Location", f"http://127.0.0.1:{service.port}/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def encoded(content: bytes) -> str:
    """Write bytes in base64url, as browsers do."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
