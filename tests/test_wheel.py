"""The wheel is the whole application: built, installed away from the checkout, started, it serves a page."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "forms", "persistence", "processes")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed here, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an empty environment that sees the libraries of this one, but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    _run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    (site_packages,) = folder.glob("lib/python*/site-packages")
    # Only the folder itself is added: the link to the checkout that lies in it is followed in its own environment.
    (site_packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give the settings of an office of its own, and nothing of the one that tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TANGGAP_", "PYTHON", "FLASK_"))}
    return {
        **kept,
        "TANGGAP_SECRET_KEY": "a secret of this test, long enough to be one",
        "TANGGAP_DATABASE_URL": f"sqlite:///{tmp_path / 'tanggap.sqlite'}",
        "TANGGAP_MAIL_FOLDER": str(tmp_path / "mail"),
    }


def test_everything_that_is_no_python_is_inside(wheel: Path) -> None:
    """Templates, diagrams, schemas, migrations, bundles and catalogues travel; the sources of the bundles do not."""
    inside = set(ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not {"browser", "__pycache__"} & set(path.parts)
    }
    bundles = json.loads((ROOT / "app/static/bundles/manifest.json").read_text("utf-8"))["files"].values()
    built = {f"app/static/bundles/{name}" for name in bundles}
    compiled = {f"{path.removesuffix('.po')}.mo" for path in wanted if path.endswith(".po")}

    assert inside >= wanted | built | compiled
    assert not [name for name in inside if not name.startswith((*(f"{package}/" for package in PACKAGES), "tanggap-"))]
    assert not [name for name in inside if name.startswith("app/browser/")]


def test_it_runs_from_where_it_is_installed(python: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """No module comes from the checkout."""
    told = "import app, forms, persistence, processes as last; print(app.__file__, forms.__file__, last.__file__)"

    found = _run(python, "-c", told, cwd=tmp_path, env=environment)

    assert str(ROOT) not in found
    assert found.count(str(python.parents[1])) == 3


def test_the_commands_are_there(python: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """`flask --app app` knows the commands of the project."""
    told = _run(python, "-m", "flask", "--app", "app", "--help", cwd=tmp_path, env=environment)

    assert {"upgrade", "worker", "sop"} <= set(told.split())


def test_a_new_office_serves_its_first_page(python: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """The database is made by the migrations inside, and gunicorn serves the landing page with its style sheet."""
    _run(python, "-m", "flask", "--app", "app", "upgrade", cwd=tmp_path, env=environment)

    with _served(python, environment, tmp_path) as port:
        status, page = _get(port, "/")
        style = re.search(r'href="(/static/bundles/tabler-[^"]+)"', page)

        assert status == 200
        assert style
        assert _get(port, style[1])[0] == 200


@contextmanager
def _served(python: Path, environment: dict[str, str], folder: Path) -> Iterator[int]:
    command = [python, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--worker-tmp-dir", folder, "app:create_app()"]
    server = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    try:
        lines = iter(server.stderr.readline, "")
        yield next(int(found[1]) for line in lines if (found := re.search(r"Listening at: http://\S+:(\d+)", line)))
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _get(port: int, path: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()


def _run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout
