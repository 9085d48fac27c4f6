"""Nobody but the desk's own page on this machine gets anything out of it, or into it."""

from __future__ import annotations

import re
import socket

import pytest
from deskwork import make_archive, running, sitting, written

from conflictmap.desk.guard import KEY_HEADER, MOST_BODY

ADDRESSES = [
    "/",
    "/desk.js",
    "/desk.css",
    "/api/begin",
    "/api/ground",
    "/api/case",
    "/api/corrections.csv",
    "/api/none",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with sitting(make_archive(tmp_path_factory.mktemp("desk") / "a.gpkg")) as client:
        yield client


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_the_token_there_is_nothing(desk, address):
    for cookie in (None, "", "x=y", f"{desk._ticket.cookie}=wrong", f"{desk._ticket.cookie}=", "a\x01;=;;"):
        answer = desk.ask("GET", address, headers={"cookie": cookie})
        assert answer.status_code == 403
        assert desk._ticket.key not in answer.text


@pytest.mark.parametrize("address", [address for address in ADDRESSES if address.startswith("/api/")])
def test_with_the_cookie_alone_nothing_is_told(desk, address):
    for key in (None, "", "wrong", desk._ticket.token):
        assert desk.ask("GET", address, headers={KEY_HEADER: key}).status_code == 403


def test_the_address_gives_the_cookie_and_is_clean_from_then_on(desk):
    token = desk._ticket.token
    answer = desk.ask("GET", f"/?token={token}", headers={"cookie": None, KEY_HEADER: None, "sec-fetch-site": "none"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert re.search(r"HttpOnly", cookie, re.IGNORECASE)
    assert re.search(r"SameSite=strict", cookie, re.IGNORECASE)
    assert "Domain" not in cookie
    for wrong in ("", "x", token[:-1], token + "x", "%FF"):
        answer = desk.ask("GET", f"/?token={wrong}", headers={"cookie": None})
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_another_name_of_this_machine_is_refused(desk):
    """A name that an attacker lets point here brings the browser, but not this Host."""
    for host in ("localhost:8000", "127.0.0.1", "127.0.0.1:8001", "evil.example:8000", "evil.example", "", None):
        assert desk.ask("GET", "/", headers={"host": host}).status_code == 421, host


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_site_is_refused(desk, method):
    path, body = ("/api/begin", {}) if method == "GET" else ("/api/undo", {"json": {"who": "x"}})
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        assert desk.ask(method, path, headers=headers, **body).status_code == 403, headers
    assert desk.ask(method, path, headers={"origin": "http://127.0.0.1:8000"}, **body).status_code == 200


def test_no_other_site_is_ever_invited(desk):
    for path in ("/", "/api/begin", "/api/none", "/nothing"):
        answer = desk.ask("GET", path)
        assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert desk.ask("OPTIONS", "/api/act", headers={"origin": "https://evil.example"}).status_code == 405


def test_every_answer_says_how_it_may_be_used(desk):
    for path in (*ADDRESSES, "/?token=wrong"):
        for headers in ({}, {"cookie": None}, {"host": "evil.example"}):
            told = desk.ask("GET", path, headers=headers).headers
            assert told["x-content-type-options"] == "nosniff"
            assert told["cache-control"] == "no-store"
            assert told["referrer-policy"] == "no-referrer"
            assert told["cross-origin-resource-policy"] == "same-origin"
            assert "frame-ancestors 'none'" in told["content-security-policy"]
            assert "default-src 'none'" in told["content-security-policy"]


def test_the_policy_of_the_page_is_as_strict_as_the_maps(desk):
    one, other = desk.ask("GET", "/"), desk.ask("GET", "/")
    policy = one.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]
    assert nonce not in other.headers["content-security-policy"]
    assert one.text.count(f'nonce="{nonce}"') == 2
    assert re.findall(r'(?:src|href)="([^"]*)"', one.text) == ["data:,", "/desk.css", "/desk.js"]
    assert not re.search(r"url\((?!data:|#)|@import", desk.ask("GET", "/desk.css").text)


def test_what_is_too_long_or_no_json_is_refused(desk):
    def post(content, **headers):
        told = {"content-type": "application/json", **headers}
        return desk.ask("POST", "/api/act", content=content, headers=told).status_code

    assert post(b"x" * (MOST_BODY + 1)) == 413
    assert post(b"{}", **{"content-length": "99999999999999999999"}) == 413
    assert post(b"{}", **{"content-length": "two"}) == 411
    assert post(b"{}", **{"content-length": None}) == 411
    assert post(b"{}", **{"content-type": "text/plain"}) == 415
    assert post(b"{}", **{"content-type": None}) == 415
    for bad in (b"", b"[]", b"nul", b'{"who": ', b"\xff", b"[" * 60_000, b"1e999"):
        assert post(bad) == 400, bad[:9]
    assert desk.ask("GET", "/api/places", params={"q": "x" * 5000}).status_code == 414
    assert desk.ask("GET", "/api/places", params={"q": "x" * 500}).status_code == 400


def test_a_body_is_no_longer_than_it_says(desk):
    """More bytes than were announced are not read: the limit holds whatever is sent."""
    long = b'{"who": "x"}' + b" " * MOST_BODY * 2
    answer = desk.ask(
        "POST", "/api/undo", content=long, headers={"content-length": "12", "content-type": "application/json"}
    )
    assert answer.json()["words"] == "There is nothing to take back."


def test_only_what_there_is_can_be_asked(desk):
    assert desk.ask("POST", "/api/begin", json={}).status_code == 405
    assert desk.ask("GET", "/api/act").status_code == 405
    assert desk.ask("DELETE", "/api/act").status_code == 405
    for path in ("/nothing", "/api/none", "/..%2f..%2fetc/passwd", "/desk.js/../../secret"):
        assert desk.ask("GET", path).status_code == 404, path


@pytest.mark.slow
def test_it_listens_on_this_machine_alone(tmp_path):
    with running(make_archive(tmp_path / "a.gpkg")) as desk:
        port = int(desk.origin.rpartition(":")[2])
        assert desk.origin == f"http://127.0.0.1:{port}"
        for host in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} - {"127.0.0.1"}:
            with pytest.raises(ConnectionRefusedError), socket.create_connection((host, port), timeout=2):
                pass
        with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % port)
            answer = b"".join(iter(lambda: plain.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 403")
        assert b"server:" not in answer.lower()
    assert written(tmp_path / "a.gpkg") == []
