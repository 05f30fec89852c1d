"""The served office: the web server as the manual installs it, and a worker beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from app.config import DEMO_SECRET

PATIENCE = 60


class ServerDied(Exception):
    """The server did not begin to answer; the argument is the end of its log."""


@dataclass(frozen=True)
class Served:
    """Where the office is served, and what its processes have logged."""

    port: int
    logs: tuple[Path, ...]

    def failures(self) -> list[str]:
        """Return the lines of the logs that tell of an error."""
        lines = (line for log in self.logs for line in log.read_text("utf-8", "replace").splitlines())
        return [line for line in lines if '"level": "error"' in line or "Traceback" in line]


@contextmanager
def served(url: str, folder: Path, processes: int, threads: int) -> Iterator[Served]:
    """Serve the office of a database with gunicorn, and run a worker, until the block ends."""
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("TANGGAP_")},
        "TANGGAP_SECRET_KEY": DEMO_SECRET,
        "TANGGAP_DEMO": "1",
        "TANGGAP_DATABASE_URL": url,
        "TANGGAP_MAIL_FOLDER": str(folder / "mail"),
        "TANGGAP_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TANGGAP_TRUSTED_PROXIES": "1",
    }
    web = ["gunicorn", "--workers", str(processes), "--threads", str(threads), "--bind", f"127.0.0.1:{port}"]
    commands = {"web": [*web, "app:create_app()"], "worker": ["flask", "--app", "app", "worker"]}
    with ExitStack() as stack:
        for name, command in commands.items():
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            process = subprocess.Popen(  # noqa: S603 (our own commands)
                [sys.executable, "-m", *command], env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
            stack.callback(_stop, process)
        _await(port, folder / "web.log")
        yield Served(port, tuple(folder / f"{name}.log" for name in commands))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(port: int, log: Path) -> None:
    for _ in range(PATIENCE * 10):
        try:
            # The port is open before the application is; only a page tells that it is there.
            with urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.1)
    raise ServerDied(log.read_text("utf-8", "replace")[-2000:])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
