"""What people put right holds: in any order, twice as once, under other ids, and nothing of it is dropped in silence."""

from __future__ import annotations

import json
import random
import sqlite3
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.archive import Archive, Reading
from conflictmap.corrections import (
    FIELDS,
    Correction,
    apply_corrections,
    correction_of,
    is_corrections,
    read_corrections,
    write_corrections,
)
from conflictmap.linking import link
from conflictmap.model import BadInputError, Report
from conflictmap.record import record
from conflictmap.scoring import read_report
from conflictmap.sums import totals

KUT = (
    "A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding 15, police said. "
    "Gunmen shot dead two barbers in Amara. Police found three bodies in Baquba."
)
OTHER = "Six people were killed and 15 wounded on Tuesday by a car bomb near a market in Kut, a doctor said."


def rows_of(text=KUT, report_id="a", source="Wire"):
    report = Report(report_id, text, "A title", date(2006, 9, 13), source, None)
    return [record(item) for item in read_report(report)]


def said(row, action, column="", value="", who="Amal", at="2026-01-01T00:00:00", **more):
    return correction_of(row, action, column=column, value=value, who=who, made_at=at, **more)


def only(rows, incident):
    (row,) = (row for row in rows if row["incident_id"] == incident)
    return row


@pytest.fixture(scope="module")
def rows():
    return rows_of()


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "a.gpkg", make=True, rules="1") as made:
        for number, text in enumerate((KUT, OTHER)):
            report = Report("ab"[number], text, "", date(2006, 9, 13), ("Wire", "Gazette")[number], None)
            made.put([Reading(report, tuple(rows_of(text, "ab"[number], report.source)))])
        yield made


def test_rows_say_what_a_person_did(rows):
    made = apply_corrections(
        rows,
        [
            said(rows[0], "edit", "killed_low", "7"),
            said(rows[0], "confirm", who="Basim", at="2026-01-02"),
            said(rows[1], "confirm"),
            said(rows[2], "reject"),
        ],
    )
    first, second = made.rows
    assert (first["killed_low"], first["killed_high"]) == (7, 7)
    assert (first["checked"], first["checked_by"], first["changed"]) == ("changed", ["Amal", "Basim"], ["killed_low"])
    assert (second["checked"], second["changed"]) == ("confirmed", [])
    doubtful = [{**rows[0], "doubts": ["vague_number"]}]
    assert apply_corrections(doubtful, [said(rows[0], "confirm")]).rows[0]["doubts"] == []
    assert apply_corrections(doubtful, [said(rows[0], "edit", "attacks", "2")]).rows[0]["doubts"] == ["vague_number"]
    assert made.gone == made.rejected == {rows[2]["incident_id"]}
    assert made.unmatched == []
    assert rows[0]["killed_low"] == 6, "what was given is not changed"
    assert totals(made.rows)["Wasit"].killed == 7


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("kind", "roadside_bomb", {"kind": "roadside_bomb", "sub_event_type": "Remote explosive/landmine/IED"}),
        ("kind", "suicide_bombing", {"sub_event_type": "Suicide bomb"}),
        ("killed", "9", {"killed_low": 9, "killed_high": 9}),
        ("killed_high", "", {"killed_low": 6, "killed_high": None}),
        ("wounded_high", "3", {"wounded_low": 3, "wounded_high": 3}),
        ("date_start", "2006-09-10", {"date_start": "2006-09-10", "date_end": "2006-09-10", "date_prec": 1}),
        ("date_end", "2006-09-15", {"date_start": "2006-09-12", "date_end": "2006-09-15", "date_prec": 2}),
        ("date_start", "", {"date_start": None, "date_end": None, "date_prec": None}),
        ("perpetrator", "the Nights", {"perpetrator": {"text": "the Nights", "group": "unknown", "status": "stated"}}),
        ("background", "true", {"background": True}),
        ("victims", '[{"group": "police", "outcome": "killed", "low": 2, "high": 2}]',
         {"victims": [{"group": "police", "outcome": "killed", "low": 2, "high": 2}]}),
    ],
)  # fmt: skip
def test_a_cell_is_set_and_what_hangs_on_it_stays_sound(rows, column, value, told):
    (row, *_) = apply_corrections(rows, [said(rows[0], "edit", column, value)]).rows
    assert {name: row[name] for name in told} == told


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "picnic"), ("kind", ""), ("killed_low", "-3"), ("killed_low", "9" * 400), ("incident_id", "x"),
     ("date_start", "31 June"), ("nothing", "1"), ("date_prec", "9"), ("victims", "[1]"), ("attacks", "0")],
)  # fmt: skip
def test_what_cannot_be_set_is_told_and_changes_nothing(rows, column, value):
    made = apply_corrections(rows, [said(rows[0], "edit", column, value)])
    assert [item.reason for item in made.unmatched] == ["bad_value"]
    assert made.rows == [{**row} for row in rows]


def test_moved_to_a_place_a_runner_up_or_a_point(rows):
    moves = {"iq-amara": ("Maysan", "iq-amara"), "36.34,43.13": ("Nineveh", None), "33.34,44.4,25": ("Baghdad", None)}
    for value, (province, place_id) in moves.items():
        row = apply_corrections(rows, [said(rows[0], "move", value=value)]).rows[0]
        assert (row["province"], row["place_id"], row["changed"]) == (province, place_id, ["place"])
        assert row["country"] == "IQ"
    assert row["radius_km"] == 25
    other = {
        "place_id": "iq-kut@S20",
        "name": "20 km south of Kut",
        "lat": 32.3,
        "lon": 45.8,
        "score": 0.4,
        "province": "Wasit",
    }
    near = [{**rows[0], "alternatives": [other]}]
    assert apply_corrections(near, [said(near[0], "move", value="iq-kut@S20")]).rows[0]["place"] == "20 km south of Kut"
    for value, reason in {"iq-nowhere": "no_place", "95,44": "bad_value"}.items():
        assert apply_corrections(rows, [said(rows[0], "move", value=value)]).unmatched[0].reason == reason


def test_taken_back_and_taken_back_again(rows):
    edit = said(rows[0], "edit", "killed_low", "9")
    undo = Correction("", "undo", value=edit.correction_id, made_at="2026-01-02")
    redo = Correction("", "undo", value=undo.correction_id, made_at="2026-01-03")
    assert apply_corrections(rows, [edit, undo]).rows == rows
    assert apply_corrections(rows, [redo, undo, edit]).rows[0]["killed_low"] == 9
    lost = Correction("", "undo", value="nothing", made_at="2026-01-02")
    assert [item.reason for item in apply_corrections(rows, [lost]).unmatched] == ["no_correction"]


def test_an_incident_that_was_missed_is_added_until_the_reader_finds_it(rows):
    told = {"kind": "shooting", "killed_low": 2, "killed_high": 2, "place_id": "iq-amara", "date_start": "2006-09-12"}
    add = Correction("", "add", value=json.dumps(told), report_id="a", sentence=rows[1]["sentence"], who="Amal")
    missed = [rows[0], rows[2]]
    made = apply_corrections(missed, [add])
    new = made.rows[-1]
    assert len(made.rows) == 3
    assert (new["checked"], new["province"], new["killed_low"], new["report_id"]) == ("added", "Maysan", 2, "a")
    assert new["event_type"]
    edit = said(new, "edit", "killed_high", "3")
    assert apply_corrections(missed, [edit, add]).rows[-1]["killed_high"] == 3
    found = apply_corrections(rows, [add, edit])
    assert len(found.rows) == 3
    assert found.gone == {rows[1]["incident_id"]}
    for value in ("", "[]", "{}", '{"kind": "picnic"}', '{"kind": "shooting", "killed_low": -1}'):
        assert apply_corrections(rows, [replace(add, value=value)]).unmatched[0].reason == "bad_value"


def test_totals_hold_what_is_left_when_a_part_changes():
    whole = rows_of("Three attacks killed 12 people in Baghdad and Kut on Tuesday. " + KUT)
    total = next(row for row in whole if row["aggregate"])
    part = next(row for row in whole if row["total_id"] and row["killed_low"] == 6)
    before = sum(found.killed for found in totals(whole).values())
    made = apply_corrections(whole, [said(part, "edit", "killed", "4")]).rows
    assert only(made, total["incident_id"])["beyond"]["killed_low"] == total["beyond"]["killed_low"] + 2
    assert sum(found.killed for found in totals(made).values()) == before
    made = apply_corrections(whole, [said(part, "reject")]).rows
    assert sum(found.killed for found in totals(made).values()) == before


def test_found_again_where_ids_and_words_have_changed(rows):
    given_ = [said(row, "edit", "attacks", str(2 + at)) for at, row in enumerate(rows)]
    moved_on = [
        {**row, "incident_id": f"a-{9 - at}", "sentence": row["sentence"].replace(" in ", " in the town of ")}
        for at, row in enumerate(rows)
    ][::-1]
    made = apply_corrections(moved_on, given_)
    assert {row["incident_id"]: row["attacks"] for row in made.rows} == {"a-9": 2, "a-8": 3, "a-7": 4}
    renamed = [{**row, "report_id": "z", "incident_id": row["incident_id"].replace("a", "z")} for row in rows]
    assert [row["attacks"] for row in apply_corrections(renamed, given_).rows] == [2, 3, 4]


def test_an_id_that_means_another_incident_now_is_not_taken_for_the_old_one(rows):
    swapped = [{**rows[0], "incident_id": rows[1]["incident_id"]}]
    made = apply_corrections(swapped, [said(rows[1], "reject")])
    assert [item.reason for item in made.unmatched] == ["no_incident"]
    assert len(made.rows) == 1


def test_two_incidents_of_one_sentence_are_told_apart():
    both = rows_of("Gunmen killed six men in Kut and two in Amara on Tuesday.")
    assert len({row["sentence"] for row in both}) == 1
    swapped = [{**row, "incident_id": f"a-{9 - at}"} for at, row in enumerate(both)][::-1]
    made = apply_corrections(swapped, [said(both[1], "edit", "killed", "5"), said(both[0], "confirm")])
    assert {row["place"]: row["killed_low"] for row in made.rows} == {"Amara": 5, "Kut": 6}


def test_events_are_joined_and_parted_as_people_say(archive):
    (event, *_) = archive.events()
    assert event["reports"] == 2
    kut, kut_too = (only(archive.rows(), name) for name in ("a-1", "b-1"))
    split = said(kut_too, "split", at="2026-01-01")
    archive.correct([split])
    assert [row["reports"] for row in archive.events()] == [1, 1, 1, 1]
    amara = only(archive.rows(), "a-2")
    archive.correct([said(amara, "merge", other=kut, at="2026-01-02")])
    archive.relink()
    joined = next(row for row in archive.events() if len(row["members"]) > 1)
    assert {member["incident_id"] for member in joined["members"]} == {"a-1", "a-2"}
    assert joined["members"][0]["reasons"] == [{"reason": "decided", "weight": 0.0}]
    assert "linked_unsure" not in joined["doubts"]
    archive.correct([Correction("", "undo", value=split.correction_id, made_at="2026-01-03")])
    assert archive.relink() == 2
    apart = said(kut_too, "split", other=kut, at="2026-01-04")
    archive.correct([apart])
    assert archive.relink() == 3


def test_what_is_said_of_an_event_is_said_of_all_its_reports(archive):
    archive.relink()
    event = next(row for row in archive.events() if row["reports"] == 2)
    archive.correct([said(event, "edit", "killed_low", "8", of_event=True)])
    again = next(row for row in archive.events() if row["reports"] == 2)
    assert (again["killed_low"], again["killed_high"], again["checked"]) == (8, 8, "changed")
    archive.correct([said(event, "reject", of_event=True, at="2026-01-02")])
    for _ in range(2):
        assert {row["incident_id"] for row in archive.events()} == {"a-2", "a-3"}
        archive.relink()
    assert {row["incident_id"] for row in archive.rows()} == {"a-2", "a-3"}
    assert len(list(archive.rows(corrected=False))) == 4


def test_one_report_put_right_speaks_for_the_event(archive):
    wrong, right = (only(archive.rows(), name) for name in ("b-1", "a-1"))
    archive.correct([said(right, "edit", "killed", "7"), said(right, "edit", "kind", "suicide_car_bomb")])
    event = next(row for row in archive.events() if row["reports"] == 2)
    assert (event["killed_low"], event["killed_high"], event["killed_best"]) == (7, 7, None)
    assert (event["kind"], event["checked"], event["checked_by"]) == ("suicide_car_bomb", "changed", ["Amal"])
    assert set(event["changed"]) == {"killed", "kind"}
    archive.correct([said(wrong, "move", value="32.515,45.82,3", who="Basim")])
    event = next(row for row in archive.events() if row["reports"] == 2)
    assert (event["lat"], event["checked_by"]) == (32.515, ["Amal", "Basim"])


def test_an_archive_keeps_what_people_said_and_gives_it_an_anchor(archive):
    bare = Correction("x1", "edit", "a-1", column="killed_low", value="9", who="Amal", made_at="2026-01-01")
    assert archive.correct([bare, bare]) == 1
    assert archive.correct([bare]) == 0
    assert archive.stale
    (kept,) = archive.corrections()
    assert kept.sentence.startswith("A car bomb")
    assert (kept.report_id, kept.kind, kept.value) == ("a", "car_bomb", "9")
    with Archive(archive.path) as again:
        assert only(again.rows(), "a-1")["killed_low"] == 9
        assert only(again.rows(corrected=False), "a-1")["killed_low"] == 6


def test_what_no_longer_matches_is_told(archive):
    archive.correct([Correction("x", "confirm", "gone-1", made_at="2026-01-01")])
    assert [(item.correction.correction_id, item.reason) for item in archive.corrected().unmatched] == [
        ("x", "no_incident")
    ]


def test_an_archive_of_the_first_version_is_brought_up_to_date(tmp_path):
    with Archive(tmp_path / "a.gpkg", make=True) as made:
        made.put([Reading(Report("a", KUT), tuple(rows_of()))])
    with sqlite3.connect(tmp_path / "a.gpkg") as base:
        base.executescript(
            "DROP INDEX reports_url; DROP TABLE corrections; DROP TABLE revisions; DROP TABLE retired;"
            "DELETE FROM gpkg_contents WHERE table_name IN ('revisions', 'retired');"
            'CREATE TABLE corrections (fid INTEGER PRIMARY KEY, incident_id TEXT, action TEXT, "column" TEXT, value TEXT,'
            " who TEXT, why TEXT, made_at DATETIME NOT NULL);"
            "INSERT INTO corrections VALUES (1, 'a-1', 'reject', NULL, NULL, 'Amal', NULL, '2026-01-01');"
            "UPDATE archive SET value = '1' WHERE key = 'version'"
        )
    with Archive(tmp_path / "a.gpkg") as again:
        assert [row["incident_id"] for row in again.rows()] == ["a-2", "a-3"]
        assert again.corrections()[0].who == "Amal"


# two writers


def _sayings():
    kinds = st.sampled_from(["car_bomb", "shooting", "bombing"])
    at = st.integers(0, 2)
    day = st.sampled_from(["2006-09-10", "2006-09-12", "2006-09-14", ""])
    number = st.one_of(st.integers(0, 9).map(str), st.just(""))
    return st.one_of(
        st.tuples(st.just("confirm"), at, st.just(""), st.just("")),
        st.tuples(st.just("reject"), at, st.just(""), st.just("")),
        st.tuples(st.just("edit"), at, st.just("kind"), kinds),
        st.tuples(st.just("edit"), at, st.sampled_from(["killed_low", "killed_high", "wounded_high"]), number),
        st.tuples(st.just("edit"), at, st.sampled_from(["date_start", "date_end"]), day),
        st.tuples(st.just("move"), at, st.just(""), st.sampled_from(["36.3,43.1", "33.3,44.4,9", "nowhere"])),
        st.tuples(st.just("merge"), at, st.just(""), st.integers(0, 2)),
        st.tuples(st.just("split"), at, st.just(""), st.one_of(st.integers(0, 2), st.just(""))),
        st.tuples(st.just("undo"), at, st.just(""), st.integers(0, 7)),
        st.tuples(st.just("add"), at, st.just(""), kinds),
    )


def _written(rows, sayings):
    """Corrections of what was said, some of one second."""
    made = []
    for number, (action, at, column, value) in enumerate(sayings):
        moment = f"2026-01-01T00:00:{number // 2:02}"
        row, text = rows[at], str(value)
        if action in {"merge", "split"} and value != "":
            text = rows[value]["incident_id"]
        if action == "undo":
            text = made[value].correction_id if value < len(made) else "nothing"
        if action == "add":
            text = json.dumps({"kind": value, "killed_low": at})
        made.append(said(row, action, column, text, who="AB"[number % 2], at=moment))
    return [replace(c, incident_id="") if c.action in {"add", "undo"} else c for c in made]


@settings(max_examples=120)
@given(st.lists(_sayings(), max_size=9), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_give_the_same(sayings, dice):
    rows = ROWS
    corrections = _written(rows, sayings)
    shuffled = [*corrections, *dice.sample(corrections, len(corrections) // 2)]
    dice.shuffle(shuffled)
    one, other = apply_corrections(rows, corrections), apply_corrections(rows, shuffled)
    assert one == other
    named = [item.correction.correction_id for item in one.unmatched]
    known = {c.correction_id for c in corrections}
    undone = {c.value for c in corrections if c.action == "undo"}
    assert known - undone - set(one.found) - set(named) <= {c.correction_id for c in corrections if c.action == "undo"}
    for row in one.rows:  # sound, whatever was said
        assert all(
            row[f"{name}_low"] is None or row[f"{name}_high"] is None or row[f"{name}_low"] <= row[f"{name}_high"]
            for name in ("killed", "wounded", "abducted")
        )
        assert (row["date_start"] or "") <= (row["date_end"] or "9")
    assert link(one.rows, together=one.together, apart=one.apart, alone=one.alone).rows is not None


ROWS = rows_of()


def test_two_writers_make_the_same_archive_in_any_order(tmp_path):
    rng = random.Random(5)
    rows = ROWS
    edits = [
        said(rng.choice(rows), "edit", "killed_low", str(n), who="AB"[n % 2], at=f"2026-01-0{n}") for n in range(1, 9)
    ]
    more = [said(rows[0], "merge", other=rows[1], at="2026-01-05"), said(rows[2], "reject", at="2026-01-06")]
    found = []
    for number in range(3):
        rng.shuffle(together := [*edits, *more])
        with Archive(tmp_path / f"{number}.gpkg", make=True) as archive:
            archive.put([Reading(Report("a", KUT), tuple(rows))])
            for part in (together[:4], together[2:]):
                archive.correct(part)
            archive.relink()
            found.append((list(archive.rows()), archive.events(), archive.corrections()))
    assert found[0] == found[1] == found[2]


# the file


def test_the_file_comes_back_as_it_went_out(tmp_path, rows):
    given_ = [
        said(rows[0], "edit", "killed_low", "7", why='=cmd("x")'),
        said(rows[1], "merge", other=rows[0]),
        said(rows[2], "reject", why="a, b\n'c'", who="@Amal"),
        said({**rows[2], "sentence": "- three killed \u2028 in Kut"}, "confirm"),
    ]
    path = tmp_path / "corrections.csv"
    write_corrections(path, given_)
    assert is_corrections(path)
    text = path.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == ",".join(FIELDS)
    assert "'=cmd" in text
    assert read_corrections(path) == given_


def test_a_table_that_a_spreadsheet_saved_is_read(tmp_path):
    path = tmp_path / "c.csv"
    path.write_bytes("Correction_ID;Action;Incident_ID;Column;Value;who\n;edit;a-1;killed_low;7;Zoë\n".encode("cp1252"))
    (found,) = read_corrections(path)
    assert (found.action, found.incident_id, found.value, found.who) == ("edit", "a-1", "7", "Zoë")
    assert found.correction_id == replace(found, correction_id="").correction_id != ""


@pytest.mark.parametrize(
    ("line", "said_of"),
    [
        ("1,dance,a-1,,,", "unknown action 'dance'"),
        ("1,confirm,,,,", "names neither an incident nor an event"),
        ("1,edit,a-1,,kind,picnic", "'picnic' is none of"),
        ("1,edit,a-1,,members,[]", "'members' is no column that can be set"),
        ("1,move,a-1,,,\"99,44\"", "lies nowhere"),
        ("1,move,a-1,,,", "its value is missing"),
        ("1,merge,a-1,,,", "merge of nothing"),
        ("1,add,,,,{}", "names no report"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_is_named(tmp_path, line, said_of):
    path = tmp_path / "c.csv"
    path.write_text(f"correction_id,action,incident_id,event_id,column,value\n2,confirm,a-1,,,\n{line}\n", "utf-8")
    with pytest.raises(BadInputError, match=said_of) as error:
        read_corrections(path)
    assert "line 3" in str(error.value)
    problems = []
    assert [made.correction_id for made in read_corrections(path, problems.append)] == ["2"]
    assert len(problems) == 1


def test_other_files_are_no_corrections(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "b.csv").write_bytes(bytes(range(256)) * 9)
    for name in ("a.csv", "b.csv", "none.csv"):
        assert not is_corrections(tmp_path / name)
        with pytest.raises(BadInputError, match=name):
            read_corrections(tmp_path / name)
