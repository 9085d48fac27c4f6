"""Every person counts once: what a total holds beyond its parts, and what sums make of it."""

from __future__ import annotations

from datetime import date

import pytest
from handmade import NOWHERE, PLACE, located
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.defaults import extract
from conflictmap.export import write
from conflictmap.frame import counted_once, read_geojson, to_geodataframe
from conflictmap.geocoding import geocode
from conflictmap.model import Count, Located, Report
from conflictmap.record import record
from conflictmap.remainders import with_remainders
from conflictmap.sums import Total, adds, totals


def read(text: str, report_id: str = "m1") -> list[Located]:
    return geocode(extract(Report(report_id, text, published=date(2006, 9, 13))))


def whole(rows: list[Located]) -> Total:
    return sum(totals(map(record, rows)).values(), Total())


def family(total: Count | None, *parts: Count | None) -> list[Located]:
    """A total and its parts, of the dead alone."""
    counts = [located(i, killed=count, wounded=None, total=0) for i, count in enumerate(parts, 1)]
    return with_remainders([located(0, NOWHERE, killed=total, wounded=None, aggregate=True), *counts])


BEYOND = [
    # total, parts, beyond
    (Count(46, 46), [], Count(46, 46)),
    (Count(7, 7), [None, None], Count(7, 7)),
    (Count(31, 31), [Count(16, 16), Count(3, 3)], Count(12, 12)),
    (Count(19, 19), [Count(16, 16), Count(3, 3)], Count(0, 0)),
    (Count(5, 5), [Count(16, 16)], Count(0, 0)),
    (Count(31, None), [Count(16, 16)], Count(15, None)),  # nobody knows how many more
    (Count(None, 40), [Count(10, 10)], Count(None, 30)),
    (Count(10, 10), [Count(3, 5)], Count(7, 7)),
    (Count(10, 14), [Count(3, 5)], Count(7, 9)),
    (Count(10, 10), [Count(None, 4)], Count(6, 6)),
    (Count(10, 10), [Count(4, None)], Count(6, 6)),
    (None, [Count(3, 3)], None),
]


@pytest.mark.parametrize(("total", "parts", "beyond"), BEYOND)
def test_a_total_holds_what_its_parts_do_not(total, parts, beyond):
    first = family(total, *parts)[0]
    assert first.beyond is not None
    assert first.beyond.killed == beyond
    assert first.beyond.wounded is None


def test_only_totals_of_todays_story_have_a_remainder():
    rows = with_remainders([located(0), located(1, aggregate=True, background=True)])
    assert [row.beyond for row in rows] == [None, None]
    assert adds(record(rows[1])) is None


@pytest.mark.parametrize(
    ("fate", "beyond"),
    [({"background": True}, 9), ({"left_out": "no_place"}, 9), ({"left_out": "abroad"}, 5), ({}, 5)],
    ids=["history", "no place", "abroad", "kept"],
)
def test_a_part_in_no_sum_leaves_its_dead_with_the_total(fate, beyond):
    part = located(1, killed=Count(4, 4), total=0, **fate)
    first = with_remainders([located(0, killed=Count(9, 9), aggregate=True), part])[0]
    assert first.beyond.killed == Count(beyond, beyond)


def test_parts_of_two_totals_are_kept_apart():
    rows = with_remainders(
        [
            located(0, killed=Count(9, 9), aggregate=True),
            located(1, killed=Count(4, 4), total=0),
            located(2, killed=Count(20, 20), aggregate=True),
            located(3, killed=Count(5, 5), total=2),
        ]
    )
    assert [row.beyond and row.beyond.killed.best for row in rows] == [5, None, 15, None]


def test_a_total_alone_counts_and_is_listed_without_a_point():
    rows = read("Attacks across Iraq killed 52 people on Tuesday.")
    assert whole(rows) == Total(
        killed=52, killed_low=52, killed_high=52, killed_stated=True, together=1, killed_together=52
    )  # no incident among them
    assert list(totals(map(record, rows))) == [None]
    frame = to_geodataframe(rows)
    assert (len(frame), frame.geometry[0], frame["where_prec"][0]) == (1, None, 6)
    assert (bool(frame["aggregate"][0]), frame["killed"][0]) == (True, 52)


def test_a_part_names_its_total_and_the_sum_is_the_total():
    rows = read(
        "Attacks across Iraq killed 52 people on Tuesday. In Kut a car bomb killed 20. "
        "In Samawa gunmen killed four policemen and wounded three."
    )
    made = [record(row) for row in rows]
    assert [row["total_id"] for row in made] == [None, "m1-1", "m1-1"]
    assert [row["beyond"] and row["beyond"]["killed_low"] for row in made] == [28, None, None]
    sums = totals(map(record, rows))
    assert (sums["Wasit"].killed, sums["Muthanna"].killed, sums[None].killed) == (20, 4, 28)
    assert (whole(rows).killed, whole(rows).killed_together, whole(rows).incidents) == (52, 28, 2)


def test_hidden_parts_do_not_come_back_through_the_total():
    rows = family(Count(31, 31), Count(16, 16), Count(3, 3))
    assert whole([rows[0], rows[2]]).killed == 31 - 16
    assert whole(rows[1:]).killed == 19
    frame = to_geodataframe(rows)
    shown = frame[frame["incident_id"] != rows[1].incident.id]
    assert counted_once(shown)["killed"].sum() == 31 - 16
    assert counted_once(frame.query("province == 'Diyala'"))["killed"].sum() == 19


def test_a_frame_counts_once_also_after_a_file(tmp_path):
    rows = [*family(Count(31, 31), Count(16, 16)), located(5, background=True, wounded=None)]
    frame = to_geodataframe(rows)
    write(frame, tmp_path / "a.geojson")
    for one in (frame, read_geojson(tmp_path / "a.geojson")):
        sums = counted_once(one)
        assert sums["killed"].tolist() == [15, 16]
        assert list(sums.columns) == list(frame.columns)
        assert one["killed"].tolist() == [31, 16, 6]
        assert one["total_id"].fillna("").tolist() == ["", "r1-1", ""]


counts = st.none() | st.builds(
    lambda low, more, ends: (Count(low, low + more), Count(low, None), Count(None, low + more))[ends],
    st.integers(0, 60), st.integers(0, 9), st.integers(0, 2),
)  # fmt: skip
reports = st.lists(st.tuples(counts, st.lists(counts, max_size=5)), min_size=1, max_size=3)


def best(count: Count | None) -> int:
    return count.best if count else 0


@settings(max_examples=60)
@given(reports, st.data())
def test_no_person_counts_twice_and_none_is_lost(told, data):
    rows: list[Located] = []
    expected = 0
    for total, parts in told:
        number = len(rows)
        rows.append(located(number, PLACE, killed=total, wounded=None, aggregate=True))
        rows += [located(number + i, killed=part, wounded=None, total=number) for i, part in enumerate(parts, 1)]
        expected += max(best(total), sum(map(best, parts)))
    rows = with_remainders(rows)
    sums = whole(rows)
    assert sums.killed == expected
    assert sums.killed_low <= sums.killed <= sums.killed_high or sums.killed_open
    assert counted_once(to_geodataframe(rows))["killed"].sum() == expected
    # Any filter splits the rows in two, and what both show is the whole again.
    shown = data.draw(st.sets(st.sampled_from(range(len(rows)))))
    halves = [[row for i, row in enumerate(rows) if (i in shown) is kept] for kept in (True, False)]
    assert sum((whole(half) for half in halves), Total()) == sums
