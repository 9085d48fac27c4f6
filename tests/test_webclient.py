"""Questions to a server on this machine that does its worst."""

from __future__ import annotations

import gzip
from email.utils import formatdate

import pytest
from loopback import drip, pour, send, serving

from conflictmap import webclient
from conflictmap.webclient import Reply, Unanswered, ask, ask_again


def asked(server, **options):
    return ask(f"{server.url}/q", **({"seconds": 20.0, "most": 10_000} | options))


def test_a_question_is_answered():
    with serving(lambda handler, n: send(handler, b"yes")) as server:
        assert asked(server).body == b"yes"
        reply = asked(server, body=b"{}", headers={"X-Own": "1"})
    assert reply.good
    assert reply.headers["content-length"] == "3"
    assert [body for _, _, body in server.seen] == [b"", b"{}"]
    assert server.seen[1][1]["X-Own"] == "1"


def test_a_redirect_is_not_followed():
    with serving(lambda handler, n: send(handler, status=302, Location="/elsewhere")) as server:
        reply = asked(server)
    assert (reply.status, reply.good) == (302, False)
    assert len(server.seen) == 1


@pytest.mark.parametrize("first", [b"", b"HTTP/1.0 200 OK\r\nX-Long: ", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_what_drips_is_given_up(first):
    with (
        serving(lambda handler, n: drip(server, handler, first)) as server,
        pytest.raises(Unanswered, match="no whole answer within"),
    ):
        asked(server, seconds=0.3, most=10_000_000)


def test_who_says_nothing_is_given_up():
    with (
        serving(lambda handler, n: server.stopped.wait()) as server,
        pytest.raises(Unanswered, match=r"no whole answer within|timed out"),
    ):
        asked(server, seconds=0.3)


def test_no_more_is_read_than_was_agreed():
    sent = []
    with serving(lambda handler, n: sent.append(pour(server, handler))) as server:
        with pytest.raises(Unanswered, match="more than 10,000 bytes"):
            asked(server)
        server.stopped.wait(0.01)
    assert not sent or sent[0] < 40_000_000  # what lies between the two in buffers


@pytest.mark.parametrize("length", ["400000000", "9" * 400])
def test_an_answer_that_says_it_is_too_long_is_not_read(length):
    with (
        serving(lambda handler, n: send(handler, b"x", Content_Length=length)) as server,
        pytest.raises(Unanswered, match="more than 10,000 bytes"),
    ):
        asked(server)


def test_half_an_answer_is_none():
    with (
        serving(lambda handler, n: send(handler, b"half", Content_Length="8")) as server,
        pytest.raises(Unanswered, match="ends in the middle"),
    ):
        asked(server)


def test_a_packed_answer_is_not_unpacked():
    body = gzip.compress(b" " * 1_000_000)
    with (
        serving(lambda handler, n: send(handler, body, Content_Encoding="gzip")) as server,
        pytest.raises(Unanswered, match="packed"),
    ):
        asked(server)


@pytest.mark.parametrize(
    "junk", [b"\x00\xff\n\n", b"HTTP/9 x\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]
)
def test_what_is_no_http_is_one_line(junk):
    with serving(lambda handler, n: handler.wfile.write(junk)) as server, pytest.raises(Unanswered) as caught:
        asked(server)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:9/", "http://bad host/", "http://[", "x"]
)
def test_an_address_that_nobody_answers_is_one_line(url):
    with pytest.raises(Unanswered):
        ask(url, seconds=5.0, most=10)


# --- again ------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """A clock that only goes while somebody waits."""
    waits = []
    monkeypatch.setattr(webclient, "_sleep", waits.append)
    monkeypatch.setattr(webclient, "_now", lambda: float(sum(waits)))
    return waits


def answering(*replies):
    left = list(replies)

    def put(seconds):
        reply = left.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return Reply(reply, {}, b"") if isinstance(reply, int) else reply

    return put


def test_what_may_pass_is_asked_again(clock):
    assert ask_again(answering(503, Unanswered("gone"), 429, 200), 100).status == 200
    assert clock == [1, 2, 4]


def test_what_stays_is_told(clock):
    with pytest.raises(Unanswered, match=r"the server answers 500 \(asked 4 times\)"):
        ask_again(answering(500, 500, 500, 500), 100)
    with pytest.raises(Unanswered, match=r"gone \(asked 1 time\)"):
        ask_again(answering(Unanswered("gone")), 100, tries=1)


@pytest.mark.parametrize("status", [200, 302, 400, 401, 404])
def test_other_answers_are_taken_as_they_are(clock, status):
    assert ask_again(answering(status), 100).status == status
    assert clock == []


@pytest.mark.parametrize(
    ("asked_for", "waited"),
    [("7", 7), ("0", 1), ("9" * 400, 60), ("-5", 1), ("nan", 1), ("soon", 1), (formatdate(0), 1), (formatdate(9e9), 60),
     ("Mon, 99 Jan 20266666 99:99:99 GMT", 1)],
)  # fmt: skip
def test_a_server_is_believed_up_to_a_minute(clock, asked_for, waited):
    again = Reply(429, {"retry-after": asked_for}, b"")
    assert ask_again(answering(again, 200), 100).status == 200
    assert clock == [waited]


def test_waiting_ends_with_the_time(clock):
    with pytest.raises(Unanswered, match=r"429 \(asked 2 times\)"):
        ask_again(answering(Reply(429, {"retry-after": "9"}, b""), 429), 10)
    assert sum(clock) <= 10
