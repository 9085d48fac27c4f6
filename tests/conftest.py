"""What several test files share: one browser a session, one page of made-up incidents."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import launched, opened
from click.testing import CliRunner
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine fails no test
settings.load_profile("untimed")

if "mix_stderr" in inspect.signature(CliRunner).parameters:  # of click 8.1, which mixes them if nobody objects
    CliRunner.__init__ = functools.partialmethod(CliRunner.__init__, mix_stderr=False)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep what they keep in a folder of their own, and find nothing there that an earlier run has left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICTMAP_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def made_frame() -> Any:
    from factory import make_frame

    return make_frame(600, days=900)


@pytest.fixture(scope="session")
def made_page(made_frame: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conflictmap.maps import save, webmap

    return save(webmap(made_frame, title="Made-up incidents"), tmp_path_factory.mktemp("page") / "map.html")


@pytest.fixture
def visit(chromium: Any, made_page: Path) -> Iterator[Any]:
    """The made-up page; whatever is done on it, it asks for nothing and fails nowhere."""
    with opened(chromium, made_page) as page:
        yield page
        assert (page.requests, page.errors, page.dialogs) == ([], [], [])


@pytest.fixture(scope="module")
def kept(chromium: Any, made_page: Path) -> Iterator[Any]:
    """The made-up page, opened once for tests that ask it one thing after another."""
    with opened(chromium, made_page) as page:
        yield page


@pytest.fixture
def unasked(kept: Any) -> Iterator[Any]:
    """The page that is kept, with nothing asked of it; whatever is done on it, it asks for nothing and fails nowhere."""
    if kept.page.is_visible("#cm-reset"):
        kept.page.click("#cm-reset")
        kept.settle()
    assert kept.state() == ""
    yield kept
    assert (kept.requests, kept.errors, kept.dialogs) == ([], [], [])
