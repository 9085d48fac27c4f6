"""The desk opened on this machine, for this machine, until it is told to close."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from conflictmap.desk.guard import LOOPBACK, Pass
from conflictmap.model import BadInputError

__all__ = ["serve"]

_AT_ONCE = 64  # requests; a browser has six


def serve(
    archive: Path, *, country: str = "iraq", who: str = "", port: int = 0, ready: Callable[[str], None] | None = None
) -> None:
    """Serve the desk of an archive until the process is interrupted.

    It listens on 127.0.0.1 alone. What a person does is on the disk before the page says so; a process that is killed
    at any moment has lost nothing of it.

    Parameters
    ----------
    archive : pathlib.Path
    country : str, default "iraq"
        Folder of the gazetteer in which places are looked up.
    who : str
        Name that the page offers.
    port : int
        0 for one that is free.
    ready : callable, optional
        Called with the address once it answers.

    Raises
    ------
    BadInputError
        If there is no such archive or country, the port is taken, or Starlette or uvicorn is not installed.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an extra

        from conflictmap.desk.deskapp import Desk  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise BadInputError(f"the desk needs the package {error.name}: pip install 'conflictmap[desk]'") from error
    try:
        listening = socket.create_server((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        raise BadInputError(f"--port {port}: {getattr(error, 'strerror', None) or error}; give another one") from error
    with listening:
        ticket = Pass(listening.getsockname()[1])
        desk = Desk(archive, ticket, country=country, who=who)
        settings = uvicorn.Config(
            desk.application,
            access_log=False,
            log_level="warning",
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_AT_ONCE,
            timeout_graceful_shutdown=3,
        )
        if ready:
            ready(ticket.address)
        try:
            uvicorn.Server(settings).run(sockets=[listening])
        finally:
            desk.close()
