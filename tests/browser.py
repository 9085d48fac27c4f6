"""A real Chromium for tests: found on the machine, cut off from the network, every attempt to reach it written down."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# The shell has no window to draw and asks for less than half the work of the whole browser.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
READY = "html[data-ready]"
GREETED = """(() => {
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = function (key) {
        return String(key).startsWith('conflictmap:about:') ? 'closed' : getItem.call(this, key);
    };
})()"""


def find_browser() -> str:
    """Return the path of a browser; skip the test where there is none, fail it in continuous integration."""
    for program in PROGRAMS:
        if path := shutil.which(program):
            return path
    message = "no Chromium on this machine: the map is not driven in a browser"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def launched() -> Iterator[Any]:
    """Yield one browser."""
    path = find_browser()
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One page in a context of its own, and what it tried to do."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def number(self, selector: str) -> int | None:
        """Return the whole number an element shows, None for a dash."""
        digits = re.sub(r"\D", "", self.page.inner_text(selector))
        return int(digits) if digits else None

    def pass_time(self, ms: int) -> None:
        """Let so much time pass on the page's own clock: what is due by then has run, however slow the machine is."""
        self.page.clock.run_for(ms)

    def settle(self) -> None:
        """Let pass what it takes to take typing in and to draw the next frame."""
        self.pass_time(260)

    def state(self) -> str:
        """Return the hash, once it is written."""
        self.pass_time(300)
        return str(self.page.evaluate("location.hash"))


@contextmanager
def visiting(browser: Any, allowed: str, **options: Any) -> Iterator[Visit]:
    """Yield a blank page in a context of its own; what it asks of addresses that do not begin as `allowed`, a pattern, is refused."""
    settings = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", "color_scheme": "light", **options}
    context = browser.new_context(**settings)
    visit = Visit(context.new_page())

    def refuse(route: Any) -> None:
        visit.requests.append(route.request.url)
        route.abort()

    context.route(re.compile(rf"^(?!{allowed}|data:|blob:)"), refuse)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" else None)
    visit.page.on("dialog", lambda dialog: (visit.dialogs.append(dialog.message), dialog.dismiss()))
    try:
        yield visit
    finally:
        context.close()


@contextmanager
def opened(browser: Any, path: Path, hash_: str = "", *, greeted: bool = True, **options: Any) -> Iterator[Visit]:
    """Open a page and wait until its texts are read; the card that greets a reader has been closed unless `greeted` is false."""
    with visiting(browser, "file:", **options) as visit:
        if greeted:
            visit.page.add_init_script(GREETED)
        visit.page.clock.install()
        visit.page.goto(f"{path.as_uri()}{hash_}")
        visit.page.wait_for_selector(READY, state="attached", timeout=30_000)
        yield visit
