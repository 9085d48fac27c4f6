"""The online way out, against a server on this machine that speaks Nominatim's format."""

from __future__ import annotations

import json
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import pytest

from conflictmap.geocoding.online import online
from conflictmap.model import BadInputError

ANSWERS = {
    "Zarboq, Mosul": [
        {
            "place_id": 1,
            "lat": "36.40",
            "lon": "43.10",
            "name": "Zarboq",
            "display_name": "Zarboq, Mosul, Iraq",
            "type": "suburb",
            "boundingbox": ["36.39", "36.41", "43.09", "43.11"],
        }
    ],
    "A desert": [{"lat": "32.0", "lon": "42.0", "display_name": "A desert", "boundingbox": ["31", "33", "41", "43"]}],
    "Far away": [{"lat": "48.85", "lon": "2.35", "display_name": "Paris"}],
    "Broken": [{"lat": "north", "lon": "2.35", "display_name": "Broken"}],
    "Odd box": [{"lat": "36.40", "lon": "43.10", "display_name": "Odd", "boundingbox": "no"}],
}


@pytest.fixture
def server():
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            query = parse_qs(urlparse(self.path).query)
            seen.append((query, self.headers.get("User-Agent")))
            words = query.get("q", [""])[0]
            self.send_response(500 if words == "Failing" else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(ANSWERS.get(words, [])).encode())

        def log_message(self, *args):
            pass

    http = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"127.0.0.1:{http.server_port}", seen
    http.shutdown()
    thread.join()


@pytest.fixture
def ask(server, tmp_path):
    domain, _ = server
    return online(
        domain=domain, scheme="http", cache=tmp_path / "deep" / "cache.sqlite", min_delay_seconds=0.0, timeout=5
    )


def test_an_answer_is_a_geocode_of_less_worth(ask):
    found = ask.geocode("Zarboq, Mosul")
    assert (found.lat, found.lon, found.province, found.match) == (36.40, 43.10, "Nineveh", "online")
    assert found.score == 0.5
    assert (found.where_prec, found.geo_precision) == (2, 2)
    assert found.radius_km >= 3
    assert found.name == "Zarboq"
    assert found.country == "IQ"


def test_the_question_names_country_and_asker(ask, server):
    ask("Zarboq, Mosul")
    query, agent = server[1][0]
    assert query["countrycodes"] == ["iq"]
    assert agent.startswith("conflictmap")


def test_no_question_is_put_twice(ask, server, tmp_path):
    for _ in range(3):
        assert ask.geocode("Zarboq, Mosul") is not None
        assert ask.geocode("zarboq,   mosul") is not None
        assert ask.geocode("Unknown place") is None
    assert len(server[1]) == 2
    domain, _ = server
    again = online(domain=domain, scheme="http", cache=tmp_path / "deep" / "cache.sqlite", min_delay_seconds=0.0)
    assert again.geocode("Zarboq, Mosul") is not None
    assert len(server[1]) == 2


def test_a_large_answer_is_vague(ask):
    found = ask.geocode("A desert")
    assert found.radius_km > 100
    assert (found.where_prec, found.geo_precision, found.district) == (3, 3, None)


@pytest.mark.parametrize("words", ["Far away", "Broken", "", "   "])
def test_useless_answers_are_none(ask, words):
    assert ask.geocode(words) is None


def test_an_odd_box_is_passed_over(ask):
    assert ask.geocode("Odd box").radius_km == 3.0


def test_a_failure_is_none_and_is_not_remembered(ask, server, tmp_path, caplog):
    assert ask.geocode("Failing") is None
    assert "no answer" in caplog.text
    with sqlite3.connect(tmp_path / "deep" / "cache.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_a_server_that_is_not_there_is_none(tmp_path):
    ask = online(domain="127.0.0.1:9", scheme="http", cache=tmp_path / "c.sqlite", min_delay_seconds=0.0, timeout=1)
    ask._ask.max_retries = 0
    assert ask.geocode("Mosul") is None


def test_other_services_are_refused():
    with pytest.raises(BadInputError, match="nominatim"):
        online("elsewhere")
