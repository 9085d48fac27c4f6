"""The online way out, against a server on this machine that speaks Nominatim's format."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import drip, pour, send, serving

from conflictmap.geocoding.online import online
from conflictmap.geocoding.onlineanswers import spot_of
from conflictmap.model import BadInputError, Report
from conflictmap.pipeline import run

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
def server(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
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


# --- a server that does its worst -------------------------------------------------------------------------------

GOOD = {
    "lat": "36.40",
    "lon": "43.10",
    "display_name": "Zarboq, Mosul",
    "boundingbox": ["36.39", "36.41", "43.09", "43.11"],
}
DIGITS = "9" * 400


@pytest.fixture
def hostile(tmp_path):
    """Ask a server that sends what it is told, bytes and all, and never twice for one question."""
    with contextlib.ExitStack() as stack:

        def ask(answer, timeout=20.0, words="Zarboq", cache="c.sqlite"):
            def act(handler, number):
                if callable(answer):
                    answer(server, handler)
                else:
                    send(handler, answer if isinstance(answer, bytes) else json.dumps(answer).encode())

            server = stack.enter_context(serving(act))
            own = online(
                domain=server.url.removeprefix("http://"),
                scheme="http",
                cache=tmp_path / cache,
                min_delay_seconds=0.0,
                timeout=timeout,
            )
            own._ask.max_retries = 0
            ask.server, ask.own = server, own
            return own.geocode(words)

        yield ask


def test_what_is_sound_is_taken(hostile):
    found = hostile([GOOD])
    assert (found.lat, found.name, found.province, found.radius_km) == (36.40, "Zarboq", "Nineveh", 3.0)


ODD = {
    "no JSON": b"<html>",
    "NaN": b'[{"lat": NaN, "lon": 43.1, "display_name": "x"}]',
    "infinity": b'[{"lat": 1e999, "lon": 43.1, "display_name": "x"}]',
    "digits": f'[{{"lat": {DIGITS}, "lon": 43.1, "display_name": "x"}}]'.encode(),
    "more digits": b'[{"lat": ' + b"9" * 5_000 + b"}]",
    "digits as text": [GOOD | {"lat": DIGITS}],
    "depths": b"[" * 100_000,
    "a number": 7,
    "text": "Mosul",
    "an object": GOOD,
    "an object of places": {"0": GOOD},
    "an error of another shape": {"error": {"code": 7}},
    "a list of numbers": [7, 8],
    "a list of lists": [[GOOD]],
    "nothing in a list": [None],
    "a place without a point": [{"display_name": "x"}],
    "a point of lists": [GOOD | {"lat": [36.4], "lon": {"a": 1}}],
    "true": [GOOD | {"lat": True}],
    "underscores": [GOOD | {"lat": "3_6.4"}],
    "off the globe": [GOOD | {"lat": "91"}],
    "bytes": b"\xff\xfe\x00\x00",
    "nothing": b"",
}


@pytest.mark.parametrize("what", ODD)
def test_odd_answers_are_none_and_are_not_remembered(what, hostile, tmp_path):
    assert hostile(ODD[what]) is None
    with sqlite3.connect(tmp_path / "c.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_an_odd_answer_does_not_cost_the_report(hostile):
    hostile([7])
    text = "A car bomb killed six people in Zarboqistan on Tuesday, Iraqi police said."
    result = run([Report("r", text)], online=hostile.own)
    assert not result.problems
    assert len(result.located) == 1


ODD_PARTS = {
    "a name that is none": ({"display_name": ["x"], "name": 7, "type": {"a": 1}}, None, 3.0),
    "a name without an end": ({"name": "Z" * 500_000}, "Z" * 80, 3.0),
    "a lone surrogate": ({"name": "Zar\ud800boq", "type": "\udfff"}, "Zar boq", 3.0),
    "what a terminal would do": ({"name": "\x1b]0;x\x07Zarboq\u202e\nx"}, "]0;x Zarboq x", 3.0),
    "a box of digits": ({"boundingbox": [DIGITS, "36.4", "43.1", "43.2"]}, "Zarboq", 3.0),
    "a box upside down": ({"boundingbox": ["37", "36", "43", "44"]}, "Zarboq", 3.0),
    "a box of three": ({"boundingbox": ["36", "37", "43"]}, "Zarboq", 3.0),
    "a box of lists": ({"boundingbox": [[], {}, None, True]}, "Zarboq", 3.0),
    "a box of NaN": ({"boundingbox": ["nan", "nan", "nan", "nan"]}, "Zarboq", 3.0),
}


@pytest.mark.parametrize("what", ODD_PARTS)
def test_odd_parts_of_an_answer_are_passed_over(what, hostile):
    changes, name, radius = ODD_PARTS[what]
    found = hostile([GOOD | changes])
    assert (found.name, found.radius_km, found.province) == (name, radius, "Nineveh")
    json.dumps([found.name, found.kind]).encode("utf-8", "strict")
    assert found.kind.encode("utf-8", "strict").isascii()


@pytest.mark.parametrize("box", [["-90", "90", "-180", "180"], ["28", "38", "38", "49"], ["20", "60", "30", "60"]])
def test_a_place_as_large_as_the_country_says_nothing(box, hostile):
    assert hostile([GOOD | {"boundingbox": box}]) is None


def test_an_answer_that_drips_ends_with_the_time(hostile):
    assert hostile(drip, timeout=0.3) is None
    assert hostile(lambda server, handler: drip(server, handler, b"HTTP/1.0 200 OK\r\nX: "), timeout=0.3) is None


def test_no_more_than_a_megabyte_is_read(hostile):
    sent = []
    assert hostile(lambda server, handler: sent.append(pour(server, handler))) is None
    assert hostile(lambda server, handler: send(handler, b"[]", Content_Length="400000000")) is None
    assert not sent or sent[0] < 40_000_000


def test_a_server_that_is_down_is_given_up(hostile, caplog):
    states = iter([200, 500, 500, 200, *[500] * 50])

    def failing(server, handler):
        send(handler, json.dumps([GOOD]).encode(), next(states))

    found = [hostile(failing, words="A")] + [hostile.own.geocode(f"B{number}") for number in range(30)]
    assert [number for number, place in enumerate(found) if place is not None] == [0, 3]
    assert len(hostile.server.seen) == 9, "five in a row without an answer, and no more are asked"
    assert caplog.text.count("is asked no more in this run") == 1
    assert hostile.own.geocode("A") is not None, "what is kept is still known"


def test_redirects_are_not_followed(hostile):
    def away(server, handler):
        if handler.path.startswith("/elsewhere"):
            send(handler, json.dumps([GOOD]).encode())
        else:
            send(handler, status=302, Location="/elsewhere")

    assert hostile(away) is None
    assert not [path for path, _, _ in hostile.server.seen if path.startswith("/elsewhere")]


@pytest.mark.parametrize("kept", ["", "[", "7", '{"lat": ' + DIGITS + "}", '{"lat": "x"}', "9" * 5_000])
def test_what_was_kept_and_makes_no_sense_is_asked_anew(kept, hostile, tmp_path):
    assert hostile([GOOD]) is not None
    with sqlite3.connect(tmp_path / "c.sqlite") as connection:
        connection.execute("UPDATE answers SET answer = ?", (kept,))
    assert hostile.own.geocode("Zarboq") is not None
    assert len(hostile.server.seen) == 2


def test_answers_of_earlier_versions_are_found(hostile, tmp_path):
    hostile([])
    with sqlite3.connect(tmp_path / "c.sqlite") as connection:
        connection.execute("UPDATE answers SET answer = ?", (json.dumps(GOOD | {"place_id": 1, "licence": "x"}),))
    assert hostile.own.geocode("Zarboq").name == "Zarboq"
    assert len(hostile.server.seen) == 1


@pytest.mark.parametrize("words", ["Zar\ud800boq", "\x00", "a\r\nHost: evil", "x" * 100_000, "\u202eZ"])
def test_hostile_names_are_asked_for_as_text(words, hostile):
    assert hostile([], words=words) is None
    assert all(len(path) < 5_000 for path, _, _ in hostile.server.seen)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["36.4", "43.1", DIGITS]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner),
    max_leaves=12,
)


@given(JSON)
def test_no_answer_gets_past(raw):
    spot = spot_of(raw)
    if spot is not None:
        assert abs(spot.lat) <= 90
        assert abs(spot.lon) <= 180
        assert 3 <= spot.radius_km <= 10_010
        assert spot_of(json.loads(json.dumps(spot.raw, allow_nan=False))) == spot, "it is kept as it is"


def test_a_file_that_keeps_nothing_is_one_line(tmp_path):
    (tmp_path / "c.sqlite").write_bytes(b"no database, " * 999)
    with pytest.raises(BadInputError, match="answers cannot be kept there"):
        online(cache=tmp_path / "c.sqlite")


def test_other_services_are_refused():
    with pytest.raises(BadInputError, match="nominatim"):
        online("elsewhere")
