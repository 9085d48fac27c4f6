"""A PostgreSQL with PostGIS for tests: started on loopback, in a folder of its own, and stopped again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

USER = "postgres"


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and any(
            (folder.parents[3]).glob("share/postgresql/*/extension/postgis.control")
        ):
            return folder
    return None


def _missing(message: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of an empty database."""
    programs = _programs()
    if programs is None:
        _missing("no PostgreSQL with PostGIS on this machine: stores are not tested in it")
        return
    # PostgreSQL refuses to run as root, and pytest's folders are closed to others
    own: dict[str, Any] = {"user": USER} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="conflictmap-pg-"))
    if own:
        shutil.chown(home, USER)
    data, port = home / "data", _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {home}"
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd=home, **own,
        )  # fmt: skip
        subprocess.run(
            [programs / "pg_ctl", "-D", data, "-o", options, "-l", home / "log", "-w", "start"],
            check=True, stdout=subprocess.DEVNULL, cwd=home, **own,
        )  # fmt: skip
        yield f"postgresql://{USER}:not-needed@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home, **own,
        )  # fmt: skip
        shutil.rmtree(home, ignore_errors=True)
