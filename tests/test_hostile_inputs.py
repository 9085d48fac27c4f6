"""What is damaged, absurd or hostile on the way in costs one line, and never more than the file, the row or the cell it is in."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import struct
import threading
import tracemalloc
import zipfile
from types import SimpleNamespace

import pytest

from conflictmap.gazetteer import load_gazetteer
from conflictmap.gazetteer.importers import import_geonames
from conflictmap.gazetteer.loading import cache_folder, data_folder
from conflictmap.model import BadInputError
from conflictmap.model.freeids import FreeIds
from conflictmap.reports import estimate, read
from conflictmap.reports.decoding import MAX_DOCUMENT, MAX_LINE
from conflictmap.reports.fields import clean, clean_line
from conflictmap.reports.jsonitems import ListError, list_items
from conflictmap.reports.markup import plain
from conflictmap.reports.publicationdays import ColumnDays
from conflictmap.tables import find_tables, read_table
from conflictmap.unpacking import opened_gzip, opened_member

KUT = "A car bomb killed six people near the market of Kut on Monday, police said."
ROWS = "".join(json.dumps({"id": f"r{n}", "text": f"{KUT} {n * 7919}"}) + "\n" for n in range(2000)).encode()
TABLE = "incident_id,date,lat,lon,kind,sentence\n"


@pytest.fixture
def told():
    said = SimpleNamespace(problems=[], notes=[])
    said.read = lambda *inputs, **wishes: list(
        read(*inputs, on_error=said.problems.append, on_note=said.notes.append, skip_bad=True, **wishes)
    )
    return said


def written(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def flipped(data, *at):
    changed = bytearray(data)
    for place in at:
        changed[place] ^= 0xFF
    return bytes(changed)


# --- what is packed -----------------------------------------------------------------------------------------------

PACKED = gzip.compress(ROWS)
DAMAGED = {
    "head": flipped(PACKED, 10, 11),
    "middle": flipped(PACKED, *range(len(PACKED) // 2, len(PACKED) // 2 + 40)),
    "sum": flipped(PACKED, len(PACKED) - 6),
    "cut": PACKED[: len(PACKED) // 2],
    "barely": PACKED[:12],
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_gzip_is_one_error_of_the_system(data):
    with pytest.raises(OSError, match="damaged or cut off"):
        opened_gzip(io.BytesIO(data)).read()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.txt.gz", "a.csv.gz", "a.pdf", "a.unknown"])
@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_damaged_gzip_costs_the_file(tmp_path, told, name, data):
    path = written(tmp_path / name, data)
    assert find_tables(path) == []
    told.read(path)
    assert [problem.where.split(",")[0] for problem in told.problems][-1:] == [str(path)]


def zipped(method=zipfile.ZIP_DEFLATED, name="IQ.txt"):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr(name, ROWS)
    return packed.getvalue()


def patched(data, *, flag=0, method=None):
    changed, listed = bytearray(data), data.find(b"PK\x01\x02")
    for at in (6, listed + 8):
        changed[at] |= flag
    for at in (8, listed + 10):
        changed[at : at + 2] = changed[at : at + 2] if method is None else struct.pack("<H", method)
    return bytes(changed)


BAD_ZIPS = {
    "locked": (patched(zipped(), flag=1), "locked with a password"),
    "unknown": (patched(zipped(), method=99), "not known here"),
    "deflate": (flipped(zipped(), *range(60, 90)), "damaged or cut off"),
    "bzip2": (flipped(zipped(zipfile.ZIP_BZIP2), *range(80, 99)), "damaged or cut off"),
    "lzma": (flipped(zipped(zipfile.ZIP_LZMA), *range(50, 90)), "damaged or cut off"),
}


@pytest.mark.parametrize(("data", "reason"), BAD_ZIPS.values(), ids=BAD_ZIPS)
def test_a_bad_archive_is_told_by_every_reader(tmp_path, told, monkeypatch, data, reason):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    with pytest.raises(OSError, match=reason), zipfile.ZipFile(io.BytesIO(data)) as archive:
        opened_member(archive, archive.infolist()[0]).read()
    assert told.read(written(tmp_path / "IQ.zip", data)) == []
    assert reason in str(told.problems[0])
    with pytest.raises(BadInputError, match=reason):
        import_geonames(tmp_path / "IQ.zip")


def test_a_member_may_not_unpack_to_more_than_it_says():
    data = zipped()
    changed = bytearray(data)
    listed = data.find(b"PK\x01\x02")
    changed[listed + 24 : listed + 28] = struct.pack("<L", 100)
    with pytest.raises(OSError), zipfile.ZipFile(io.BytesIO(bytes(changed))) as archive:  # noqa: PT011
        opened_member(archive, archive.infolist()[0]).read()


# --- figures ------------------------------------------------------------------------------------------------------

NINES, ZEROS = "9" * 5000, "0" * 5000
REFERENCES = [
    (f"a &#{NINES}; b", "a \ufffd b"),
    (f"a &#{NINES} b", "a \ufffd b"),
    (f"a &#{ZEROS}65; b", "a A b"),
    (f"a &#{ZEROS}; b", "a \ufffd b"),
    (f"a &#x{'f' * 5000}; b", "a \ufffd b"),
    ("a &#8217; &amp; &#0000065; b", "a ’ & A b"),
]


@pytest.mark.parametrize(("text", "meant"), REFERENCES, ids=[text[:12] for text, _ in REFERENCES])
def test_references_of_any_length_mean_a_letter(text, meant):
    assert (clean(text), clean_line(text), plain(f"<p>{text}</p>")) == (meant, meant, meant)


DAYS = [
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "Mon, 12 Sep 99999999999 10:00:00 +0000",
    "12 Sep 2006 99999999999999999999:00", "Fri, 31 Dec 9999 23:59:59 -9999999999999999", NINES, f"12 Sep {NINES[:40]}",
    "Mon, 12 Sep 2006 10:00:00 +999999", f"{NINES}/9/2006", "1e308", "-1", "²⁰⁰⁶", 10**400, -(10**400), float("inf"),
"0/0/0", "31/02/2006", "12 Sep 2006 at 99:99:99 XYZ",
]  # fmt: skip


@pytest.mark.parametrize("value", DAYS, ids=[str(n) for n in range(len(DAYS))])
def test_absurd_days_are_no_days(value, tmp_path, told):
    with pytest.raises(ValueError, match="is not a date"):
        ColumnDays(None).read(value)
    path = written(tmp_path / "in.jsonl", json.dumps({"text": KUT, "date": value}) + "\n" + json.dumps({"text": KUT}))
    assert [report.published for report in told.read(path)] == [None] * (len(told.problems) < 2) + [None]
    assert "date" in str(told.problems[0]) or "digits" in str(told.problems[0])


def test_times_beyond_the_calendar_cost_the_cell(tmp_path, told):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    broken = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(struct.pack("<iii", 0, 4, 8)), pa.py_buffer(b"\xff\xfeKut Kut")]
    )
    columns = {
        "seconds": pa.array([2**50, 1158019200], pa.timestamp("s")),
        "zone": pa.array([10**15, 10**15], pa.timestamp("us", tz="Mars/Olympus")),
        "days": pa.array([2**30, 13403], pa.date32()),
        "text": broken,
    }
    for name, column in columns.items():
        path = tmp_path / f"{name}.parquet"
        day = column if name != "text" else ["2006-09-12"] * 2
        parquet.write_table(pa.table({"text": broken if name == "text" else [KUT] * 2, "date": day}), path)
        told.problems.clear()
        reports = told.read(path)
        assert len(reports) == 2, name
        assert all("date was not used" in str(problem) for problem in told.problems), name
        rows = {"incident_id": ["a", "b"], "date": day, "lat": [33.0] * 2, "lon": [44.0] * 2, "kind": ["car_bomb"] * 2}
        parquet.write_table(pa.table(rows | {"sentence": broken}), tmp_path / f"t-{name}.parquet")
        (table,) = find_tables(tmp_path / f"t-{name}.parquet")
        assert len(list(read_table(table, load_gazetteer(), on_error=told.problems.append))) == 2, name


# --- cells and lines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["x" * 200_000, f'"{"x" * 200_000}"', "x" * 2_000_000])
def test_a_header_of_any_length(tmp_path, told, header):
    path = written(tmp_path / "in.csv", f"text,date,{header}\n{KUT.replace(',', '')},2006-09-12,1\n")
    assert find_tables(path) == []
    assert len(told.read(path)) + len(told.problems) == 1
    assert csv.field_size_limit() == 131_072


def test_a_cell_may_be_as_long_as_a_report(tmp_path, told):
    long = "word " * 100_000
    (report,) = told.read(written(tmp_path / "in.csv", f'id,text\n1,"{long}"\n'))
    assert len(report.text) == len(long) - 1
    (table,) = find_tables(written(tmp_path / "t.csv", f'{TABLE}q1,2006-01-01,33.1,44.1,car_bomb,"{long}"\n'))
    assert len(list(read_table(table, load_gazetteer(), on_error=told.problems.append))) == 1
    assert told.problems == []


BLANKS = {"spaces": b" " * 20_000, "lines": b"\r\n" * 40_000, "both": b" \n" * 5_000}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_blanks_at_the_beginning_are_gone_over(tmp_path, told, blank):
    name, csv_text = written(tmp_path / "a.txt", blank + KUT.encode()), f"id,text\n7,{KUT.replace(',', '')}\n,\n8,\n"
    (report,) = told.read(name)
    assert report.text == KUT
    above = blank.count(b"\n")
    told.read(written(tmp_path / "b.jsonl", blank + b'{"text": "' + KUT.encode() + b'"}\n{"text": 1}\n'))
    assert str(told.problems[-1]).startswith(f"{tmp_path / 'b.jsonl'}, line {above + 2}: ")
    assert [r.id for r in told.read(written(tmp_path / "c.csv", blank + csv_text.encode()))] == ["7"]
    assert str(told.problems[-1]).startswith(f"{tmp_path / 'c.csv'}, line {above + 4}: ")
    assert told.read(written(tmp_path / "d.txt", blank)) == []
    assert str(told.problems[-1]).endswith("is empty")


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be", "utf-16", "utf-16-be"])
def test_letters_of_several_bytes(tmp_path, told, encoding):
    mark = "\ufeff" if encoding.endswith("-be") else ""
    lines = ROWS.decode().splitlines()[:3]
    texts = {
        "a.txt": KUT,
        "b.jsonl": "\n".join(lines),
        "c.json": f"[{', '.join(lines)}]",
        "d.csv": f"id,text\n1,{KUT[:9]}",
    }
    for name, text in texts.items():
        reports = told.read(written(tmp_path / name, (mark + text).encode(encoding)))
        assert [report.text[:9] for report in reports] == [KUT[:9]] * (3 if name[0] in "bc" else 1)
    (table,) = find_tables(
        written(tmp_path / "t.csv", f"{mark}{TABLE}q,2006-01-01,33,44,car_bomb,x\n".encode(encoding))
    )
    assert len(list(read_table(table, load_gazetteer(), on_error=told.problems.append))) == 1
    assert told.problems == []


# --- lists without end --------------------------------------------------------------------------------------------


def items(text):
    return list(list_items(io.BufferedReader(io.BytesIO(text.encode()))))


@pytest.mark.parametrize(
    "text",
    ["[]", "[1]", ' [1, "a", null, [2], {"b": "é"}] ', "[1][2]\n[]", "[1\n,\n2\n]", "\ufeff[true]", "[1.5e3,-2]"],
)
def test_the_items_of_lists(text):
    bare = text.lstrip("\ufeff")
    whole = [1, 2] if bare.startswith("[1][2]") else json.loads(bare)
    assert items(text) == whole


@pytest.mark.parametrize(
    ("text", "reason"),
    [("[1", "expected at character 3"), ("[1 2]", "expected at character 4"), ("[1,]", "Expecting value at character 4"),
     ("[1]x", "expected at character 4"), ("[\n{\n  'a': 1}]", "line 3, character 3"), ("[" * 100_000, "nested too deeply"),
     ('["a', "Unterminated string"), ("[1,\n\n 2 3]", "line 3, character 4")],
)  # fmt: skip
def test_where_a_list_is_damaged(text, reason):
    with pytest.raises(ListError, match=reason):
        items(text)


def test_a_list_keeps_each_letter_of_each_encoding(tmp_path, told):
    rows = [{"id": str(n), "text": f"“Blast” at Café {n}"} for n in range(3)]
    text = json.dumps(rows, ensure_ascii=False)
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        reports = told.read(written(tmp_path / f"{encoding}.json", text.encode(encoding)))
        assert [report.text for report in reports] == [row["text"] for row in rows], encoding


def test_a_long_list_is_never_held_whole(tmp_path):
    """A list on one line, longer than a line may be: what it takes is a few of its parts."""
    row = json.dumps({"text": "x" * 100_000})
    count = MAX_LINE // len(row) + 40
    with (tmp_path / "in.json").open("w") as out:
        out.write("[" + ", ".join([row] * count) + "]")
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(tmp_path / "in.json", on_note=print)) == count
        assert tracemalloc.get_traced_memory()[1] < MAX_LINE
    finally:
        tracemalloc.stop()


def test_an_object_that_has_to_be_read_whole_has_a_limit(tmp_path, told, monkeypatch):
    from conflictmap.reports.formats import jsonreports

    assert MAX_DOCUMENT > MAX_LINE
    monkeypatch.setattr(jsonreports, "MAX_DOCUMENT", 1000)
    lines = ",\n".join(json.dumps({"text": KUT}) for _ in range(20))
    assert told.read(written(tmp_path / "in.json", f'{{\n"articles": [\n{lines}]}}')) == []
    assert "is larger than" in str(told.problems[0])


# --- files that are none, folders that are closed --------------------------------------------------------------------


def fed(path, data):
    """Make a pipe of a name and write to it when somebody reads."""
    os.mkfifo(path)
    thread = threading.Thread(target=path.write_bytes, args=(data,), daemon=True)
    thread.start()
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_a_pipe_is_read_once_and_looked_into_by_nobody(tmp_path, told):
    for name in ("a.jsonl", "b.csv", "c.txt", "d.gpkg", "e.parquet"):
        os.mkfifo(tmp_path / name)
        assert estimate(tmp_path / name) is None  # to open it would wait for ever
        assert find_tables(tmp_path / name) == []
    assert len(told.read(fed(tmp_path / "f.jsonl", ROWS))) == 2000
    assert [report.id for report in told.read(fed(tmp_path / "g.csv", b"id,text\n7,Blast in Kut\n"))] == ["7"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of POSIX")
def test_a_folder_tells_what_it_holds_that_is_no_file(tmp_path, told):
    written(tmp_path / "a.txt", KUT)
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    assert [report.id for report in told.read(tmp_path)] == ["a"]
    assert [str(note) for note in told.notes] == [
        f"{tmp_path / 'b.txt'}, {tmp_path / 'c.txt'}: not read: no regular file"
    ]


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path, told, monkeypatch):
    written(tmp_path / "a.txt", KUT)
    closed = written(tmp_path / "closed" / "b.txt", KUT).parent
    scandir = os.scandir

    def refused(path):
        if os.fspath(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(closed))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert [report.id for report in told.read(tmp_path)] == ["a"]
    assert [str(note) for note in told.notes] == [f"{closed}: not read: Permission denied"]


# --- one id for all -----------------------------------------------------------------------------------------------


def test_ids_are_given_once():
    ids = FreeIds({"b"}.__contains__)
    assert [ids.take(name) for name in ("a", "a", "a-2", "a", "b", "a-2")] == [
        "a",
        "a-2",
        "a-2-2",
        "a-3",
        "b-2",
        "a-2-3",
    ]


def test_one_id_for_all_rows_takes_work_as_their_number(tmp_path, told, monkeypatch):
    looks = []
    taken = FreeIds._taken
    monkeypatch.setattr(FreeIds, "_taken", lambda self, name: looks.append(name) or taken(self, name))
    rows = 500
    path = written(tmp_path / "t.csv", TABLE + "q1,2006-01-01,33.1,44.1,car_bomb,x\n" * rows)
    (table,) = find_tables(path)
    found = list(read_table(table, load_gazetteer(), on_error=told.problems.append))
    assert len({row.incident.id for row in found}) == rows
    told.read(written(tmp_path / "in.jsonl", (json.dumps({"id": "q", "text": KUT}) + "\n") * rows))
    assert 2 * rows <= len(looks) < 5 * rows


def test_one_id_for_all_rows_of_an_archive(tmp_path):
    from conflictmap.archive import archivenames

    asked = []
    connection = SimpleNamespace(execute=lambda _, names: asked.append(names[0]) or SimpleNamespace(fetchone=fetchone))
    given, numbers = set(), {}

    def fetchone():
        return asked[-1] in given

    for _ in range(300):
        given.add(archivenames._untaken(connection, "", "q", numbers))
    assert len(given) == 300
    assert len(asked) < 3 * 300


# --- the user's own files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "folder"), [("CONFLICTMAP_DATA", data_folder), ("CONFLICTMAP_CACHE", cache_folder)]
)
def test_a_folder_of_nobody(monkeypatch, variable, folder):
    monkeypatch.setenv(variable, "~no-such-user-here/x")
    with pytest.raises(BadInputError, match=f"{variable}: ~no-such-user-here/x: there is no such user"):
        folder()


SHAPES = ["POLYGON((", "LINESTRING(44 33", "hello", "POINT(44 33)", "POLYGON EMPTY", "LINESTRING(1e999 2, 3 4)",
          "POLYGON((44 33,44 33))", "POLYGON((44 33,45 34,44 34,45 33,44 33))", "LINESTRING(440 33, 441 34)"]  # fmt: skip


@pytest.mark.parametrize("wkt", SHAPES)
def test_a_shape_of_ones_own_that_is_none(tmp_path, monkeypatch, wkt):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    path = tmp_path / "gazetteer" / "iraq" / "own.csv"
    written(path, f'place_id,name,kind,lat,lon,wkt\nmine-1,Kutville,town,33,44,"{wkt}"\n')
    with pytest.raises(BadInputError, match=r"own\.csv:2: unusable: the WKT is no valid line or polygon"):
        load_gazetteer()
    written(path, 'place_id,name,kind,lat,lon,wkt\nmine-1,Kutville,town,33,44,"LINESTRING(44 33, 44.1 33.1)"\n')
    assert load_gazetteer().get("mine-1").wkt


def test_figures_of_any_length():
    from conflictmap.defaults import extract
    from conflictmap.model import MOST_PEOPLE, Report
    from conflictmap.text import figure

    assert [figure(word) for word in ("12", "0", "9" * 5000, "²³", "", "x", "1_000")] == [
        12,
        0,
        None,
        None,
        None,
        None,
        None,
    ]
    for number in ("9" * 5000, "²³", f"({NINES})", "9 " * 50, "121 million million", "1 000 000 000 000 000", "½"):
        for text in (f"A car bomb killed {number} people in Kut.", f"On August {number} gunmen killed two people in Kut.",
                     f"Gunmen killed Omar Ali, {number}, in Kut.", f"Gunmen killed ({number}) guards in Kut."):  # fmt: skip
            for incident in extract(Report(id="x", text=text)):
                counts = [incident.killed, *(victim.count for victim in incident.victims)]
                assert all((end or 0) <= MOST_PEOPLE for count in counts if count for end in (count.low, count.high))


def test_a_report_has_a_day_that_can_be():
    from datetime import date

    from conflictmap.model import Report

    for day in (date.min, date.max, date(1699, 12, 31), date(2201, 1, 1)):
        with pytest.raises(BadInputError, match=r"report 'x': published .* which is not from 1700 to 2200"):
            Report(id="x", text=KUT, published=day)
    assert Report(id="x", text=KUT, published=date(1700, 1, 1)).published


def test_small_raised_figures_are_no_numbers_anywhere():
    """`str.isdigit` holds of them and `int` does not read them."""
    from pathlib import Path

    package = Path(__file__).resolve().parents[1] / "conflictmap"
    assert [str(path) for path in package.rglob("*.py") if ".isdigit" in path.read_text(encoding="utf-8")] == []
