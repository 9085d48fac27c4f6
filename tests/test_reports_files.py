"""The files people have: a case for each row of the table in docs/inputs.md, made by the libraries that write such files."""

from __future__ import annotations

import email.message
import gzip
import json
import mailbox
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest

from conflictmap.model import BadInputError
from conflictmap.reports import read

ROOT = Path(__file__).resolve().parents[1]
KUT = "A car bomb killed six people near the market of Kut on Monday, police said."
BASRA = "Gunmen shot dead two traders in the north of Basra on Tuesday, a doctor said."
TITLE, OTHER = "Blast shakes Kut", "Two traders shot in Basra"
MONDAY, TUESDAY = date(2014, 6, 9), date(2014, 6, 10)


class Told:
    """What reading said beside the reports."""

    def __init__(self):
        self.problems, self.notes = [], []

    def read(self, *inputs, **wishes):
        self.reports = list(read(*inputs, on_error=self.problems.append, on_note=self.notes.append, **wishes))
        return self.reports

    @property
    def said(self):
        return " / ".join(map(str, self.problems + self.notes))


@pytest.fixture
def told():
    return Told()


def written(path, data):
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def both(reports):
    """Ids, titles and days of two reports on Kut and Basra, whose texts are checked."""
    assert [KUT in reports[0].text, BASRA in reports[1].text] == [True, True]
    assert BASRA not in reports[0].text
    assert KUT not in reports[1].text
    return [(r.id, r.title, r.published) for r in reports]


# --- makers of files --------------------------------------------------------------------------------------------

PAGE = """<!doctype html><html><head><title>{title}</title><meta property="og:title" content="{title}">{meta}</head><body>
<nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>{title}</h1><p>{text}</p><p>The governor said that most of
the people in the market had come early to buy bread, and that the street would stay closed until the evening.</p>
<p>Shops in the streets around it lost their windows. Nobody had said by noon who was behind the attack.</p></article>
<footer>Copyright 2021 The Example. All rights reserved.</footer></body></html>"""
DATED = '<meta property="article:published_time" content="2014-06-09T08:00:00Z"><meta property="og:site_name" content="The Example">'


def page(meta=DATED):
    return PAGE.format(title=TITLE, text=KUT, meta=meta)


def workbook(path, sheets):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def document(path, blocks):
    made = pytest.importorskip("docx").Document()
    for block in blocks:
        if isinstance(block, list):
            table = made.add_table(1, len(block))
            for cell, words in zip(table.rows[0].cells, block, strict=True):
                cell.text = words
        else:
            made.add_paragraph(block)
    made.save(path)
    return path


def pdf(path, pages):
    made = pytest.importorskip("fpdf").FPDF()
    made.set_auto_page_break(False)
    made.set_font("helvetica", size=11)
    for number, paragraphs in enumerate(pages, 1):
        made.add_page()
        made.cell(0, 8, "The Example Monitor", new_x="LMARGIN", new_y="NEXT")
        for paragraph in paragraphs:
            made.multi_cell(0, 6, paragraph)
            made.ln(4)
        made.set_y(-20)
        made.cell(0, 8, f"Page {number} of {len(pages)}")
    made.output(str(path))
    return path


def message(title=TITLE, text=KUT, day="Mon, 09 Jun 2014 10:00:00 +0000"):
    made = email.message.EmailMessage()
    made["From"], made["To"], made["Subject"], made["Date"] = "Desk <desk@example.org>", "a@example.org", title, day
    made.set_content(text)
    return made


# --- a case for each row of docs/inputs.md ----------------------------------------------------------------------

CASES = {}


def case(name):
    def keep(function):
        CASES[name] = function
        return function

    return keep


@case("article as text")
def _(tmp, told):
    written(tmp / "a.txt", f"https://news.example/2014/06/09/kut\n\n{TITLE}\n\n{KUT}")
    (report,) = told.read(tmp / "a.txt")
    assert (report.id, report.title, report.text, report.published) == ("a", TITLE, KUT, MONDAY)
    assert told.said == ""


@case("note in Markdown")
def _(tmp, told):
    (report,) = told.read(written(tmp / "a.md", f"# {TITLE}\n\n*9 June 2014*\n\n{KUT}"))
    assert (report.title, report.published) == (TITLE, MONDAY)


@case("digest of a week")
def _(tmp, told):
    digest = f"Weekly digest\n\n{TITLE}\n9 June 2014\n\n{KUT}\n\n{OTHER}\n10 June 2014\n\n{BASRA}\n"
    reports = told.read(written(tmp / "week.txt", digest))
    assert both(reports) == [("week#1", TITLE, MONDAY), ("week#2", OTHER, TUESDAY)]
    assert "was divided into 2 articles" in told.said


@case("download of a newspaper archive")
def _(tmp, told):
    one = f"Document 1 of 2\n\nThe Example Times\n\nJune 9, 2014 Monday\n\n{TITLE}\n\nBYLINE: A. Writer\n\nLENGTH: 90 words\n\n{KUT}"
    two = f"Document 2 of 2\n\nThe Example Times\n\nJune 10, 2014 Tuesday\n\n{OTHER}\n\n{BASRA}\n\nEnd of Document"
    reports = told.read(written(tmp / "dl.txt", f"{one}\n\nEnd of Document\n\n{two}\n"))
    assert both(reports) == [("dl#1", TITLE, MONDAY), ("dl#2", OTHER, TUESDAY)]
    assert {report.source for report in reports} == {"The Example Times"}


@case("live blog copied as text")
def _(tmp, told):
    blog = f"Iraq: the day as it happened\n\n9 June 2014, 10:15 GMT\n\n{KUT}\n\n10 June 2014, 00:05 GMT\n\n{BASRA}\n"
    assert both(told.read(written(tmp / "live.txt", blog))) == [("live#1", "", MONDAY), ("live#2", "", TUESDAY)]


@case("live blog saved from the web")
def _(tmp, told):
    pytest.importorskip("trafilatura")
    entries = [
        {"@type": "BlogPosting", "headline": OTHER, "articleBody": BASRA, "datePublished": "2014-06-10T00:05:00Z"},
        {"@type": "BlogPosting", "headline": TITLE, "articleBody": KUT, "datePublished": "2014-06-09T10:15:00Z"},
    ]
    data = json.dumps({"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": entries})
    saved = page(f'<script type="application/ld+json">{data}</script>')
    assert both(told.read(written(tmp / "live.html", saved))) == [("live#1", TITLE, MONDAY), ("live#2", OTHER, TUESDAY)]


@case("saved page")
def _(tmp, told):
    pytest.importorskip("trafilatura")
    (report,) = told.read(written(tmp / "a.html", page()))
    assert (report.title, report.published, report.source) == (TITLE, MONDAY, "The Example")
    assert KUT in report.text
    assert "Sport" not in report.text


@case("saved page with a copyright year only")
def _(tmp, told):
    pytest.importorskip("trafilatura")
    (report,) = told.read(written(tmp / "a.html", page("")))
    assert KUT in report.text
    assert report.published is None


@case("page saved as one file (.mhtml)")
def _(tmp, told):
    pytest.importorskip("trafilatura")
    made = email.message.EmailMessage()
    made["Snapshot-Content-Location"], made["Subject"] = "https://news.example/a", TITLE
    made.set_content(page(), subtype="html")
    made.add_related(b"\x89PNG", "image", "png")
    (report,) = told.read(written(tmp / "a.mhtml", made.as_bytes()))
    assert (report.title, report.published) == (TITLE, MONDAY)


@case("RSS feed")
def _(tmp, told):
    pytest.importorskip("feedparser")
    items = "".join(
        f"<item><title>{title}</title><link>https://e.example/{day}</link><pubDate>{day} Jun 2014 10:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;More follows.&lt;/p&gt;</description></item>"
        for title, text, day in [(TITLE, KUT, "Mon, 09"), (OTHER, BASRA, "Tue, 10")]
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Example</title>{items}</channel></rss>'
    reports = told.read(written(tmp / "feed.xml", feed))
    assert both(reports) == [("feed-1", TITLE, MONDAY), ("feed-2", OTHER, TUESDAY)]
    assert reports[0].text == f"{KUT}\n\nMore follows."
    assert reports[0].source == "The Example"


@case("Atom feed")
def _(tmp, told):
    pytest.importorskip("feedparser")
    entry = (
        f"<entry><id>tag:1</id><title>{TITLE}</title><updated>2014-06-09T10:00:00Z</updated><summary>Short.</summary>"
        f'<content type="html">&lt;p&gt;{KUT}&lt;/p&gt;</content></entry>'
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>{entry}</feed>'
    (report,) = told.read(written(tmp / "feed.atom", feed))
    assert (report.id, report.title, report.text, report.published) == ("tag:1", TITLE, KUT, MONDAY)


@case("answer of a news API")
def _(tmp, told):
    article = {
        "source": {"id": None, "name": "The Example"}, "author": "A. Writer", "title": TITLE, "description": "Six dead.",
        "url": "https://e.example/1", "publishedAt": "2014-06-09T10:00:00Z", "content": f"{KUT}… [+1841 chars]",
    }  # fmt: skip
    envelope = {"status": "ok", "totalResults": 1, "articles": [article]}
    (report,) = told.read(written(tmp / "api.json", json.dumps(envelope, indent=1)))
    assert (report.title, report.text, report.published, report.source) == (TITLE, KUT, MONDAY, "The Example")
    assert "the text was cut by who gave it" in told.said
    assert "columns not used: source.id, author, description" in told.said


@case("JSON list with title and content")
def _(tmp, told):
    rows = [
        {"title": TITLE, "content": KUT, "date": "9 Jun 2014"},
        {"title": OTHER, "content": BASRA, "date": "10 Jun 2014"},
    ]
    reports = told.read(written(tmp / "in.json", json.dumps(rows)))
    assert both(reports) == [("in-1", TITLE, MONDAY), ("in-2", OTHER, TUESDAY)]
    assert told.said == ""


@case("JSON Lines of a scraper, packed")
def _(tmp, told):
    rows = [
        {
            "_id": {"$oid": "7"},
            "headline": {"main": TITLE},
            "body": [KUT, "More follows."],
            "pub_date": "2014-06-09T10:00:00+0000",
        },
        {"_id": {"$oid": "8"}, "headline": {"main": OTHER}, "lead_paragraph": BASRA, "pub_date": 1402358400},
    ]
    packed = gzip.compress("\n".join(map(json.dumps, rows)).encode())
    assert both(told.read(written(tmp / "in.jsonl.gz", packed))) == [("7", TITLE, MONDAY), ("8", OTHER, TUESDAY)]


@case("rows with a headline only")
def _(tmp, told):
    rows = [{"title": TITLE, "seendate": "20140609T101500Z", "domain": "e.example"}] * 3
    reports = told.read(written(tmp / "in.json", json.dumps({"articles": rows})))
    assert [(r.title, r.text, r.published) for r in reports] == [(TITLE, "", MONDAY)] * 3
    assert "has a title and no text; the title is read, and 2 more like it" in told.said


@case("CSV of an office, semicolons, days first")
def _(tmp, told):
    table = f"Titel;Headline;Body;Published\r\nx;{TITLE};{KUT};09/06/2014\r\ny;{OTHER};{BASRA};10/06/2014\r\nz;a;b;25/06/2014\r\n"
    reports = told.read(written(tmp / "in.csv", table.encode("cp1252")))
    assert both(reports[:2]) == [("in-2", TITLE, MONDAY), ("in-3", OTHER, TUESDAY)]
    assert "columns not used: Titel" in told.said


@case("CSV with a day that reads two ways")
def _(tmp, told):
    path = written(tmp / "in.csv", f'title,text,date\n{TITLE},"{KUT}",09/06/2014\n')
    with pytest.raises(BadInputError, match=r"'09/06/2014' reads two ways; give --day-first or --month-first"):
        list(read(path))
    assert told.read(path, day_first=True)[0].published == MONDAY
    assert told.read(path, day_first=False)[0].published == date(2014, 9, 6)


@case("TSV with columns of its own")
def _(tmp, told):
    path = written(tmp / "in.tsv", f"Ref\tWas geschah\tTag\n7\t{KUT}\t09-Jun-2014\n")
    with pytest.raises(
        BadInputError, match="its columns are: Ref, Was geschah, Tag; name what holds the text: --columns"
    ):
        list(read(path))
    (report,) = told.read(path, columns=["text=Was geschah,published=tag", "id=Ref"])
    assert (report.id, report.text, report.published) == ("7", KUT, MONDAY)


@case("workbook of Excel")
def _(tmp, told):
    rows = [
        ["Incidents reported to the desk"], [], ["Ref", "Headline", "Body", "Date", "Initials"],
        [1, TITLE, KUT, datetime(2014, 6, 9, 10), "ab"], [2, OTHER, BASRA, 41800, None],
    ]  # fmt: skip
    path = workbook(tmp / "in.xlsx", {"June": rows, "Codes": [["a", "b"]]})
    assert both(told.read(path, columns={"id": "Ref"})) == [("1", TITLE, MONDAY), ("2", OTHER, TUESDAY)]
    assert "columns not used: Initials" in told.said
    assert "no reports in the sheets Codes" in told.said


@case("Parquet file")
def _(tmp, told):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = {"headline": [TITLE, OTHER], "content": [KUT, BASRA], "date": [MONDAY, TUESDAY], "lang": ["en", "en"]}
    parquet.write_table(arrow.table(rows), tmp / "in.parquet")
    assert both(told.read(tmp / "in.parquet")) == [("in-1", TITLE, MONDAY), ("in-2", OTHER, TUESDAY)]
    assert "columns not used: lang" in told.said


@case("Word document")
def _(tmp, told):
    path = document(tmp / "a.docx", [TITLE, "9 June 2014", KUT, ["Kut", "6 killed"]])
    (report,) = told.read(path)
    assert (report.id, report.title, report.published) == ("a", TITLE, MONDAY)
    assert report.text.endswith(f"{KUT}\n\nKut\t6 killed")


@case("PDF of several pages")
def _(tmp, told):
    more = ["The street was closed, and the gover-\nnor asked for blood to be given."]
    (report,) = told.read(pdf(tmp / "a.pdf", [[TITLE, KUT], more, ["The market stays closed."]]))
    assert report.title == TITLE
    assert KUT in " ".join(report.text.split())
    assert "governor asked" in report.text
    assert "Monitor" not in report.text
    assert "Page" not in report.text


@case("digest as a PDF")
def _(tmp, told):
    path = pdf(
        tmp / "week.pdf", [[TITLE, "9 June 2014", f"{KUT} {KUT}\nMore follows."], [OTHER, "10 June 2014", BASRA]]
    )
    reports = told.read(path)
    for report in reports:
        assert "Monitor" not in report.text
    assert [(r.id, r.title, r.published) for r in reports] == [("week#1", TITLE, MONDAY), ("week#2", OTHER, TUESDAY)]


@case("scanned PDF")
def _(tmp, told):
    made = pytest.importorskip("fpdf").FPDF()
    made.add_page()
    made.output(str(tmp / "scan.pdf"))
    with pytest.raises(BadInputError, match="holds no text, only pictures of it"):
        told.read(tmp / "scan.pdf")


@case("RTF of a newspaper archive")
def _(tmp, told):
    pytest.importorskip("striprtf")
    lines = [TITLE, "June 9, 2014", "", KUT, "", "End of Document", "", OTHER, "June 10, 2014", "", BASRA]
    rtf = r"{\rtf1\ansi " + r"\par ".join(lines) + "}"
    assert both(told.read(written(tmp / "dl.rtf", rtf))) == [("dl#1", TITLE, MONDAY), ("dl#2", OTHER, TUESDAY)]


@case("message with a document")
def _(tmp, told):
    made = message()
    inner = document(tmp / "inner.docx", [OTHER, "10 June 2014", BASRA]).read_bytes()
    made.add_attachment(inner, maintype="application", subtype="octet-stream", filename="basra.docx")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    reports = told.read(written(tmp / "a.eml", made.as_bytes()))
    assert both(reports) == [("a", TITLE, MONDAY), ("basra", OTHER, TUESDAY)]
    assert reports[0].source == "Desk"
    assert "a.eml/logo.png: not read: an image" in told.said


@case("mailbox")
def _(tmp, told):
    box = mailbox.mbox(tmp / "in.mbox")
    box.add(message())
    box.add(message(OTHER, f"> {BASRA}", "Tue, 10 Jun 2014 10:00:00 +0000"))
    box.close()
    assert both(told.read(tmp / "in.mbox")) == [("in-1", TITLE, MONDAY), ("in-2", OTHER, TUESDAY)]


@case("ZIP archive")
def _(tmp, told):
    with zipfile.ZipFile(tmp / "in.zip", "w") as archive:
        archive.writestr("june/kut.txt", f"{TITLE}\n\n9 June 2014\n\n{KUT}")
        archive.writestr("../../basra.txt", f"{OTHER}\n\n10 June 2014\n\n{BASRA}")
        archive.writestr("june/photo.jpg", b"\xff\xd8\xff")
        archive.writestr("__MACOSX/june/._kut.txt", b"\0\0")
    reports = sorted(told.read(tmp / "in.zip"), key=lambda report: report.published)
    assert both(reports) == [("kut", TITLE, MONDAY), ("basra", OTHER, TUESDAY)]
    assert "in.zip/june/photo.jpg: not read: an image" in told.said
    assert list(tmp.rglob("basra*")) == []


@case("folder of all sorts")
def _(tmp, told):
    written(tmp / "a.txt", KUT)
    written(tmp / "b", f"{OTHER}\n\n{BASRA}")
    written(tmp / "old.doc", b"\xd0\xcf\x11\xe0")
    written(tmp / "broken.pdf", b"%PDF-1.4 cut off")
    (tmp / "page_files").mkdir()
    written(tmp / "page.html", page())
    written(tmp / "page_files" / "advert.html", page())
    reports = told.read(tmp)
    assert [report.id for report in reports] == ["a", "b", "page"]
    assert "broken.pdf: not a valid PDF" in told.said
    assert "old.doc: not read: an old or another office document; save it as .docx or .pdf" in told.said
    assert "advert.html: not read: part of a saved page" in told.said


@pytest.mark.parametrize("name", CASES)
def test_files_people_have(name, tmp_path, told):
    CASES[name](tmp_path, told)


def test_the_page_on_inputs_has_a_row_for_each_case():
    text = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| ([^|]+) \|", text, re.MULTILINE)
    assert [row.strip() for row in rows] == list(CASES)
