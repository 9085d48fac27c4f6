"""The addresses of the desk. Starlette, one thread that works with the archive, the guard before all of it."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from conflictmap.archive import WatchedArchive
from conflictmap.desk.deskpage import deskpage, script, style
from conflictmap.desk.guard import Application, Guard, Pass
from conflictmap.desk.service import Service, SupersededError
from conflictmap.gazetteer import load_gazetteer
from conflictmap.maps.dataelements import json_text
from conflictmap.maps.outlines import basemap_block
from conflictmap.model import BadInputError, ConflictmapError

__all__ = ["Desk"]

Answer = Callable[[Mapping[str, Any]], Any]

_JSON = "application/json"


class Desk:
    """The desk of one archive, as an ASGI application.

    Parameters
    ----------
    archive : path
    ticket : Pass
        What opens it.
    country : str
        Folder of the gazetteer.
    who : str
        Name that the page offers.

    Attributes
    ----------
    application : callable
        ASGI.

    Raises
    ------
    BadInputError
        If there is no such archive or country.
    """

    def __init__(self, archive: Path, ticket: Pass, *, country: str = "iraq", who: str = "") -> None:
        self._name = archive.name
        self._pass = ticket
        self._gazetteer = load_gazetteer(country)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        opened = partial(WatchedArchive, archive, gazetteer=self._gazetteer)
        self._archive = self._thread.submit(opened).result()
        self._service = self._thread.submit(Service, self._archive, self._gazetteer, who).result()
        self._ground = json_text(basemap_block(self._gazetteer.basemap))
        self.application: Application = Guard(Starlette(routes=self._routes()), ticket)

    def close(self) -> None:
        """Close the archive; what was asked before is done first."""
        self._thread.submit(self._archive.__exit__).result()
        self._thread.shutdown()

    def _routes(self) -> list[Route]:
        service = self._service
        asked: dict[str, Answer] = {
            "begin": service.begin,
            "list": service.list,
            "case": service.case,
            "changes": service.changes,
            "log": service.log,
            "agreement": service.agreement,
            "places": service.places,
            "words": service.words,
        }
        told: dict[str, Answer] = {"act": service.act, "undo": service.undo}
        return [
            Route("/", self._page),
            Route("/desk.js", partial(_fixed, script, "text/javascript")),
            Route("/desk.css", partial(_fixed, style, "text/css")),
            Route("/api/ground", partial(_fixed, lambda: self._ground, _JSON)),
            Route("/api/corrections.csv", self._table),
            *(Route(f"/api/{name}", partial(self._ask, run)) for name, run in asked.items()),
            *(Route(f"/api/{name}", partial(self._tell, run), methods=["POST"]) for name, run in told.items()),
        ]

    async def _page(self, _: Request) -> Response:
        text, policy = deskpage(self._pass, self._name)
        return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy})

    async def _table(self, _: Request) -> Response:
        content = await self._in_thread(self._service.table)
        return Response(content, media_type="text/csv")

    async def _ask(self, run: Answer, request: Request) -> Response:
        return await self._answered(run, dict(request.query_params))

    async def _tell(self, run: Answer, request: Request) -> Response:
        try:
            given = json.loads(await request.body())
        except ClientDisconnect:
            return Response(status_code=400)
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            return _said({"error": "the request is no JSON object"}, 400)
        return await self._answered(run, given)

    async def _answered(self, run: Answer, given: Mapping[str, Any]) -> Response:
        try:
            return _said(await self._in_thread(partial(run, given)), 200)
        except SupersededError as error:
            return _said({"error": str(error), **error.answer}, 409)
        except BadInputError as error:
            return _said({"error": str(error)}, 400)
        except (ConflictmapError, sqlite3.Error) as error:
            return _said({"error": f"{error}; what was said to be saved is saved"}, 503)

    async def _in_thread(self, run: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, run)


async def _fixed(text: Callable[[], str], kind: str, _: Request) -> Response:
    return Response(text(), media_type=kind)


def _said(answer: Any, status: int) -> Response:
    return Response(json_text(answer), status, media_type=_JSON)
