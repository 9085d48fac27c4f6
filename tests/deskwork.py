"""An archive to work on at the desk, the desk itself in this process or in one of its own, and a browser before it."""

from __future__ import annotations

import asyncio
import functools
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from browser import READY, Visit, visiting

from conflictmap.archive import Archive, Reading, WatchedArchive
from conflictmap.desk.deskapp import Desk
from conflictmap.desk.guard import KEY_HEADER, Pass
from conflictmap.model import Report
from conflictmap.record import record
from conflictmap.scoring import read_report

ROOT = Path(__file__).resolve().parents[1]

TEXTS = """
A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding 15, police said. Hours later \
gunmen shot dead two traders in Amara, a doctor said.
Gunmen killed a baker in Mosul on Monday, police said.
Mortar rounds hit a school in Khalis on Tuesday and killed dozens of pupils, residents said. A hospital put the dead \
at eleven.
A roadside bomb wounded three policemen in Tikrit on Sunday, the ministry said.
Several people were killed when a suicide bomber blew himself up in a cafe in Baquba on Saturday, an officer said.
Police found two bodies in Hilla on Tuesday, with wounds of bullets.
A bomb went off near Kut on Tuesday and killed seven people in a market, a witness said.
An air strike hit a house in Falluja on Friday and killed a family of five, neighbours said.
""".strip().splitlines()


def reading(text: str, number: int, **more: Any) -> Reading:
    """What is read of a text that is the report `r<number>`."""
    told = {"title": f"Report {number}", "published": date(2006, 9, 13), "source": "Example Wire", "url": None, **more}
    report = Report(f"r{number}", text, **told)
    return Reading(report, tuple(map(record, read_report(report))))


def make_archive(path: Path, texts: list[str] = TEXTS, **more: Any) -> Path:
    """An archive of some reports."""
    path.write_bytes(_archive(tuple(texts), tuple(more.items())))
    return path


@functools.cache
def _archive(texts: tuple[str, ...], more: tuple[tuple[str, Any], ...]) -> bytes:
    """The file of such an archive, made once: most tests want the same one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        with Archive(path, make=True, rules="1") as made:
            made.put([reading(text, number, **dict(more)) for number, text in enumerate(texts, 1)])
            made.relink()
        return path.read_bytes()


def written(path: Path) -> list[Any]:
    """The corrections of an archive, in the order of their writing."""
    with WatchedArchive(path) as kept:
        return kept.since(0)


class Running:
    """A desk in a process of its own."""

    def __init__(self, process: Any, address: str) -> None:
        self.process, self.address = process, address
        self.origin = address.partition("/?")[0]

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@contextmanager
def running(archive: Path, *options: str) -> Iterator[Running]:
    """Run the command until the block is left."""
    command = [sys.executable, "-m", "conflictmap", "desk", str(archive), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        lines = []
        while not (found := re.search(r"http://\S+", lines[-1] if lines else "")):
            lines.append(process.stderr.readline())
            assert lines[-1], "".join(lines)
        yield Running(process, found[0])
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
        process.stderr.close()


@contextmanager
def seated(browser: Any, desk: Running, who: str = "Amal", **options: Any) -> Iterator[Visit]:
    """A person before the desk; what is asked of anybody else is written down and refused."""
    with visiting(browser, f"{re.escape(desk.origin)}/", **options) as visit:
        visit.page.goto(desk.address)
        visit.page.wait_for_selector(READY, state="attached", timeout=60_000)
        if who:
            visit.page.fill("#cmd-name-input", who)
            visit.page.keyboard.press("Enter")
        yield visit


def press(visit: Visit, *keys: str) -> None:
    """Press keys one after the other, each when what the one before asked for is written and shown."""
    for key in keys:
        visit.page.keyboard.press(key)
        at_rest(visit)


def at_rest(visit: Visit) -> None:
    """Wait until nothing is asked any more."""
    visit.page.wait_for_selector("html:not([data-busy='true'])", state="attached")


def opened_id(visit: Visit) -> str:
    """Id of the incident that is open."""
    return str(visit.page.get_attribute(".cmd-item[aria-current='true']", "data-id"))


def said(visit: Visit) -> str:
    return str(visit.page.inner_text("#cmd-said"))


class Client:
    """Asks a desk in this process as its page would, each request answered before the next one is sent."""

    def __init__(self, desk: Any, ticket: Any) -> None:
        self._desk, self._ticket = desk, ticket
        self.headers = {
            "host": ticket.host,
            "cookie": f"{ticket.cookie}={ticket.token}",
            KEY_HEADER: ticket.key,
            "sec-fetch-site": "same-origin",
        }

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request; headers that are None are left out, others come on top of the page's own."""
        given = {**self.headers, **options.pop("headers", {})}
        headers = [(name, value) for name, value in given.items() if value is not None]

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(self._desk.application)
            async with httpx.AsyncClient(transport=transport, base_url=self._ticket.origin) as client:
                request = client.build_request(method, path, **options)
                request.headers = httpx.Headers([*headers, *_of_body(request.headers, given)])
                return await client.send(request)

        # In a thread of its own: where a browser is driven in this one, it has a loop that runs already.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(run())).result()

    def get(self, path: str, **params: Any) -> Any:
        """What the desk answers to a question of its page."""
        answer = self.ask("GET", f"/api/{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, status: int = 200, **body: Any) -> Any:
        """What the desk answers to a deed."""
        answer = self.ask("POST", f"/api/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def act(self, incident: str, *acts: tuple[str, ...], who: str = "Amal", status: int = 200, **more: Any) -> Any:
        """Do something to an incident, as it stands for that person: acts are (action, column, value)."""
        view = {"show": more.get("show", "open")}
        seen = more.pop("seen", None)
        if seen is None:
            seen = self.get("case", id=incident, who=who, **view)["case"]["seen"]
        told = [dict(zip(("action", "column", "value", "sentence"), act, strict=False)) for act in acts]
        return self.post("act", status, who=who, id=incident, seen=seen, acts=told, **more)


def _of_body(made: httpx.Headers, given: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, made[name]) for name in ("content-type", "content-length") if name in made and name not in given]


@contextmanager
def sitting(archive: Path, **options: Any) -> Iterator[Client]:
    """A desk in this process."""
    ticket = Pass(8000)
    desk = Desk(archive, ticket, **options)
    try:
        yield Client(desk, ticket)
    finally:
        desk.close()
