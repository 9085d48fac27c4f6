"""Tables that others coded, and our own files: recognised, read, and told where they are wrong."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import pytest
from handmade import LOCATED, NOWHERE, located

from conflictmap import codebook
from conflictmap.defaults import load_language
from conflictmap.export import write
from conflictmap.frame import plain, to_geodataframe
from conflictmap.gazetteer import load_gazetteer
from conflictmap.linking import link
from conflictmap.model import BadInputError, Span
from conflictmap.record import COLUMNS, json_line, record
from conflictmap.tables import find_tables, read_table
from conflictmap.tables.tablecells import defuse, flag, key_of, number, parse_day, real, restored, text_of
from conflictmap.tables.tableformats import FORMATS, compile_format, load_format, recognised, shared
from conflictmap.tables.wordcodes import group_told, kinds_told

DATA = Path(__file__).parent / "data" / "tables"
IRAQ = load_gazetteer("iraq")
ENGLISH = load_language("en")


def read(path):
    """The incidents of a file, and what was told."""
    told = []
    (table,) = find_tables(path)
    return list(read_table(table, IRAQ, on_error=lambda problem: told.append(str(problem)))), told


def rows(path):
    return [record(item) for item in read(path)[0]]


@pytest.fixture
def made(tmp_path):
    """A function that writes a file of our own columns and reads it."""

    def write_rows(*given, name="rows.jsonl", **common):
        basic = {"kind": "shooting", "date_start": "2006-09-12", "place_text": "Kut"}
        path = tmp_path / name
        path.write_text("".join(json.dumps(basic | common | row) + "\n" for row in given), encoding="utf-8")
        return read(path)

    return write_rows


# recognising


@pytest.mark.parametrize("name", ["ibc", "acled", "ged", "gtd"])
def test_a_format_is_known_by_its_header(name):
    (table,) = find_tables(DATA / f"{name}.csv")
    assert table.form.id == name


@pytest.mark.parametrize(
    "header",
    [
        {"id", "title", "text", "published", "source", "url"},
        {"text", "kind", "date", "place"},
        {"kind", "date_start"},
        {"Headline", "Body", "Date"},
        set(),
    ],
)
def test_a_table_of_reports_is_none_of_incidents(header):
    assert recognised(header) is None


def test_reports_and_what_is_not_there_are_passed_over(tmp_path):
    (tmp_path / "a.txt").write_text("A bomb killed six people in Kut.")
    (tmp_path / "b.jsonl").write_text(
        '{"text": "A bomb killed six people in Kut.", "kind": "news", "date": 1, "place": 2}\n'
    )
    (tmp_path / "broken.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04nothing")
    (tmp_path / "broken.csv.gz").write_bytes(b"\x1f\x8bnothing")
    assert find_tables(tmp_path, tmp_path / "missing.csv") == []


def test_a_folder_is_looked_through_once(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "ibc.csv").write_bytes((DATA / "ibc.csv").read_bytes())
    (tmp_path / "acled.csv.gz").write_bytes(gzip.compress((DATA / "acled.csv").read_bytes()))
    (tmp_path / ".hidden.csv").write_bytes((DATA / "ged.csv").read_bytes())
    found = find_tables(tmp_path, tmp_path / "deep" / "ibc.csv")
    assert [table.form.id for table in found] == ["acled", "ibc"]
    assert len(read(tmp_path / "acled.csv.gz")[0]) == 5


# others' tables


def test_iraq_body_count():
    market, patrol, bodies, mayor = rows(DATA / "ibc.csv")
    assert (market["incident_id"], market["kind"], market["killed_low"], market["killed_high"]) == (
        "k1001",
        "car_bomb",
        6,
        8,
    )
    assert (market["place"], market["province"]) == ("Sadr City", "Baghdad")
    assert (patrol["date_start"], patrol["date_end"], patrol["date_prec"]) == ("2006-09-13", "2006-09-14", 2)
    assert (patrol["kind"], patrol["target"]["group"], patrol["event_type"]) == ("shooting", "police", "Battles")
    assert bodies["kind"] == "body_found"
    assert (mayor["place"], mayor["where_prec"], mayor["lat"]) == ("Iraq", 6, None)


def test_acled():
    found, told = read(DATA / "acled.csv")
    by_id = {item.incident.id: item for item in found}
    clash, bomb = record(by_id["IRQ1"]), record(by_id["IRQ2"])
    assert (clash["lat"], clash["lon"], clash["province"], clash["district"]) == (36.335, 43.1189, "Nineveh", "Mosul")
    assert (clash["perpetrator"]["group"], clash["target"]["group"]) == ("militant", "police")
    assert (bomb["kind"], bomb["where_prec"], bomb["geo_precision"]) == ("car_bomb", 2, 2)
    assert by_id["IRQ3"].left_out == "not_violent"
    assert by_id["SYR1"].left_out == "abroad"
    assert record(by_id["IRQ4"])["place_id"] == "iq-baquba", "bad coordinates fall back on the words"
    assert told == [f"{DATA / 'acled.csv'}, line 6: latitude '91' is not from -90 to 90; used without it"]


def test_the_codes_that_a_coder_gave_stand(made):
    (item,), _ = made({"event_type": "Riots", "sub_event_type": "Mob violence"})
    assert (record(item)["event_type"], record(item)["sub_event_type"]) == ("Riots", "Mob violence")
    (item,), _ = made({})
    assert record(item)["sub_event_type"] == "Attack"


def test_ucdp_ged():
    soldiers, bomb = rows(DATA / "ged.csv")
    assert (soldiers["kind"], soldiers["killed_low"], soldiers["killed_high"]) == ("armed_clash", 2, 3)
    assert (soldiers["killed_best"], soldiers["report_id"]) == (2, "ged")
    assert soldiers["victims"] == [{"group": "state_forces", "outcome": "killed", "low": 2, "high": 2}]
    assert (soldiers["perpetrator"]["group"], soldiers["target"]["group"]) == ("state_forces", "militant")
    assert (bomb["kind"], bomb["date_end"], bomb["date_prec"]) == ("suicide_car_bomb", "2006-09-15", 2)
    assert (bomb["where_prec"], bomb["place_id"], bomb["district"]) == (4, "iq-province-diyala", None)


def test_gtd():
    bomb, gunmen = rows(DATA / "gtd.csv")
    assert (bomb["kind"], bomb["killed_low"], bomb["wounded_low"]) == ("suicide_car_bomb", 5, 9)
    assert bomb["perpetrator"] is None, "a group that nobody knows is none"
    assert (gunmen["date_start"], gunmen["date_end"], gunmen["date_prec"]) == ("2006-09-01", "2006-09-30", 4)
    assert (gunmen["wounded_low"], gunmen["perpetrator"]["status"], gunmen["province"]) == (None, "claimed", "Baghdad")


def test_a_document_as_an_api_sends_it(tmp_path):
    with (DATA / "acled.csv").open(encoding="utf-8", newline="") as file:
        events = list(csv.DictReader(file))
    (tmp_path / "acled.json").write_text(json.dumps({"status": 200, "count": 5, "data": events}, indent=1))
    assert rows(tmp_path / "acled.json") == rows(DATA / "acled.csv")
    (tmp_path / "acled.json").write_text(json.dumps(events))
    assert rows(tmp_path / "acled.json") == rows(DATA / "acled.csv")


@pytest.mark.parametrize("name", ["gtd", "ged"])
def test_a_workbook_is_the_table(tmp_path, name):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Downloaded on Monday"])
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for cells in csv.reader(file):
            sheet.append([float(cell) if cell.replace("-", "", 1).isdigit() else cell for cell in cells])
    book.create_sheet("Remarks").append(["none"])
    book.save(tmp_path / f"{name}.xlsx")
    found, told = read(tmp_path / f"{name}.xlsx")
    assert [record(item) for item in found] == rows(DATA / f"{name}.csv")
    assert told == [f"{tmp_path / f'{name}.xlsx'}, sheet Remarks: has other columns and was not read"]


def test_semicolons_and_a_mark(tmp_path):
    text = (DATA / "gtd.csv").read_text(encoding="utf-8")
    lines = [";".join(f'"{cell}"' for cell in row) for row in csv.reader(text.splitlines())]
    (tmp_path / "gtd.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    assert rows(tmp_path / "gtd.csv") == rows(DATA / "gtd.csv")


# our own


ROWS = [
    LOCATED,
    located(1, NOWHERE, killed=None, when=None, perpetrator=None, sentence=Span(0, 0)),
    located(2, aggregate=True, total=None, attacks=3),
    located(3, total=2, victims=(), evidence=()),
]


@pytest.mark.parametrize("ending", ["jsonl", "geojson", "csv", "parquet", "gpkg"])
def test_what_we_write_is_read_back(ending, tmp_path):
    frame, path = to_geodataframe(ROWS), tmp_path / f"incidents.{ending}"
    if ending == "jsonl":
        path.write_text("".join(json_line(record(item)) for item in ROWS), encoding="utf-8")
    else:
        write(frame, path)
    found, told = read(path)
    back = to_geodataframe(found)
    assert told == []
    assert len(back) == len(frame)
    for column in COLUMNS:
        if column.type != "geometry":
            assert [plain(cell) for cell in back[column.name]] == [plain(cell) for cell in frame[column.name]], (
                column.name
            )
    assert back.geometry.isna().tolist() == frame.geometry.isna().tolist()
    assert back.geometry.dropna().geom_equals_exact(frame.geometry.dropna(), 1e-6).all()


def test_a_coder_needs_few_columns(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Kind,Date,Place,Killed\nroadside bomb,2006-09-12,Baquba,3\n,12 Sep 2006,Kut,\n")
    found, told = read(path)
    bomb, nothing = map(record, found)
    assert (bomb["incident_id"], bomb["kind"], bomb["killed_low"], bomb["killed_high"]) == (
        "mine-1",
        "roadside_bomb",
        3,
        3,
    )
    assert (bomb["province"], nothing["kind"], nothing["killed_low"]) == ("Diyala", "other", None)
    assert told == [f"{path}, line 3: kind is not known: taken for 'other'; used without it"]


def test_kinds_in_words_of_ones_own(made):
    found, _ = made({"kind": "Car bomb"}, {"kind": "car-bomb"}, {"kind": "gunfire"}, {"kind": "mortar fire"})
    assert [item.incident.kind for item in found] == ["car_bomb", "car_bomb", "shooting", "shelling"]


def test_a_repeated_id_is_told_apart(made):
    found, _ = made({"incident_id": "a"}, {"incident_id": "a"})
    assert [item.incident.id for item in found] == ["a", "a-2"]


def test_totals_know_their_parts_where_the_table_does_not_tell(made):
    whole = {"incident_id": "t", "aggregate": True, "killed_low": 10, "killed_high": 10}
    (total, part), _ = made(whole, {"incident_id": "p", "total_id": "t", "killed": 4, "aggregate": False})
    assert record(total)["beyond"]["killed_low"] == 6
    assert record(part)["total_id"] == "t"


def test_a_point_in_another_province_than_told(made):
    (item,), _ = made({"lat": 33.34, "lon": 44.4, "province": "Basra"})
    assert record(item)["province"] == "Basra", "our own column is the word of whoever wrote it"


def test_what_was_linked_stays_linked(tmp_path):
    member = {
        "incident_id": "a-1",
        "killed_low": 4,
        "probability": 0.9,
        "reasons": [{"reason": "same_day", "weight": 2.0}],
    }
    row = record(LOCATED) | {
        "event_id": "a-1",
        "reports": 2,
        "members": [member, {"sentence": "x\x1b"}],
        "killed_best": 7,
    }
    (tmp_path / "events.jsonl").write_text(json_line(row))
    (again,) = rows(tmp_path / "events.jsonl")
    assert again["members"] == [member, {"sentence": "x"}]
    assert (again["event_id"], again["reports"], again["killed_best"]) == ("a-1", 2, 7)
    (linked,) = link([again]).rows
    assert linked["members"] == again["members"]
    assert (linked["event_id"], linked["reports"]) == ("a-1", 2)


def test_rows_of_one_table_and_one_source_are_never_one_event(tmp_path):
    twice = "kind,date,place,killed\nroadside bomb,2006-09-12,Baquba,3\nroadside bomb,2006-09-12,Baquba,3\n"
    (tmp_path / "a.csv").write_text(twice)
    assert len(link(rows(tmp_path / "a.csv")).rows) == 2


# what cannot be used


HOSTILE = [
    ({"lat": 91, "lon": 44}, "lat 91 is not from -90 to 90"),
    ({"lat": "NaN", "lon": 44}, "lat 'NaN' is no number"),
    ({"lat": [], "lon": {}}, "lat '[]' is no number"),
    ({"killed_low": -3}, "killed_low '-3' is no count"),
    ({"killed": 1e300}, "killed '1e+300' is no count"),
    ({"killed": 2.5}, "killed '2.5' is no count"),
    ({"killed_low": 9, "killed_high": 2}, "killed_low '9' is above killed_high"),
    ({"date_start": "12/09/2006"}, "date_start '12/09/2006' is no date; write it as 2006-09-12, or say --day-first"),
    ({"date_start": "0001-01-01"}, "is no date"),
    ({"date_end": "2006-01-01"}, "date_end '2006-01-01' is before the first day"),
    ({"date_prec": 9}, "date_prec '9' is no code there is"),
    ({"attacks": 0}, "attacks '0' is no number of attacks"),
    ({"aggregate": "perhaps"}, "aggregate 'perhaps' is neither true nor false"),
    ({"victims": "many"}, "victims 'many' is no JSON"),
    ({"victims": [{"group": "dragon", "outcome": "killed", "low": 1}]}, "holds what is no part of a count"),
    ({"rules": [{"role": "killed", "rule": "x", "start": 0, "end": 99999}]}, "points outside of the sentence"),
    ({"alternatives": [{"lat": 99, "lon": 0, "score": 1}]}, None),
    ({"perpetrator": [1]}, "perpetrator '[1]' is no object"),
    ({"where_prec": "x"}, "where_prec 'x' is no number"),
]


@pytest.mark.parametrize(("row", "words"), HOSTILE, ids=[str(row)[:40] for row, _ in HOSTILE])
def test_a_bad_cell_costs_itself_and_is_told(made, row, words):
    (item,), told = made(row)
    assert item.incident.kind == "shooting"
    assert words is None or any(words.replace("lat 91", "lat '91'") in line for line in told), told


@pytest.mark.parametrize(("day_first", "day"), [(True, "2006-12-09"), (False, "2006-09-12"), (None, None)])
def test_a_date_that_reads_two_ways(tmp_path, day_first, day):
    path = tmp_path / "a.csv"
    path.write_text("kind,date,place\nshooting,9/12/2006,Kut\n")
    (table,) = find_tables(path)
    (item,) = read_table(table, IRAQ, day_first=day_first, on_error=lambda problem: None)
    assert record(item)["date_start"] == day


def test_faults_of_one_kind_are_told_together(made):
    _, told = made(*({"killed": -n} for n in range(1, 8)))
    (line,) = told
    assert "line 1 and 6 more like it: killed '-1' is no count" in line


def test_a_row_that_tells_nothing_is_not_used(made):
    found, told = made({"place_text": None, "date_start": ""}, {})
    assert len(found) == 1
    assert "line 1: tells neither when nor where; row not used" in told[0]


def test_broken_lines_are_told(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps({"kind": "shooting", "date_start": "2006-09-12", "place": "Kut"})
    path.write_text(f"{good}\n{{\n[1]\n\n{good}\n")
    found, told = read(path)
    assert len(found) == 2
    assert "line 2: not valid JSON" in told[0]
    assert "line 3: is no row" in told[1]


def test_text_of_a_table_is_never_trusted(made):
    (item,), _ = made({"sentence": "a\x1b[2Jb\x00", "source": "x" * 30_000, "url": "javascript:alert(1)\x07"})
    assert item.incident.report.text == "a [2Jb"
    assert len(item.incident.report.source) == 20_000
    assert item.incident.report.url.isprintable()


# cells


def test_cells():
    assert key_of("IBC code") == key_of(" ibc_Code ") == "ibc_code"
    assert (number("1,200"), number("4.0"), real(" 2.5 ")) == (1200, 4, 2.5)
    assert (flag("TRUE"), flag("0"), flag(""), flag(None), flag(1)) == (True, False, False, False, True)
    assert (text_of(float("nan")), text_of(3), text_of("  "), text_of({})) == (None, "3", None, None)
    for bad in ("", "x", True, None, "inf", "1e400"):
        with pytest.raises(ValueError, match="is no"):
            number(bad)
    for text in ("=1+1", "- a", "plain", "'tis", " @x"):
        assert restored(defuse(text)) == text


@pytest.mark.parametrize(
    "text", ["2006-09-12", "2006-09-12 00:00:00.000", "12 September 2006", "12 Sep 2006", "12-Sep-06", "2006/09/12"]
)
def test_days(text):
    assert parse_day(text, shared().dates) == date(2006, 9, 12)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("car bomb", "car_bomb"),
        ("suicide car bomb, gunfire", "suicide_car_bomb"),
        ("gunfire, executed", "execution"),
        ("US air strikes", "air_strike"),
        ("IED", "roadside_bomb"),
        ("bodies of three men", "body_found"),
    ],
)
def test_kinds_in_words(words, kind):
    assert kinds_told(words, ENGLISH)[0] == kind


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("police patrol", "police"),
        ("Iraqi Army colonel", "state_forces"),
        ("family of policeman", "unknown"),
        ("market", "civilian"),
        ("Sahwa member", "volunteer_forces"),
        ("17", None),
    ],
)
def test_groups_in_words(words, group):
    assert group_told(words, ENGLISH) == group


# formats


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_gives_codes_that_there_are(name):
    form = load_format(name)
    actors = {*codebook.groups(), *codebook.load_codebook().plain["actor"]}
    known = {"kind": set(codebook.kinds()), "perpetrator_group": actors, "target_group": actors}
    for fact, code in form.code.items():
        for row in code:
            given = {*row.values.values(), *row.starts.values(), *row.only, row.default} - {None}
            assert given <= known.get(fact, given), (fact, given)
    for _, group in form.victims:
        assert group in {*actors, "perpetrator_group", "target_group"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"colour": 1}, "unknown key 'colour'"),
        ({"code": [{"gives": "kind", "colum": "x"}]}, "unknown key 'colum'"),
    ],
)
def test_a_slip_in_a_format_is_one_line(change, words):
    raw = {"id": "x", "title": "X", "known_by": [["a"]], "columns": {}}
    assert compile_format(raw, "x.toml").id == "x"
    with pytest.raises(BadInputError, match=words):
        compile_format(raw | change, "x.toml")
    del raw["columns"]
    with pytest.raises(BadInputError, match="the key 'columns' is missing"):
        compile_format(raw, "x.toml")
