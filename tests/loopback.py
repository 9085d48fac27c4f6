"""A server on this machine that does as a test says, down to the bytes."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch


class Server:
    """What a running server was asked, and where it is.

    `seen` holds (path, headers, body) of each question. `act` is called for each with the handler and the number of
    the question, from 0.
    """

    def __init__(self, act):
        self.act = act
        self.seen = []
        self.stopped = threading.Event()
        self.url = ""


@contextmanager
def serving(act):
    server = Server(act)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            server.seen.append((self.path, dict(self.headers), self.rfile.read(length)))
            with suppress(OSError):  # a client that has had enough
                server.act(self, len(server.seen) - 1)

        do_POST = do_GET  # noqa: N815 - so http.server wants it

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{http.server_port}"
    try:
        with patch.dict(os.environ, {"no_proxy": "127.0.0.1"}):
            yield server
    finally:
        server.stopped.set()
        http.shutdown()
        http.server_close()
        thread.join()


def send(handler, body=b"", status=200, **headers):
    """Answer properly."""
    handler.send_response(status)
    for name, value in ({"Content-Length": str(len(body))} | headers).items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def drip(server, handler, first=b"HTTP/1.0 200 OK\r\n\r\n"):
    """Send a byte now and then until the test is over."""
    handler.wfile.write(first)
    while not server.stopped.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def pour(server, handler, most=400_000_000):
    """Send without an end; return how much went out before nobody listened any more."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    block, sent = b" " * 65_536, 0
    with suppress(OSError):
        while sent < most and not server.stopped.is_set():
            handler.wfile.write(block)
            sent += len(block)
    return sent
