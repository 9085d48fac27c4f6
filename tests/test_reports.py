"""Reading: every way in, every way it can go wrong."""

from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date
from types import SimpleNamespace

import pytest

from conflictmap.model import BadInputError, Problem
from conflictmap.reports import read
from conflictmap.reports.decoding import MAX_LINE, NotTextError, decode, decoded_lines, refuse_binary
from conflictmap.reports.fields import clean, split_headline, url_date
from conflictmap.reports.publicationdays import parse_date

BODY = "Two men were shot dead in Mosul on Monday, police said.\n\nA third was hurt."


def write(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def one(path, **kwargs):
    (report,) = read(path, **kwargs)
    return report


def jsonl(*rows):
    return "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def stdin(monkeypatch):
    def feed(data):
        raw = data if isinstance(data, bytes) else data.encode()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(raw))))

    return feed


# --- plain text -------------------------------------------------------------------------------------------------

TEXTS = [
    # whole file, title, body begins with, url
    ("Blasts shake Basra\n\n" + BODY, "Blasts shake Basra", "Two men", None),
    (
        "https://news.example/a?b=1\n\nBlasts shake Basra\n\n" + BODY,
        "Blasts shake Basra",
        "Two men",
        "https://news.example/a?b=1",
    ),
    ("http://news.example/x\n\n" + BODY, "", "Two men", "http://news.example/x"),
    ("\n\nWho bombed the bridge?\n\n" + BODY, "Who bombed the bridge?", "Two men", None),
    ("Six dead in raid, says U.S.\n \n" + BODY, "Six dead in raid, says U.S.", "Two men", None),
    ("A bomb went off in Hilla.\n\n" + BODY, "", "A bomb", None),  # a sentence is no headline
    ("BAGHDAD, Sept 12 -\n\n" + BODY, "", "BAGHDAD", None),  # nor a dateline
    ("* MOSUL - three killed\n\n" + BODY, "", "* MOSUL", None),  # nor an item of a list
    ("Security on Tuesday:\n\n" + BODY, "", "Security", None),
    ("Blasts shake Basra\n" + BODY, "", "Blasts", None),  # not alone
    ("Blasts shake Basra\n\n", "", "Blasts", None),  # nothing below it
    ("word " * 40 + "\n\n" + BODY, "", "word", None),
]


@pytest.mark.parametrize(("data", "title", "start", "url"), TEXTS)
def test_text(tmp_path, data, title, start, url):
    report = one(write(tmp_path / "news.txt", data))
    assert (report.id, report.title, report.url) == ("news", title, url)
    assert report.text.startswith(start)
    assert report.published is None


def test_markdown_title_loses_its_marks(tmp_path):
    assert one(write(tmp_path / "a.md", "# Blasts shake Basra\n\n" + BODY)).title == "Blasts shake Basra"


def test_entities_line_ends_and_control_characters(tmp_path):
    report = one(write(tmp_path / "a.txt", "Army &amp; police &#8212; Ba&#39;quba.\r\nSecond\x07 line.\rThird."))
    assert report.text == "Army & police — Ba'quba.\nSecond  line.\nThird."


def test_id_can_be_given_for_one_report_only(tmp_path):
    path = write(tmp_path / "a.txt", BODY)
    assert one(path, report_id="seed").id == "seed"
    write(tmp_path / "b.txt", BODY)
    with pytest.raises(BadInputError, match="'seed' names one report"):
        list(read(tmp_path, report_id="seed"))


# --- JSON Lines -------------------------------------------------------------------------------------------------


def test_jsonl_with_every_field_and_with_nulls(tmp_path):
    full = {"id": 7, "title": "T", "text": BODY, "published": "2006-09-12T06:00:00Z", "source": "S", "url": "http://a"}
    bare = {"id": None, "title": None, "text": BODY, "published": None, "source": None, "url": None}
    first, second = read(write(tmp_path / "in.jsonl", jsonl(full, "\n", bare)))
    assert (first.id, first.title, first.source, first.url) == ("7", "T", "S", "http://a")
    assert first.published == date(2006, 9, 12)
    assert (second.id, second.title, second.source, second.url, second.published) == ("in-3", "", None, None, None)


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("wrap", [list, lambda rows: rows[0]])
def test_json_documents(tmp_path, indent, wrap):
    rows = [{"id": "a", "text": BODY}]
    assert one(write(tmp_path / "in.json", json.dumps(wrap(rows), indent=indent))).id == "a"


BAD_ROWS = [
    ('{"text": "cut o', "line 2: not valid JSON (", True),
    ("[" * 100_000, "line 2: not valid JSON (nested too deeply", True),
    ("[1, 2]", "line 2: not a report", False),
    ("12", "line 2: not a report", False),
    ('{"title": "T", "text": 5}', "line 2: 'text' and 'title' must be text", False),
    ('{"id": "x", "colour": "T"}', "line 2: no 'text' in the report", False),
    ('{"id": "x", "text": " \\n "}', "line 2: the report has no text", False),
    ('{"text": "%s"}' % ("x" * 1_000_001), "line 2: the text is longer than 1,000,000", False),
]


@pytest.mark.parametrize(("row", "message", "damaged"), BAD_ROWS)
def test_a_bad_row_is_named_and_the_others_are_read(tmp_path, row, message, damaged):
    good = {"text": BODY}
    path = write(tmp_path / "in.jsonl", jsonl(good, row + "\n", good))
    problems: list[Problem] = []
    assert len(list(read(path, on_error=problems.append))) == 2
    (problem,) = problems
    assert message in str(problem)
    assert str(problem).startswith(str(path))
    assert "\n" not in str(problem)
    assert problem.damaged is damaged
    with pytest.raises(BadInputError, match="line 2"):
        list(read(path))


def test_a_bad_date_costs_the_date_only(tmp_path):
    problems: list[Problem] = []
    report = one(
        write(tmp_path / "in.jsonl", jsonl({"text": BODY, "published": "9/12/2006"})), on_error=problems.append
    )
    assert report.published is None
    assert "write it as 2006-09-12" in str(problems[0])


def test_lone_surrogates_do_not_pass(tmp_path):
    assert one(write(tmp_path / "in.jsonl", '{"text": "bomb \\ud800 in Kut"}')).text == "bomb \ufffd in Kut"


def test_repeated_ids_get_a_suffix(tmp_path):
    rows = [{"id": i, "text": BODY} for i in ("a", "a-2", "a", "a")]
    write(tmp_path / "in.jsonl", jsonl(*rows))
    write(tmp_path / "a.txt", BODY)
    assert [r.id for r in read(tmp_path)] == ["a", "a-2", "a-2-2", "a-3", "a-4"]


# --- tables and pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, delimiter):
    lines = [["ID", "Text", "published"], ["x", f'"{BODY}"', "2006-09-12"], ["", '"Short, one"', ""], ["", "", ""]]
    data = "\ufeff" + "\r\n".join(delimiter.join(cells) for cells in lines)
    first, second = read(write(tmp_path / "in.csv", data))
    assert (first.id, first.text, first.published) == ("x", BODY, date(2006, 9, 12))
    assert (second.id, second.text) == ("in-5", "Short, one")


def test_csv_without_a_text_column(tmp_path):
    with pytest.raises(BadInputError, match="names no column 'text'"):
        list(read(write(tmp_path / "in.csv", "a,b\n1,2\n")))


def test_csv_with_an_endless_cell(tmp_path):
    problems: list[Problem] = []
    data = "text\n" + "x" * 1_000_001 + "\nBomb in Kut\n"
    assert one(write(tmp_path / "in.csv", data), on_error=problems.append).text == "Bomb in Kut"
    assert "not a valid table row" in str(problems[0])


def test_parquet(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = {"id": ["a", None], "text": [BODY, BODY], "published": [date(2006, 9, 12), None], "extra": [1, 2]}
    parquet.write_table(arrow.table(rows), tmp_path / "in.parquet")
    first, second = read(tmp_path / "in.parquet")
    assert (first.id, first.text, first.published) == ("a", BODY, date(2006, 9, 12))
    assert (second.id, second.published) == ("in-2", None)
    with pytest.raises(BadInputError, match="not a valid Parquet file"):
        list(read(write(tmp_path / "bad.parquet", b"PAR1 cut off")))


def test_html(tmp_path):
    page = f"""<!doctype html><html><head><title>Blasts shake Basra</title><meta property="og:title" content="Blasts shake Basra">
    <meta property="article:published_time" content="2006-09-12T08:00:00Z"><meta property="og:site_name" content="The Example">
    </head><body><nav><a href="/">Home</a></nav><article><h1>Blasts shake Basra</h1><p>{BODY}</p><p>{BODY}</p>
    <p>{BODY} The governor said the dead were all shopkeepers who had come early to the market.</p></article></body></html>"""
    report = one(write(tmp_path / "page.html", page))
    assert report.title == "Blasts shake Basra"
    assert "Two men were shot dead" in report.text
    assert "Home" not in report.text
    assert report.published == date(2006, 9, 12)
    assert report.source == "The Example"


def test_html_without_its_package(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(BadInputError, match=r"pip install 'conflictmap\[html\]'"):
        list(read(write(tmp_path / "page.html", "<html><p>Bomb</p></html>")))


# --- where from -------------------------------------------------------------------------------------------------


def test_folder_is_read_in_order_of_paths(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/x.txt", "photo.png"):
        write(tmp_path / name, BODY)
    assert [r.id for r in read(tmp_path)] == ["a", "b", "c"]
    assert [r.id for r in read(tmp_path / "b.txt", tmp_path)] == ["b", "a", "c"]  # named twice, read once


def test_one_bad_file_of_a_folder_is_skipped(tmp_path):
    write(tmp_path / "a.txt", b"\x89PNG\r\n\x1a\n\0\0")
    write(tmp_path / "b.txt", BODY)
    write(tmp_path / "c.txt", "")
    problems: list[Problem] = []
    assert [r.id for r in read(tmp_path, on_error=problems.append)] == ["b"]
    assert len(problems) == 2


def test_gzip(tmp_path):
    write(tmp_path / "in.jsonl.gz", gzip.compress(jsonl({"text": BODY}).encode()))
    write(tmp_path / "x.txt.gz", gzip.compress(BODY.encode()))
    assert [r.id for r in read(tmp_path)] == ["in-1", "x"]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (BODY, ["stdin"]),
        (jsonl({"id": "a", "text": BODY}, {"text": BODY}), ["a", "stdin-2"]),
        (json.dumps([{"text": BODY}]), ["stdin-1"]),
        (gzip.compress(BODY.encode(), mtime=0), ["stdin"]),
        ("\ufeff" + BODY, ["stdin"]),
        (BODY.encode("utf-16"), ["stdin"]),
    ],
)
def test_standard_input_is_told_from_its_content(stdin, data, ids):
    stdin(data)
    reports = list(read("-"))
    assert [r.id for r in reports] == ids
    assert all(r.text == BODY for r in reports)


BAD_FILES = [
    (None, "no such file"),
    (b"", "is empty"),
    (b" \n\t\n", "is empty"),
    (b"%PDF-1.4 ...", "is a PDF"),
    (b"PK\x03\x04....", "office document"),
    (b"some\0bytes", "binary"),
    (bytes(range(1, 32)) * 9, "binary"),
    (b"\x1f\x8b\x08\0\0\0\0\0\0\x03cut", "cannot be unpacked|Not a gzipped|is empty"),
    (b"caf\x81 \x9d \x81", "neither UTF-8 nor Windows-1252"),
]


@pytest.mark.parametrize(("data", "message"), BAD_FILES)
@pytest.mark.parametrize("suffix", ["txt", "jsonl", "csv"])
def test_bad_files(tmp_path, data, message, suffix):
    path = tmp_path / f"in.{suffix}"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BadInputError, match=message) as caught:
        list(read(path, on_error=lambda _: None))
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["nul\0byte", "x" * 5000, ""])
def test_impossible_names(name):
    with pytest.raises(BadInputError):
        list(read(name or "/nowhere/at/all"))


def test_empty_folder_and_no_input(tmp_path):
    with pytest.raises(BadInputError, match="holds no"):
        read(tmp_path)
    with pytest.raises(BadInputError, match="no input"):
        read()


def test_inputs_are_checked_before_any_is_read(tmp_path):
    with pytest.raises(BadInputError, match="no such file"):
        read(write(tmp_path / "a.txt", BODY), tmp_path / "missing.txt")


# --- dates ------------------------------------------------------------------------------------------------------

DATES = [
    ("2006-09-12", date(2006, 9, 12)),
    ("20060912", date(2006, 9, 12)),
    ("2006-09-12 23:30", date(2006, 9, 12)),
    ("2006-09-12T23:30:00+03:00", date(2006, 9, 12)),
    ("12 September 2006", date(2006, 9, 12)),
    ("Sept. 12, 2006", date(2006, 9, 12)),
    ("Tuesday, September 12, 2006", date(2006, 9, 12)),
    ("Tue, 12 Sep 2006 08:00:00 GMT", date(2006, 9, 12)),
    ("", None),
    (None, None),
    ("null", None),
]


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_dates(value, expected):
    assert parse_date(value) == expected


@pytest.mark.parametrize("value", ["9/12/2006", "yesterday", "2006-13-40", "2006", 5, ["2006-09-12"]])
def test_no_dates(value):
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


URLS = [
    ("http://www.example.com/2006/09/12/world/slug.html", date(2006, 9, 12)),
    ("http://edition.example.com/2006/WORLD/meast/09/12/iraq.main/", date(2006, 9, 12)),
    ("https://example.org/world/2006/sep/12/iraq", date(2006, 9, 12)),
    ("https://example.org/a-2006-09-12-b", date(2006, 9, 12)),
    ("https://example.org/2006/13/45/x", None),
    ("https://example.org/?d=2006/09/12", None),
    ("https://example.org/story/20060912", None),
    ("http://[broken", None),
    (None, None),
]


@pytest.mark.parametrize(("url", "expected"), URLS)
def test_date_in_an_address(url, expected):
    assert url_date(url) == expected


def test_order_of_dates(tmp_path):
    rows = [
        {"text": BODY, "published": "2006-01-01"},
        {"text": BODY, "url": "http://a.example/2006/09/12/x"},
        {"text": BODY},
    ]
    path = write(tmp_path / "in.jsonl", jsonl(*rows))
    assert [r.published for r in read(path)] == [date(2006, 1, 1), date(2006, 9, 12), None]
    assert [r.published for r in read(path, published="2007-02-03")] == [date(2006, 1, 1), *[date(2007, 2, 3)] * 2]
    with pytest.raises(BadInputError, match="published"):
        read(path, published="someday")


# --- bytes ------------------------------------------------------------------------------------------------------

ENCODED = [
    ("Ba’quba — مدينة".encode(), "Ba’quba — مدينة"),
    ("\ufeffKut".encode(), "Kut"),
    ("Kut’s".encode("utf-16"), "Kut’s"),
    ("the city’s café".encode("cp1252"), "the city’s café"),
    ("’’’’ cut".encode() + b"\xe2\x80", "’’’’ cut\ufffd"),  # UTF-8 cut in the middle of a character
]


@pytest.mark.parametrize(("data", "expected"), ENCODED)
def test_encodings(data, expected):
    refuse_binary(data)
    assert decode(data) == expected


def test_a_line_too_long_is_an_error_in_its_place():
    stream = io.BytesIO(b"a\n" + b"x" * (MAX_LINE * 2 + 5) + b"\nb")
    lines = list(decoded_lines(stream))
    assert [number for number, _ in lines] == [1, 2, 3]
    assert [isinstance(line, NotTextError) for _, line in lines] == [False, True, False]


def test_clean_keeps_what_is_text():
    text = "tab\there “quoted” — ok <b>not</b> a page\n\nnext"
    assert clean(text) == text


def test_headline_needs_a_body():
    assert split_headline("Only a line") == ("", "Only a line")
