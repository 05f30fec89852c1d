"""A real SMTP server for the tests, which keeps what it gets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Postbox:
    """What the server has got; it answers every recipient, and those of `answers` otherwise, as the test wants."""

    answer: str = "250 OK"
    verdict: str = "250 OK"
    farewell: str = "221 Bye"
    answers: dict[str, str] = field(default_factory=dict)
    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """Judge a recipient."""
        answer = self.answers.get(address, self.answer)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Judge a letter, and keep it."""
        if self.verdict.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return self.verdict

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
        """Say good-bye."""
        return self.farewell


@contextmanager
def delivering_to(postbox: Postbox, port: int = 0, **options: Any) -> Iterator[int]:
    """Run the server during the block, on this port or a free one, and give its port."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Find a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@contextmanager
def dying(last_words: bytes) -> Iterator[int]:
    """Run a server that greets, says these lines one by one, and hangs up; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_greet_and_die, args=(server, last_words), daemon=True)
        thread.start()
        port: int = server.getsockname()[1]
        yield port
        thread.join()


def _greet_and_die(server: socket.socket, last_words: bytes) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as heard:
        connection.sendall(b"220 postbox\r\n")
        for line in last_words.splitlines(keepends=True):
            heard.readline()
            connection.sendall(line)
