"""Made-up reports and files that mean harm or nothing, and what must hold of whatever they are. The same for the same seed.

A report is put together from sentences of the cases and of the labelled sets, cut, doubled, shuffled and mixed with
what has broken programs before. A file is such reports in one of the formats, with bytes changed, cut or added.
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import os
import random
import re
import signal
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from conflictmap.defaults import extract
from conflictmap.export import write
from conflictmap.frame import from_rows, to_geodataframe
from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding import geocode
from conflictmap.maps import save, webmap
from conflictmap.model import BadInputError, Incident, Problem, Report, Span
from conflictmap.record import record
from conflictmap.reports import read
from conflictmap.tables import find_tables, read_table
from conflictmap.text import fold

DATA = Path(__file__).parent / "data"
CANARY = "CONFLICTMAP_FUZZ_RAN"
MOST = 100_000_000  # people in one sentence
HANGS = 120  # seconds; a guard against what never ends, not a measure: a report takes some 5 ms
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

HOSTILE = [
    "{{ cycler.__init__.__globals__.os.environ.update({'CANARY': '1'}) }}".replace("CANARY", CANARY), "{% for x in range(9) %}", "{#", "}}",
    "${window.ran=1}", "</script><script>window.ran=1</script>", "<img src=x onerror=window.ran=1>", "<!--", "-->", "]]>",
    "<style>*{display:none}</style>", "javascript:window.ran=1", "=HYPERLINK(\"x\")", "=cmd|' /C calc'!A0", "@SUM(1)", "+1",
    "-1+1", "&#", "&#" + "9" * 5000 + ";", "&amp;lt;b&amp;gt;", "&nbsp;", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d",
    "\ufeff", "\x00", "\x1b[31m", "\x07", "\x85", "\u2028", "\r", "\x0c", "\t", "\ud800", "\udfff", "\U0001f4a3", "e\u0301" * 20,
    "\u0300" * 200, "(" * 500, ")" * 500, "[" * 500, '"' * 301, "“" * 99, "'" * 99, "9" * 400, "1,000,000,000,000,000 people",
    "1e308", "-5 people", "0 people", "½ a dozen", "١٢ people", "²³ people", "twenty-" * 50, "and " * 200, "killed " * 100,
    "in Kut, " * 80, "of the " * 80, "who said that " * 60, "north of " * 60, "a car bomb " * 60, " ." * 200, "..." * 200,
    "- " * 100, "A. B. C. " * 50, "بغداد", "الموصل", "قتل", "Багдад", "巴格达", "İ", "ß", "ﬁ", "Ⅻ", "k̇", "%s%n%x", "..\\..\\x",
    "../../etc/passwd", "file:///etc/passwd", "' OR 1=1 --", "\\", "\\u0000", "NaN", "null", "None", "undefined", "32 December 2006",
    "31 February", "00:00:99", "on Monday, Tuesday, Wednesday", "99999999999 September", "12/13/14", "Sept. 99999", "the day after "
    * 30, "http://" + "a" * 500, "a" * 5000, "A" * 2000, "\n" * 50, "\n\n", " " * 39, "|" * 50, "—" * 50, "/" * 200,
]  # fmt: skip


@functools.cache
def sentences() -> tuple[str, ...]:
    """Return the texts of the cases and the sentences of the labelled sets that tests carry."""
    cases = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))["case"]
    found = [case["text"] for case in cases]
    for path in sorted((DATA / "reports").glob("*.reports.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found += re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])
    return tuple(found)


# --- reports --------------------------------------------------------------------------------------------------------


def _swapped(words: list[str], chance: random.Random) -> None:
    one, two = (chance.randrange(len(words)) for _ in range(2))
    words[one], words[two] = words[two], words[one]


def _cut(words: list[str], chance: random.Random) -> None:
    del words[chance.randrange(len(words)) :]


def _doubled(words: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(words))
    words[at:at] = words[at : at + chance.randint(1, 6)] * chance.randint(1, 4)


def _lost(words: list[str], chance: random.Random) -> None:
    del words[chance.randrange(len(words))]


def _mixed(words: list[str], chance: random.Random) -> None:
    words.insert(chance.randint(0, len(words)), chance.choice(HOSTILE))


def _glued(words: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(words))
    words[at] += chance.choice(HOSTILE)


def _cased(words: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(words))
    words[at] = chance.choice([str.upper, str.lower, str.title, str.swapcase])(words[at])


def _marked(words: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(words))
    words[at] = words[at].strip(".,;:!?") + chance.choice([".", ",", ";", ":", "!", "?", "...", " -", '"', ")", "'s"])


CHANGES: list[Callable[[list[str], random.Random], None]] = [
    _swapped, _cut, _doubled, _lost, _mixed, _mixed, _glued, _cased, _marked,
]  # fmt: skip


def made_text(chance: random.Random) -> str:
    """Return a text of one to twelve sentences, changed here and there."""
    parts = []
    for sentence in chance.choices(sentences(), k=chance.choice([1, 1, 2, 3, 5, 12])):
        words = sentence.split(" ")
        for _ in range(chance.choice([0, 0, 1, 1, 2, 4, 9])):
            chance.choice(CHANGES)(words, chance)
            words = words or [chance.choice(HOSTILE)]
        parts.append(" ".join(words))
    return chance.choice([" ", " ", "\n\n", "\n", ""]).join(parts)


def made_report(seed: int) -> Report:
    """Return a report, as any caller of the library may hand it in: nothing of it is cleaned."""
    chance = random.Random(seed)
    day = date(1990, 1, 1) + timedelta(days=chance.randrange(14_000))
    return Report(
        id=chance.choice([f"r{seed}", f"r{seed}" + chance.choice(HOSTILE)[:50]]),
        text=made_text(chance),
        title=chance.choice(["", "", made_text(chance)[:200], chance.choice(HOSTILE)]),
        published=chance.choice([None, day, day, date(1700, 1, 1), date(2200, 12, 31)]),
        source=chance.choice([None, "Made Up Agency", chance.choice(HOSTILE)]),
        url=chance.choice([None, "https://news.example/2006/09/12/x.html", chance.choice(HOSTILE)]),
    )


def spans_of(incident: Incident) -> Iterator[tuple[Span, str | None]]:
    """Yield every place in the report that an incident points at, and the words that must stand there, where it says them."""
    yield incident.sentence, None
    for evidence in incident.evidence:
        yield evidence.span, None
    for phrase in incident.places:
        if phrase.span is not None:
            yield phrase.span, phrase.text


def check_report(report: Report) -> list[dict[str, Any]]:
    """Read a report twice and hold what is read against it; return the rows.

    The same report gives the same rows; what they point at lies inside of it and is what they say; no figure is more
    than there are people.
    """
    with no_hang():
        incidents = extract(report)
        first, second = [record(located) for located in geocode(incidents)], rows_of(report)
    assert first == second, "the same report was read in two ways"
    for incident in incidents:
        for span, words in spans_of(incident):
            whole = report.part(span.field)
            assert 0 <= span.start <= span.end <= len(whole), f"{span} lies outside a text of {len(whole)}"
            assert words is None or plain(words) in plain(span.of(report)), f"{words!r} does not stand at {span}"
        for count in (incident.killed, incident.wounded, incident.abducted, *(v.count for v in incident.victims)):
            for figure in (count and count.low, count and count.high):
                assert figure is None or 0 <= figure <= MOST, f"{figure} people"
    for row in first:
        json.dumps(row, allow_nan=False, default=str)
        found = plain(row["sentence"] or "")
        assert found in plain(report.text) or found in plain(report.title), f"{row['sentence']!r} does not stand there"
        for rule in row["rules"]:
            assert rule["start"] is None or 0 <= rule["start"] <= rule["end"] <= len(row["sentence"]), rule
        assert row["lat"] is None or (-90 <= row["lat"] <= 90 and -180 <= row["lon"] <= 180)
    return first


def plain(text: str) -> str:
    """Return a text as it is read, without blanks, and without halves of letters, which no file can hold."""
    return "".join(re.sub(r"[\ud800-\udfff]", "?", fold(text).replace("\ufffd", "?")).split())


def rows_of(report: Report) -> list[dict[str, Any]]:
    """Return the rows of a report, through all stages."""
    return [record(located) for located in geocode(extract(report))]


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise where the block does not end."""

    def over(*_: object) -> None:
        raise TimeoutError(f"no end after {HANGS} seconds")

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(HANGS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def check_outputs(rows: list[dict[str, Any]]) -> None:
    """Write rows as a map and in the usual formats: nothing runs, nothing is an element, no cell is a formula."""
    frame = from_rows(rows)
    with tempfile.TemporaryDirectory() as folder, no_hang():
        out = Path(folder)
        save(webmap(frame, title="".join(HOSTILE[:8])), out / "map.html")
        save(webmap(to_geodataframe([])), out / "empty.html")
        pages = [(out / name).read_text(encoding="utf-8") for name in ("map.html", "empty.html")]
        assert len(set(map(elements, pages))) == 1, "a report has made an element of the page"
        assert CANARY not in os.environ, "a report has run in this process"
        write(frame, out / "x.geojson")
        features = json.loads((out / "x.geojson").read_text(encoding="utf-8"))["features"]
        assert len(features) == len(rows)
        write(frame, out / "x.csv")
        with (out / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
            table = list(csv.DictReader(stream))
        assert len(table) == len(rows)
        for row in table:
            for name, cell in row.items():
                assert not (cell.lstrip().startswith(FORMULAS) and not is_number(cell)), f"{name}: {cell[:60]!r} is run"


def elements(page: str) -> tuple[int, ...]:
    """Return how often a page has what runs or loads something."""
    body = re.sub(r"(?s)<script (?!type).*?</script>", "<script></script>", page)
    return tuple(
        len(re.findall(pattern, body, re.IGNORECASE)) for pattern in ("<script", "<img", "<svg", "<iframe", "<link")
    )


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number, which a spreadsheet may take for one."""
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) is not None


# --- files ----------------------------------------------------------------------------------------------------------


def _fields(seed: int, chance: random.Random) -> dict[str, Any]:
    report = made_report(seed)
    days = [
        "2006-09-12",
        "12/13/14",
        "9/12/2006",
        "Mon, 12 Sep 99999999999 10:00:00 +0000",
        10**30,
        1158019200,
        "x",
        None,
        [],
        -1.5,
    ]
    found = {
        "id": report.id,
        "title": report.title,
        "text": report.text,
        "date": chance.choice(days),
        "source": report.source,
    }
    for name in chance.sample(sorted(found), chance.choice([0, 0, 0, 1, 2])):
        found[name] = chance.choice([None, 7, [], {"a": {"b": []}}, True, "", 1e300, found[name]])
    return found


def _json_lines(rows: list[dict[str, Any]]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def _table(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(rows[0])
    writer.writerows([str(cell) for cell in row.values()] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _page(rows: list[dict[str, Any]]) -> bytes:
    paragraphs = "".join(f"<p>{row['text']}</p>" for row in rows)
    return f"<html><head><title>{rows[0]['title']}</title></head><body><article>{paragraphs}</article></body></html>".encode(
        "utf-8", "replace"
    )


def _feed(rows: list[dict[str, Any]]) -> bytes:
    items = "".join(
        f"<item><title>{row['title']}</title><description><![CDATA[{row['text']}]]></description></item>"
        for row in rows
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode(
        "utf-8", "replace"
    )


def _mail(rows: list[dict[str, Any]]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@news.example", "Blast", "Mon, 12 Sep 2006 10:00:00 +0000"
    message.set_content(str(rows[0]["text"]).encode("utf-8", "replace").decode())
    return message.as_bytes()


def _incidents(rows: list[dict[str, Any]]) -> bytes:
    return _table([
        {"incident_id": row["id"], "date": row["date"], "lat": 33.1, "lon": 44.1, "kind": "car_bomb", "killed": n, "sentence": row["text"]}
        for n, row in enumerate(rows)
    ])  # fmt: skip


def _zip(rows: list[dict[str, Any]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", _json_lines(rows))
        archive.writestr("../b.txt", str(rows[0]["text"]).encode("utf-8", "replace"))
    return out.getvalue()


FILES: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "a.txt": lambda rows: "\n\n".join(str(row["text"]) for row in rows).encode("utf-8", "replace"),
    "a.md": lambda rows: ("# Blast\n\n" + str(rows[0]["text"])).encode("utf-16", "replace"),
    "a.jsonl": _json_lines,
    "a.json": lambda rows: json.dumps(rows).encode(),
    "b.json": lambda rows: json.dumps({"status": "ok", "articles": rows}, indent=1).encode(),
    "c.json": lambda rows: json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-32", "replace"),
    "a.csv": _table,
    "b.tsv": lambda rows: _table(rows, "\t"),
    "t.csv": _incidents,
    "t.csv.gz": lambda rows: gzip.compress(_incidents(rows), mtime=0),
    "a.html": _page,
    "a.xml": _feed,
    "a.eml": _mail,
    "a.mbox": lambda rows: b"".join(b"From a@b Mon\n" + _mail([row]) + b"\n\n" for row in rows),
    "a.rtf": lambda rows: b"{\\rtf1\\ansi " + str(rows[0]["text"]).encode("ascii", "replace") + b"}",
    "a.jsonl.gz": lambda rows: gzip.compress(_json_lines(rows), mtime=0),
    "a.zip": _zip,
    "a.pdf": lambda rows: b"%PDF-1.4\n" + _zip(rows),
    "a.xlsx": _zip,
    "a.parquet": lambda rows: b"PAR1" + _json_lines(rows) + b"PAR1",
    "noending": _json_lines,
}  # fmt: skip


def made_file(seed: int) -> tuple[str, bytes]:
    """Return the name of a file and what it holds."""
    chance = random.Random(seed)
    name = chance.choice(sorted(FILES))
    data = bytearray(FILES[name]([_fields(seed * 7 + n, chance) for n in range(chance.choice([1, 1, 2, 5]))]))
    for _ in range(chance.choice([0, 0, 1, 3, 20])):
        at = chance.randrange(len(data) + 1)
        change = chance.randrange(4)
        if change == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif change == 1:
            data[at:at] = chance.choice(
                [b"\0", b"\xff\xfe", b"\n" * 9000, b'"', b"{", b"]", b",", b"\x80" * 40, b"<p>", b"\r\n\r\n"]
            )
        elif change == 2:
            del data[at : at + chance.randint(1, 60)]
        elif chance.random() < 0.3:
            del data[at:]
    return name, bytes(data)


OURS = (
    "a.txt",
    "a.md",
    "a.jsonl",
    "a.json",
    "b.json",
    "c.json",
    "a.csv",
    "b.tsv",
    "t.csv",
    "t.csv.gz",
    "a.jsonl.gz",
    "noending",
)
"""Files that no library reads: nothing of ours may raise what it does not mean to."""


def check_file(folder: Path, seed: int) -> int:
    """Read a file twice as the command line does; whatever is wrong is told in lines. Return how many reports it holds."""
    name, data = made_file(seed)
    path = folder / name
    path.write_bytes(data)
    with no_hang():
        first, second = _read(path), _read(path)
    assert first == second, "the same file was read in two ways"
    reports, told = first
    for problem in told:
        assert "\n" not in problem, problem
    for report in reports:
        assert report.id
        assert not re.search(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]", report.text + report.title)
    return len(reports)


def _read(path: Path) -> tuple[list[Any], list[str]]:
    problems: list[Problem] = []
    reports: list[Any] = []
    told: list[str] = []
    try:
        tables = find_tables(path)
        for table in tables:
            reports += [
                found.incident.report for found in read_table(table, load_gazetteer(), on_error=problems.append)
            ]
        if not tables:
            reports += read(path, on_error=problems.append, on_note=problems.append)
    except BadInputError as error:
        told.append(str(error))
    return reports, [*told, *map(str, problems)]
