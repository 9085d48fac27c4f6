"""One located incident as one row; codes of other data sets; sums."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from handmade import INCIDENT, LOCATED, NOWHERE, REPORT, located

from conflictmap.model import Count, Located, Report, Span
from conflictmap.record import COLUMNS, ROW_ONLY, TYPES, json_line, record
from conflictmap.sums import Total, totals

CONTRACT = """incident_id report_id source url published date_start date_end date_prec kind event_type sub_event_type
attacks killed_low killed_high wounded_low wounded_high abducted_low abducted_high killed wounded victims perpetrator
target place_text place place_id province district province_pcode district_pcode country where_prec geo_precision
radius_km alternatives aggregate background sentence rules geometry""".split()


def test_columns_are_the_contract():
    assert [column.name for column in COLUMNS][: len(CONTRACT)] == CONTRACT
    assert len({column.name for column in (*COLUMNS, *ROW_ONLY)}) == len(COLUMNS) + len(ROW_ONLY)
    for column in COLUMNS:
        assert column.type in TYPES
        assert column.doc.endswith(".")
        assert column.group


def test_record_has_the_columns_in_order_then_the_position_and_the_evidence():
    held = [column.name for column in COLUMNS if column.name not in {"geometry", "killed", "wounded"}]
    assert list(record(LOCATED)) == [*held, "lat", "lon", "evidence"]


VALUES = {
    "text": str,
    "int": int,
    "real": float,
    "flag": bool,
    "day": date.fromisoformat,
    "list": list,
    "object": dict,
}


@pytest.mark.parametrize("column", [c for c in (*COLUMNS, *ROW_ONLY) if c.take], ids=lambda c: c.name)
def test_a_column_holds_what_its_type_says(column):
    value = record(LOCATED)[column.name]
    assert value is None or VALUES[column.type](value) == value or column.type == "day"


def test_record_values():
    row = record(LOCATED)
    expected = {
        "incident_id": "r1-1",
        "report_id": "r1",
        "source": "Example Wire",
        "published": "2006-09-12",
        "date_start": "2006-09-12",
        "date_prec": 1,
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Remote explosive/landmine/IED",
        "killed_low": 6,
        "killed_high": None,
        "wounded_low": 15,
        "wounded_high": 15,
        "abducted_low": None,
        "abducted_high": None,
        "victims": [{"group": "civilian", "outcome": "killed", "low": 6, "high": None}],
        "perpetrator": {"text": "gunmen", "group": "militant", "status": "stated"},
        "target": None,
        "place_text": "near Baquba",
        "place": "Baquba",
        "province": "Diyala",
        "country": "IQ",
        "where_prec": 2,
        "lat": 33.7466123456,
        "doubts": ["vague_number", "fuzzy_place"],
    }
    assert {key: row[key] for key in expected} == expected
    assert json.loads(json.dumps(row)) == row


def test_evidence_points_into_the_report_and_rules_into_the_sentence():
    row = record(LOCATED)
    kind, day, place = row["evidence"]
    assert REPORT.text[kind["start"] : kind["end"]] == "car bomb"
    assert REPORT.title[place["start"] : place["end"]] == "Baquba"
    assert (day["role"], day["rule"]) == ("date", "date.weekday")
    kind, day, place = row["rules"]
    assert row["sentence"][kind["start"] : kind["end"]] == "car bomb"
    for outside in (day, place):  # another sentence, another field
        assert (outside["start"], outside["end"]) == (None, None)


def test_what_is_not_stated_is_none():
    bare = replace(
        INCIDENT, report=Report("x", "Blast."), sentence=Span(0, 6), evidence=(), victims=(), perpetrator=None,
        killed=None, wounded=None, places=(), when=None,
    )  # fmt: skip
    row = record(Located(bare, None))
    stated = {key for key, value in row.items() if value not in (None, [])}
    assert stated == {
        "incident_id", "report_id", "kind", "event_type", "sub_event_type", "attacks", "aggregate", "background", "sentence",
    }  # fmt: skip


RANGES = [
    # counts, best, low, high, open
    ([Count(6, 6)], 6, 6, 6, False),
    ([Count(6, None)], 6, 6, 6, True),
    ([Count(None, 4)], 4, 0, 4, False),
    ([None], 0, 0, 0, False),
    ([Count(2, 5), Count(None, 4), None, Count(0, 0)], 6, 2, 9, False),
]


@pytest.mark.parametrize(("counts", "best", "low", "high", "is_open"), RANGES)
def test_sums_keep_their_ranges(counts, best, low, high, is_open):
    rows = [located(i, killed=count, wounded=count) for i, count in enumerate(counts)]
    figures = (best, low, high, is_open, any(count is not None for count in counts))
    expected = Total(len(counts), *figures, *figures)
    assert totals(map(record, rows)) == {"Diyala": expected}


def test_sums_leave_out_aggregates_and_background_and_put_the_unknown_last():
    rows = [
        located(0, NOWHERE),
        located(1, aggregate=True),
        located(2, background=True),
        located(3, None),
        located(4),
    ]
    sums = totals(map(record, rows))
    assert list(sums) == ["Diyala", None]
    assert (sums["Diyala"].incidents, sums[None].incidents) == (1, 2)


def test_json_line():
    line = json_line(record(LOCATED))
    assert line.count("\n") == 1
    assert json.loads(line)["place_text"] == "near Baquba"
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line({"a": float("nan")})
    assert REPORT.id in line


def test_totals_add_up():
    whole = sum(totals(map(record, [located(0), located(1, killed=Count(1, 2))])).values(), Total())
    parts = sum(
        [*totals([record(located(0))]).values(), *totals([record(located(1, killed=Count(1, 2)))]).values()], Total()
    )
    assert whole == parts
    assert (whole.killed_low, whole.killed_high, whole.killed_open) == (7, 8, True)
