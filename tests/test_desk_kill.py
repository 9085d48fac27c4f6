"""A desk that is killed at any moment has lost nothing that it said was saved, and nothing is saved twice."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import threading
import urllib.error
import urllib.request
from http.client import HTTPException

import pytest
from deskwork import make_archive, running, written

pytestmark = pytest.mark.slow

ROUNDS = 3


class Writer(threading.Thread):
    """Somebody who confirms as fast as the desk answers; keeps what it has acknowledged."""

    def __init__(self, desk, who):
        super().__init__(daemon=True)
        self.desk, self.who = desk, who
        self.acknowledged, self.sent = [], 0

    def run(self):
        try:
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            page = opener.open(self.desk.address, timeout=60).read().decode()
            key = re.search(r'"key":"([^"]+)"', page)[1]
            while True:
                self.sent += 1
                why = f"{self.who}-{self.sent}"
                body = {"who": self.who, "id": "r1-1", "seen": 10**9, "acts": [{"action": "confirm"}], "why": why}
                headers = {"Content-Type": "application/json", "X-Conflictmap-Key": key}
                request = urllib.request.Request(f"{self.desk.origin}/api/act", json.dumps(body).encode(), headers)
                with opener.open(request, timeout=60) as answer:
                    json.load(answer)
                self.acknowledged.append(why)
        except (urllib.error.URLError, HTTPException, ConnectionError, ValueError):
            return  # the desk is gone


@pytest.mark.long
def test_killed_at_any_moment(tmp_path):
    path = make_archive(tmp_path / "a.gpkg")
    rng = random.Random(3)
    acknowledged, sent = [], set()
    for round_ in range(ROUNDS):
        with running(path) as desk:
            writers = [Writer(desk, f"{round_}-{name}") for name in ("A", "B")]
            for writer in writers:
                writer.start()
            enough = rng.randrange(4, 25)
            while sum(len(writer.acknowledged) for writer in writers) < enough and any(w.is_alive() for w in writers):
                writers[0].join(0.01)
            desk.kill()
            for writer in writers:
                writer.join(60)
                acknowledged += writer.acknowledged
                sent |= {f"{writer.who}-{number + 1}" for number in range(writer.sent)}
        with sqlite3.connect(path) as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = [made.why for made in written(path)]
        assert set(acknowledged) <= set(kept) <= sent
        assert len(kept) == len(set(kept))
    assert len(acknowledged) >= ROUNDS * 4


@pytest.mark.long
def test_what_was_killed_is_opened_again_with_another_token(tmp_path):
    path = make_archive(tmp_path / "a.gpkg")
    with running(path) as desk:
        first = desk.address
        desk.kill()
    with running(path, "--port", first.partition("/?")[0].rpartition(":")[2]) as desk:
        assert desk.address != first
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(first, timeout=60)
