"""What may go wrong on the way in, and what must not be guessed: limits, packages, days, columns, collections."""

from __future__ import annotations

import io
import json
import re
import stat
import sys
import tomllib
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from conflictmap.model import BadInputError
from conflictmap.reports import columns_asked, estimate, read
from conflictmap.reports.decoding import NotTextError
from conflictmap.reports.digests import pieces
from conflictmap.reports.fieldnames import FieldMap
from conflictmap.reports.formats import BY_ENDING, FORMATS
from conflictmap.reports.markup import is_markup, plain
from conflictmap.reports.packing import opened_zip
from conflictmap.reports.publicationdays import ColumnDays, Unordered, parse_date
from conflictmap.reports.sniffing import sniff

ROOT = Path(__file__).resolve().parents[1]
KUT = "A car bomb killed six people near the market of Kut on Monday, police said."
BASRA = "Gunmen shot dead two traders in the north of Basra on Tuesday, a doctor said."


@pytest.fixture
def told():
    said = SimpleNamespace(problems=[], notes=[])
    said.read = lambda *inputs, **wishes: list(
        read(*inputs, on_error=said.problems.append, on_note=said.notes.append, **wishes)
    )
    return said


def written(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# --- days -------------------------------------------------------------------------------------------------------

WRITTEN = [
    ("09-Jun-2014", date(2014, 6, 9)),
    ("9 Jun 14", date(2014, 6, 9)),
    ("June 9th, 2014", date(2014, 6, 9)),
    ("9th of June 2014", date(2014, 6, 9)),
    ("Monday 9 June 2014 10.30 BST", date(2014, 6, 9)),
    ("2014/06/09", date(2014, 6, 9)),
    ("2014.6.9", date(2014, 6, 9)),
    ("20140609T101500Z", date(2014, 6, 9)),
    ("20140609101500", date(2014, 6, 9)),
    ("25/12/2006", date(2006, 12, 25)),
    ("12/25/2006 14:30", date(2006, 12, 25)),
    ("25.12.06", date(2006, 12, 25)),
    ("06/06/2014", date(2014, 6, 6)),
    ("N/A", None),
]


@pytest.mark.parametrize(("value", "day"), WRITTEN)
def test_days_that_read_one_way(value, day):
    assert parse_date(value) == day


@pytest.mark.parametrize("value", ["June 2014", "Monday", "9 June", "10:30", "31/31/2014", "00/05/2014", "Kut 6"])
def test_what_says_no_whole_day_is_none(value):
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(value)


def test_a_day_that_reads_two_ways_is_asked_for():
    assert parse_date("9/6/2014", day_first=True) == date(2014, 6, 9)
    assert parse_date("9/6/2014", day_first=False) == date(2014, 9, 6)
    with pytest.raises(ValueError, match="'9/6/2014' is not a date"):
        parse_date("9/6/2014")


@pytest.mark.parametrize(
    ("value", "day"), [(41799, date(2014, 6, 9)), ("41799.5", date(2014, 6, 9)), (1402309800, date(2014, 6, 9)),
                       (1402309800000, date(2014, 6, 9)), (20140609, date(2014, 6, 9))],
)  # fmt: skip
def test_numbers_of_spreadsheets_and_programs(value, day):
    assert ColumnDays(None).read(value) == day


@pytest.mark.parametrize("value", [2014, 7, True, "2014", 10**20])
def test_other_numbers_are_no_days(value):
    with pytest.raises(ValueError, match="is not a date"):
        ColumnDays(None).read(value)


def test_a_column_learns_its_order_once():
    column = ColumnDays(None)
    assert isinstance(column.read("9/6/2014"), Unordered)
    assert column.read("25/6/2014") == date(2014, 6, 25)
    assert column.read("9/6/2014") == date(2014, 6, 9)
    with pytest.raises(ValueError, match="does not read day first, which is how other dates of the file read"):
        column.read("6/25/2014")
    with pytest.raises(ValueError, match="does not read month first, which is asked for"):
        ColumnDays(day_first=False).read("25/6/2014")


def test_rows_above_the_one_that_proves_the_order_have_their_days_in_order(tmp_path, told):
    rows = "".join(f'k{n},"{KUT}",0{n}/06/2014\n' for n in range(1, 8))
    path = written(tmp_path / "in.csv", f"id,text,date\n{rows}x,,\nlast,{BASRA.replace(',', '')},25/06/2014\n")
    reports = told.read(path)
    assert [r.id for r in reports] == [*(f"k{n}" for n in range(1, 8)), "last"]
    assert [r.published for r in reports] == [*(date(2014, 6, n) for n in range(1, 8)), date(2014, 6, 25)]


def test_days_that_read_two_ways_stop_the_run_or_are_left_out(tmp_path, told):
    path = written(
        tmp_path / "in.jsonl", "".join(json.dumps({"text": KUT, "date": f"0{n}/06/2014"}) + "\n" for n in (1, 2))
    )
    assert [report.published for report in told.read(path)] == [None, None]
    (problem,) = told.problems
    assert problem.damaged
    assert "give --day-first or --month-first" in str(problem)


def test_a_document_by_itself_only_loses_such_a_day(tmp_path, told):
    (report,) = told.read(written(tmp_path / "a.txt", f"Blast\n\nPublished: 09/06/2014\n\n{KUT}"))
    assert report.published is None
    assert not told.problems[0].damaged


# --- columns ----------------------------------------------------------------------------------------------------


def test_the_first_column_that_is_not_empty_counts():
    columns = FieldMap({})
    assert columns.fields({"Body": "", "Description": "short", "URL": "u"}) == {"text": "short", "url": "u"}
    assert columns.fields({"Body": "long", "Description": "short", "URL": ""}) == {"text": "long", "url": None}
    assert columns.unused() == []


def test_nested_objects_and_lists():
    columns = FieldMap({})
    row = {"fields": {"headline": "H", "bodyText": "B"}, "source": [{"name": "S"}], "tags": {"a": 1, "b": 2}}
    assert columns.fields(row) == {"title": "H", "text": "B", "source": "S"}
    assert columns.unused() == ["tags"]


@pytest.mark.parametrize("pair", ["text", "text=", "=Body", "colour=Body"])
def test_columns_that_say_nothing(pair):
    with pytest.raises(BadInputError, match="columns: "):
        columns_asked([pair])


def test_a_column_that_is_asked_for_and_not_there(tmp_path, told):
    path = written(tmp_path / "in.csv", f'Body,Day\n"{KUT}",2014-06-09\n')
    with pytest.raises(BadInputError, match="no column 'Tag' for published; the columns are: Body, Day"):
        told.read(path, columns={"published": "Tag"})
    told.read(written(tmp_path / "in.jsonl", json.dumps({"text": KUT})), columns={"published": "Tag"})
    assert "no column 'Tag'" in str(told.problems[-1])
    assert told.problems[-1].damaged


def test_a_key_that_some_objects_lack(tmp_path, told):
    rows = [{"Body": KUT}, {"Body": BASRA, "Tag": "2014-06-10"}]
    path = written(tmp_path / "in.jsonl", "\n".join(map(json.dumps, rows)))
    assert [r.published for r in told.read(path, columns={"text": "Body", "published": "Tag"})] == [
        None,
        date(2014, 6, 10),
    ]
    assert told.problems == []


def test_a_column_is_told_once_for_many_files(tmp_path, told):
    for name in "abc":
        written(tmp_path / f"{name}.json", json.dumps([{"text": KUT, "mood": 1}]))
    told.read(tmp_path)
    assert [str(note) for note in told.notes] == [f"{tmp_path / 'a.json'}: columns not used: mood"]


def test_notes_are_warnings_where_nobody_asks(tmp_path):
    with pytest.warns(UserWarning, match="columns not used: mood"):
        list(read(written(tmp_path / "a.json", json.dumps([{"text": KUT, "mood": 1}]))))


def test_names_of_columns_below_a_title(tmp_path, told):
    (report,) = told.read(written(tmp_path / "in.csv", f'Reports of June\n\nHeadline,Body\nBlast,"{KUT}"\n'))
    assert (report.id, report.title, report.text) == ("in-4", "Blast", KUT)


def test_a_comma_that_nobody_quoted(tmp_path, told):
    reports = told.read(written(tmp_path / "in.csv", f'title,text\nBlast,{KUT}\nShots,"{BASRA}"\n'))
    assert [report.title for report in reports] == ["Shots"]
    assert "has 3 cells under 2 columns; put cells that hold the delimiter into quotation marks" in str(
        told.problems[0]
    )


def test_long_cells(tmp_path, told):
    (report,) = told.read(written(tmp_path / "in.csv", "text\n" + "word " * 150_000 + "\n"))
    assert len(report.text) > 700_000


def test_pieces_of_pages_in_cells(tmp_path, told):
    (report,) = told.read(
        written(tmp_path / "in.json", json.dumps([{"text": f"<p>{KUT}</p>\n<p>More &amp; more<br/>.</p>"}]))
    )
    assert report.text == f"{KUT}\n\nMore & more\n\n."
    assert not is_markup("3 < 4 and <b>5</b> > 4")
    assert plain("<div>a<script>x()</script> <b>b</b></div>c") == "a b\n\nc"


# --- what a file is ---------------------------------------------------------------------------------------------

SNIFFED = [
    (b"%PDF-1.7", "pdf"), (b"PK\x03\x04", "zip"), (b"PAR1", "parquet"), (b"{\\rtf1", "rtf"),
    (b' {"text": 1}', "jsonl"), (b'[\n {"a": 1}]', "jsonl"), (b"[ ]", "jsonl"), (b"[Update] Six die", "text"),
    (b"<!DOCTYPE html>", "html"), (b"<?xml version='1.0'?><html>", "html"), (b"<?xml version='1.0'?><rss>", "feed"),
    (b"<feed xmlns=''>", "feed"), (b"title,text\na,b", "csv"), (b"Title;Body\na;b", "csv"), (b"Kut, Basra\na", "text"),
    (b"From a@b Mon Jun 9\nSubject: x\n", "mailbox"), (b"Received: x\n by y\nFrom: a\nSubject: b\n\nBody", "mail"),
    (b"From: a\nSubject: b\nSnapshot-Content-Location: c\n", "saved"), (b"From Kut, a report:\nSubject matter", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "kind"), SNIFFED)
def test_content_tells_the_format(head, kind):
    assert sniff(head) == kind


def test_a_table_and_a_workbook_through_standard_input(tmp_path, monkeypatch, told):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Headline", "Body"])
    book.active.append(["Blast", KUT])
    data = io.BytesIO()
    book.save(data)
    for fed in (f'Headline,Body\nBlast,"{KUT}"\n'.encode(), data.getvalue()):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(fed))))
        assert [(report.title, report.text) for report in told.read("-")] == [("Blast", KUT)]


def test_a_page_under_the_name_of_a_text_is_a_page(tmp_path, told):
    pytest.importorskip("trafilatura")
    (report,) = told.read(
        written(tmp_path / "a.txt", f"<!doctype html><html><body><p>{KUT}</p><p>{BASRA}</p></body></html>")
    )
    assert "<" not in report.text


def test_endings_belong_to_one_format():
    endings = [ending for form in FORMATS for ending in form.endings]
    assert sorted(endings) == sorted(BY_ENDING)
    assert all(ending.startswith(".") and ending == ending.lower() for ending in endings)


SAVED_AS_TEXT = [
    ("a.txt", f"Headline\tBody\nBlast\t{KUT}\n".encode("utf-16")),  # what Excel calls Unicode text
    ("a.xls", f"Headline\tBody\nBlast\t{KUT}\n".encode()),
    ("a.txt", json.dumps({"headline": "Blast", "body": KUT}).encode()),
    (
        "a.txt",
        f"From: Desk <a@b.example>\nTo: c@d.example\nSubject: Blast\nDate: Mon, 9 Jun 2014 10:00:00 +0000\n\n{KUT}".encode(),
    ),
]


@pytest.mark.parametrize(("name", "data"), SAVED_AS_TEXT)
def test_what_is_saved_under_the_name_of_something_else(tmp_path, told, name, data):
    (report,) = told.read(written(tmp_path / name, data))
    assert (report.title, report.text) == ("Blast", KUT)


DAYS_OF_PAGES = [
    # head, line below the headline, words in the text, footer, day
    ("", "", "", "Copyright 2021 The Example", None),
    ("", "", "", "Copyright 1 January 2021", None),
    ("", "", "The market was hit on 2013-05-04 before.", "© 2019-2021", None),
    ('<script src="/2020/11/05/x.js"></script>', "", "", "", None),
    ("", '<p class="date">9 June 2014</p>', "", "Copyright 2021", date(2014, 6, 9)),
    ("", "<time datetime='2014-06-09'>Monday</time>", "It was hit on 4 May 2013.", "Copyright 2021", date(2014, 6, 9)),
    ('<meta property="article:published_time" content="2014-06-09T08:00:00Z">', "", "", "1 May 2021", date(2014, 6, 9)),
    ("", '<p class="date">25/06/2014</p>', "", "", date(2014, 6, 25)),
    ("", '<p class="date">09/06/2014</p>', "", "", None),
]


@pytest.mark.parametrize(("head", "line", "words", "footer", "day"), DAYS_OF_PAGES)
def test_the_day_of_a_page(tmp_path, told, head, line, words, footer, day):
    pytest.importorskip("trafilatura")
    body = f"<article><h1>Blast</h1>{line}<p>{KUT} {words}</p><p>{BASRA}</p></article><footer>{footer}</footer>"
    page = f"<!doctype html><html><head><title>Blast</title>{head}</head><body>{body}</body></html>"
    (report,) = told.read(written(tmp_path / "a.html", page))
    assert report.published == day
    assert KUT in report.text


PACKAGES = [
    ("a.html", b"<html>", "trafilatura", "html"), ("a.mhtml", b"Content-Type: text/html\n\n<p>a", "trafilatura", "html"),
    ("a.rss", b"<rss/>", "feedparser", "feeds"), ("a.xlsx", b"PK\x03\x04", "python_calamine", "xlsx"),
    ("a.parquet", b"PAR1", "pyarrow", "parquet"), ("a.docx", b"PK\x03\x04", "docx", "docx"),
    ("a.pdf", b"%PDF-1.4", "pdfminer.psexceptions", "pdf"), ("a.rtf", b"{\\rtf1}", "striprtf.striprtf", "rtf"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "package", "extra"), PACKAGES)
def test_a_missing_package_is_named_with_its_extra(tmp_path, monkeypatch, told, name, data, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(BadInputError, match=rf"needs the package \S+: pip install 'conflictmap\[{extra}\]'"):
        told.read(written(tmp_path / name, data))
    written(tmp_path / "b.txt", KUT)
    assert [report.id for report in told.read(tmp_path)] == ["b"]


BROKEN = [
    ("a.xlsx", b"PK\x03\x04 cut"), ("a.xls", b"\xd0\xcf\x11\xe0 cut"), ("a.docx", b"PK\x03\x04 cut"), ("a.pdf", b"%PDF-1.4 cut"),
    ("a.zip", b"PK\x03\x04 cut"), ("a.parquet", b"PAR1 cut"), ("a.xml", b"<?xml version='1.0'?><nothing/>"),
    ("a.mhtml", b"Content-Type: text/plain\n\nno page"), ("a.eml", b"Subject: nothing\n\n"), ("a.json", b'{"a":\n 1'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_a_broken_file_is_told_in_a_line(tmp_path, told, name, data):
    path = written(tmp_path / name, data)
    with pytest.raises(BadInputError, match=name) as caught:
        told.read(path)
    assert "\n" not in str(caught.value)
    told.problems.clear()
    assert told.read(path, skip_bad=True) == []
    assert told.problems[0].whole


# --- archives ---------------------------------------------------------------------------------------------------


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_a_bomb_is_not_unpacked(tmp_path):
    path = packed(tmp_path / "bomb.zip", [(f"{n}.txt", bytes(2**26)) for n in range(5)])
    assert path.stat().st_size < 2**20
    with pytest.raises(BadInputError, match="looks like a bomb"):
        list(read(path))
    with pytest.raises(NotTextError, match="cannot be unpacked"):
        opened_zip(io.BytesIO(b"PK"))


def test_archives_in_archives(tmp_path, told):
    inner = packed(tmp_path / "3.zip", [("deep.txt", KUT)])
    for n in (2, 1):
        inner = packed(tmp_path / f"{n}.zip", [(inner.name, inner.read_bytes()), (f"{n}.txt", BASRA)])
    assert [report.id for report in told.read(tmp_path / "2.zip")] == ["2", "deep"]
    assert [report.id for report in told.read(tmp_path / "1.zip")] == ["1", "2"]
    assert "an archive within an archive within an archive" in str(told.problems[-1])


def test_a_link_in_an_archive_is_told(tmp_path, told):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = packed(tmp_path / "in.zip", [("a.txt", KUT), (link, "/etc/passwd")])
    assert [report.id for report in told.read(path)] == ["a"]
    assert "in.zip/link.txt: is a link" in str(told.problems[0])


def test_a_damaged_member_costs_itself(tmp_path, told):
    path = packed(tmp_path / "in.zip", [("a.csv", "text\n" + KUT * 50), ("b.txt", BASRA), ("c.pdf", b"%PDF-1.4 cut")])
    data = bytearray(path.read_bytes())
    data[45:55] = b"x" * 10
    reports = told.read(written(path, bytes(data)))
    assert [report.id for report in reports] == ["b"]
    assert ["in.zip/a.csv" in str(told.problems[0]), "in.zip/c.pdf" in str(told.problems[-1])] == [True, True]


# --- collections ------------------------------------------------------------------------------------------------

ONE_ARTICLE = [
    f"Blast in Kut\n\n{KUT}\n\nThe market was hit before:\n\n9 June 2013\n",  # nothing under the date
    f"Blast in Kut\n\nPublished: 9 June 2014\nUpdated: 10 June 2014\n\n{KUT}\n{BASRA}",
    f"Blast in Kut\n\n{KUT}\n\n* * *\n\n{BASRA}",  # no headline of its own
    f"{KUT}\n\nKUT, June 9 - {KUT}\n\nBASRA, June 10 - {BASRA}",  # a round-up is one report
    "The market, which had been hit twice before, was open on\n9 June 2014\nwhen a car blew up, and again on\n10 June 2014\nwhen",  # lines that are wrapped
    f"Monday, June 9\n\n{KUT}\n\nTuesday, June 10\n\n{BASRA}",  # no years
    f"{KUT}\n\n-----\n\nCopyright 2014 The Example. All rights reserved.",
]


@pytest.mark.parametrize("text", ONE_ARTICLE)
def test_one_article_stays_whole(text):
    (piece,) = pieces(text)
    assert piece.text == text


SEVERAL = [
    # text, titles, days
    (f"Blast in Kut\n\n{KUT}\n\n-----\n\nShots in Basra\n\n{BASRA}", ["Blast in Kut", "Shots in Basra"], [None, None]),
    (f"9 June 2014\n\n{KUT}\n\n10 June 2014\n\n{BASRA}", ["", ""], [9, 10]),
    (f"9/6/2014\n\n{KUT}\n\n25/6/2014\n\n{BASRA}", ["", ""], [Unordered, 25]),
    (f"Kut — 2014-06-09\n\n{KUT}\n\nBasra — 2014-06-10\n\n{BASRA}", ["", ""], [9, 10]),
    (
        f"## Blast in Kut\n*The Example, 9 June 2014*\n\n{KUT}\n\n## Shots in Basra\n*The Example, 10 June 2014*\n\n{BASRA}",
        ["Blast in Kut", "Shots in Basra"],
        [9, 10],
    ),
    (
        f"Blast in Kut\n\n{KUT}\n\nLoad-Date: June 9, 2014\n\nEnd of Document\n\nShots in Basra\n\n{BASRA}\n\nLoad-Date: June 10, 2014",
        ["Blast in Kut", "Shots in Basra"],
        [9, 10],
    ),
    (
        f"Blast in the market - 9 June 2014\n\n{KUT}\n\nShots in Basra (10 June 2014)\n\n{BASRA}",
        ["Blast in the market", "Shots in Basra"],
        [9, 10],
    ),
    (
        f"Title: Blast\nSource: The Example\nDate: 9 June 2014\n\n{KUT}\n\nTitle: Shots\nSource: The Example\nDate: 10 June 2014\n\n{BASRA}",
        ["Blast", "Shots"],
        [9, 10],
    ),
    (
        f"Week in brief\n=====\n\nBlast in Kut\n\n{KUT}\n=====\nShots in Basra\n\n{BASRA}",
        ["Blast in Kut", "Shots in Basra"],
        [None, None],
    ),
    (f"{KUT * 2}\n\n9 June 2014\n\n{KUT}\n\n10 June 2014\n\n{BASRA}", ["", "", ""], [None, 9, 10]),
]


@pytest.mark.parametrize(("text", "titles", "days"), SEVERAL)
def test_several_articles(text, titles, days):
    found = pieces(text)
    assert [piece.title for piece in found] == titles
    read_days = [ColumnDays(None).read(piece.day) for piece in found]
    assert [day.day if isinstance(day, date) else day and type(day) for day in read_days] == days
    assert KUT in found[-2].text
    assert BASRA in found[-1].text
    assert KUT not in found[-1].text


def test_fields_named_at_the_head_of_one_article(tmp_path, told):
    text = f"Headline: Blast\nPublished: 9 June 2014\nSource: The Example\nURL: https://e.example/1\nAuthor: A. Writer\n\n{KUT}"
    (report,) = told.read(written(tmp_path / "a.txt", text))
    assert (report.id, report.title, report.text, report.published) == ("a", "Blast", KUT, date(2014, 6, 9))
    assert (report.source, report.url) == ("The Example", "https://e.example/1")


def test_a_place_before_the_day_is_kept():
    one, two = pieces(f"Blast\nKUT, Iraq — 9 June 2014\n\n{KUT}\n\nShots\nBASRA, Iraq — 10 June 2014\n\n{BASRA}")
    assert one.text.startswith("KUT, Iraq — 9 June 2014\n")
    assert two.text.startswith("BASRA, Iraq — 10 June 2014\n")


def test_days_of_a_collection_prove_each_other(tmp_path, told):
    reports = told.read(written(tmp_path / "in.txt", f"9/6/2014\n\n{KUT}\n\n25/6/2014\n\n{BASRA}"))
    assert [(r.id, r.published) for r in reports] == [("in#1", date(2014, 6, 9)), ("in#2", date(2014, 6, 25))]


# --- the rest ---------------------------------------------------------------------------------------------------


def test_an_empty_name_is_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "a.txt", KUT)
    for name in ("", " "):
        with pytest.raises(BadInputError, match="an input is empty"):
            read(name)


def test_files_that_somebody_else_reads(tmp_path, told):
    written(tmp_path / "a.txt", KUT)
    written(tmp_path / "b.geojson", "{}")
    assert [report.id for report in told.read(tmp_path, taken=[tmp_path / "b.geojson"])] == ["a"]
    assert told.notes == []
    (tmp_path / "a.txt").unlink()
    assert told.read(tmp_path, taken=[tmp_path / "b.geojson"]) == []


def test_estimates(tmp_path):
    pytest.importorskip("pyarrow")
    import pyarrow as pa
    from pyarrow import parquet

    written(tmp_path / "a.csv", "text\n" + f'"{KUT}\n\n{KUT}"\n' * 3000)
    assert 2900 < estimate(tmp_path / "a.csv") < 3100
    written(tmp_path / "b.jsonl", "{}\n" * 7)
    parquet.write_table(pa.table({"text": [KUT] * 9}), tmp_path / "c.parquet")
    assert estimate(tmp_path / "b.jsonl", tmp_path / "c.parquet") == 16
    assert estimate(written(tmp_path / "d.zip", "PK")) is None


def test_one_extra_brings_what_all_formats_need():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    everything = set(re.findall(r"\[([\w,]+)\]", extras["all"][0])[0].split(","))
    assert {form.extra for form in FORMATS if form.extra} <= everything <= set(extras)
