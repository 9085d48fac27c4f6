"""What people do at the desk is written at once, told to the others, and holds."""

from __future__ import annotations

import csv
import io
import json
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from deskwork import TEXTS, make_archive, reading, sitting, written
from test_maps_hostile import RUN
from test_maps_hostile import TEXTS as HOSTILE

from conflictmap.archive import Archive, WatchedArchive
from conflictmap.corrections import apply_corrections, read_corrections


@pytest.fixture
def path(tmp_path):
    return make_archive(tmp_path / "a.gpkg")


@pytest.fixture
def desk(path):
    with sitting(path) as client:
        yield client


def rows_of(path):
    with Archive(path) as archive:
        return {row["incident_id"]: row for row in archive.rows()}


def test_it_begins_with_the_doubtful_and_deadly(desk):
    begin = desk.get("begin", who="Amal")
    assert begin["progress"] == {"checked": 0, "of": 9, "own": 0}
    assert begin["archive"] == "a.gpkg"
    items = desk.get("list")["items"]
    assert items[0]["id"] == "r3-1"  # two doubts, eleven dead
    assert [item["urgency"] for item in items] == sorted((item["urgency"] for item in items), reverse=True)
    case = desk.get("case")["case"]
    assert case["id"] == "r3-1"
    assert case["report"]["text"] == TEXTS[2]
    assert TEXTS[2][case["told"]["start"] : case["told"]["end"]] == case["row"]["sentence"]
    assert {TEXTS[2][one["start"] : one["end"]] for one in case["row"]["evidence"]} >= {"Tuesday"}


def test_each_deed_is_in_the_archive_when_the_desk_answers(desk, path):
    answer = desk.act("r3-1", ("confirm",), onward=True)
    assert [(made.action, made.incident_id, made.who) for made in written(path)] == [("confirm", "r3-1", "Amal")]
    assert answer["progress"] == {"checked": 1, "of": 9, "own": 1}
    assert answer["case"]["id"] != "r3-1"
    assert answer["item"] == next(item for item in desk.get("list", show="all")["items"] if item["id"] == "r3-1")
    assert answer["item"]["state"] == "confirmed"


def test_counts_kinds_days_and_places_are_put_right(desk, path):
    case = desk.get("case", id="r1-1")["case"]
    other = case["row"]["alternatives"][0]
    desk.act("r1-1", ("edit", "killed_low", "8"), ("edit", "killed_high", ""))
    desk.act("r1-1", ("edit", "kind", "bombing"))
    desk.act("r1-1", ("edit", "date_start", "2006-09-10"), ("edit", "date_end", "2006-09-11"))
    told = desk.act("r1-1", ("move", "", other["place_id"]))["case"]
    assert (told["row"]["killed_low"], told["row"]["killed_high"]) == (8, None)
    assert (told["row"]["date_start"], told["row"]["date_end"]) == ("2006-09-10", "2006-09-11")
    assert (told["row"]["kind"], told["row"]["place_id"]) == ("bombing", other["place_id"])
    assert told["read"]["killed_high"] == 6
    assert {"killed_low", "killed_high", "kind", "place"} <= set(told["changed"])
    assert rows_of(path)["r1-1"]["killed_low"] == 8
    point = desk.act("r1-1", ("move", "", "33.30,44.40,2"))["case"]["row"]
    assert (point["lat"], point["lon"], point["province"], point["radius_km"]) == (33.3, 44.4, "Baghdad", 2.0)


def test_rejected_ones_stand_in_no_result_and_come_back(desk, path):
    desk.act("r6-1", ("reject",), why="an old grave")
    assert "r6-1" not in rows_of(path)
    case = desk.get("case", id="r6-1", show="all")["case"]
    assert (case["state"], case["deeds"][0]["why"]) == ("rejected", "an old grave")
    answer = desk.post("undo", who="Amal")
    assert answer["case"]["state"] == "open"
    assert "r6-1" in rows_of(path)


def test_one_key_takes_back_all_of_one_go_and_the_next_the_one_before(desk):
    desk.act("r1-1", ("edit", "attacks", "2"))
    desk.act("r1-1", ("edit", "killed_low", "8"), ("edit", "killed_high", "9"))
    row = desk.post("undo", who="Amal")["case"]["row"]
    assert (row["killed_low"], row["killed_high"], row["attacks"]) == (6, 6, 2)
    assert desk.post("undo", who="Amal")["case"]["row"]["attacks"] == 1
    assert desk.post("undo", who="Amal")["words"] == "There is nothing to take back."
    assert desk.get("log")["deeds"][0]["action"] == "undo"


def test_what_was_taken_back_can_be_had_again(desk):
    desk.act("r1-1", ("edit", "attacks", "2"))
    desk.post("undo", who="Amal")
    (undo,) = [deed for deed in desk.get("log")["deeds"] if deed["action"] == "undo"]
    answer = desk.post("undo", who="Basma", correction_id=undo["id"])
    assert answer["case"]["row"]["attacks"] == 2


def test_merge_with_the_one_above_and_split(desk, path):
    case = desk.get("case", id="r1-2")["case"]
    assert case["above"] == "r1-1"
    assert desk.get("case", id="r7-1")["case"]["above"] == "r1-1"  # of another report, in Kut on that day
    merged = desk.act("r7-1", ("merge", "", "r1-1"))["case"]
    assert merged["state"] == "merged"
    with Archive(path) as archive:
        events = {row["event_id"]: {m["incident_id"] for m in row["members"]} for row in archive.events()}
    assert {"r1-1", "r7-1"} in events.values()
    desk.post("undo", who="Amal")
    assert desk.act("r7-1", ("split",))["case"]["state"] == "changed"
    with Archive(path) as archive:
        assert all({m["incident_id"] for m in row["members"]} != {"r1-1", "r7-1"} for row in archive.events())
    desk.act("r7-1", ("merge", "", "r7-1"), status=400)
    desk.act("r7-1", ("merge", "", "no such"), status=400)


def test_an_incident_that_was_missed_is_added(desk, path):
    value = json.dumps({"kind": "shooting", "killed_low": 1, "killed_high": 1, "date_start": "2006-09-12"})
    answer = desk.act("r2-1", ("add", "", value, "Gunmen killed a baker"))
    case = answer["case"]
    assert (case["state"], case["row"]["report_id"], case["row"]["killed_low"]) == ("added", "r2", 1)
    assert answer["progress"]["of"] == 10
    assert [one["id"] for one in case["kin"] if one["relation"] == "report"] == ["r2-1", case["id"]]
    assert case["id"] in rows_of(path)
    again = desk.act(case["id"], ("edit", "killed_low", "2"))
    assert again["case"]["row"]["killed_low"] == 2
    desk.act("r2-1", ("add", "", "{}", "x"), status=400)
    desk.post("undo", who="Amal")
    assert desk.post("undo", who="Amal")["progress"]["of"] == 9
    assert case["id"] not in rows_of(path)


def test_who_was_overtaken_is_told_and_nothing_is_written(desk, path):
    seen = desk.get("case", id="r1-1")["case"]["seen"]
    desk.act("r1-1", ("edit", "killed_low", "9"), who="Basma")
    answer = desk.act("r1-1", ("confirm",), who="Amal", seen=seen, status=409)
    assert "Basma" in answer["error"]
    assert answer["case"]["row"]["killed_low"] == 9
    assert [made.who for made in written(path)] == ["Basma"]
    desk.act("r1-1", ("confirm",), who="Amal", seen=answer["case"]["seen"])
    desk.act("r2-1", ("confirm",), who="Amal", seen=seen)  # another incident: nobody was there
    assert [made.who for made in written(path)] == ["Basma", "Amal", "Amal"]


def test_two_people_see_each_others_work(desk):
    begin = desk.get("begin", who="Amal")
    desk.act("r1-1", ("reject",), who="Basma")
    changes = desk.get("changes", who="Amal", since=begin["serial"], id="r1-1")
    assert [(item["id"], item["state"], item["by"]) for item in changes["items"]] == [("r1-1", "rejected", ["Basma"])]
    assert changes["case"]["state"] == "rejected"
    assert "Basma" in changes["words"]
    assert changes["progress"]["checked"] == 1
    rest = desk.get("changes", who="Amal", since=changes["serial"], id="r1-1")
    assert rest["items"] == []
    assert "case" not in rest


def test_two_desks_on_one_archive_see_each_others_work(desk, path):
    with sitting(path) as other:
        other.act("r1-1", ("confirm",), who="Basma")
        assert desk.get("changes", since=0)["progress"]["checked"] == 1
        seen = desk.get("case", id="r2-1")["case"]["seen"]
        other.act("r2-1", ("edit", "killed_low", "3"), who="Basma")
        desk.act("r2-1", ("confirm",), seen=seen, status=409)


def test_reports_that_come_in_are_there_at_the_next_look(desk, path):
    with Archive(path) as archive:
        archive.put([reading("A car bomb killed nineteen people in Karbala on Tuesday.", 99)])
    assert desk.get("changes", since=0)["progress"]["of"] == 10
    assert any(item["id"] == "r99-1" for item in desk.get("list")["items"])


def test_a_second_check_is_blind_and_agreement_is_told(desk):
    ids = [item["id"] for item in desk.get("list", show="all")["items"]]
    for name in ids:
        desk.act(name, ("confirm",), who="Amal")
    desk.act(ids[0], ("edit", "killed_low", "3"), ("edit", "killed_high", "3"), who="Amal")
    assert desk.get("list", show="second", who="Amal")["of"] == 0
    second = desk.get("list", show="second", who="Basma")
    assert second["of"] == len(ids)
    assert {(item["state"], *item["by"]) for item in second["items"]} == {("open",)}  # the list tells nothing either
    assert next(item["killed_low"] for item in second["items"] if item["id"] == ids[0]) != 3
    case = desk.get("case", id=ids[0], show="second", who="Basma")["case"]
    assert {one["state"] for one in case["kin"]} <= {"open"}
    assert (case["state"], case["deeds"], case["row"]["killed_low"]) == ("open", [], case["read"]["killed_low"])
    assert desk.get("changes", since=0, id=ids[0], show="second", who="Basma").get("case") is None
    for name in ids[:-1]:
        desk.act(name, ("confirm",), who="Basma", show="second", seen=0)
    desk.act(ids[-1], ("reject",), who="Basma", show="second", seen=0)
    (pair,) = desk.get("agreement")["pairs"]
    assert (pair["one"], pair["other"]) == ("Amal", "Basma")
    fields = {row["field"]: row for row in pair["fields"]}
    assert (fields["incident"]["both"], fields["incident"]["same"]) == (len(ids), len(ids) - 1)
    assert (fields["killed"]["both"], fields["killed"]["same"]) == (len(ids) - 1, len(ids) - 2)
    assert 0 < fields["killed"]["kappa"] < 1
    assert fields["kind"]["kappa"] == 1.0
    assert {item["id"] for item in desk.get("list", show="differ")["items"]} == {ids[0], ids[-1]}


def test_going_through_them(desk):
    ids = [item["id"] for item in desk.get("list", show="all")["items"]]
    assert desk.get("case")["case"]["id"] == ids[0]
    assert desk.get("case", id=ids[0], by=-1)["words"] == "This is the first."
    desk.act(ids[1], ("confirm",))
    assert desk.get("case", id=ids[0], by=1)["case"]["id"] == ids[2]
    assert desk.get("case", id=ids[2], by=-1)["case"]["id"] == ids[1]  # to look again at what one has just done
    assert desk.get("case", id=ids[-1], by=1)["words"] == "From the top again."
    for name in ids:
        desk.act(name, ("confirm",))
    done = desk.get("case", id=ids[3], by=1)
    assert (done["case"], done["words"]) == (None, "Nothing is left here.")
    part = desk.get("list", **{"show": "all", "from": 4, "count": 2})
    assert (part["of"], [item["id"] for item in part["items"]]) == (len(ids), ids[4:6])


def test_a_doubt_of_a_marker_on_the_map_comes_first(path):
    from conflictmap.corrections import Correction

    with Archive(path) as archive:
        archive.correct([Correction("", "doubt", "r4-1", column="place", who="Reader", why="another Tikrit")])
    with sitting(path) as desk:
        case = desk.get("case")["case"]
        assert (case["id"], case["state"]) == ("r4-1", "open")
        assert [item["id"] for item in desk.get("list", show="marked")["items"]] == ["r4-1"]
        desk.act("r4-1", ("confirm",))
        assert desk.get("list", show="marked")["of"] == 0


def test_what_is_saved_can_be_read_and_gives_the_same_rows(desk, path, tmp_path):
    desk.act("r1-1", ("edit", "killed_low", "9"), why='=HYPERLINK("https://evil.example")')
    desk.act("r2-1", ("reject",), who="+Basma")
    desk.act("r5-1", ("move", "", "33.30,44.40"))
    table = desk.ask("GET", "/api/corrections.csv").content
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig"))):
        assert not any(cell[:1] in "=+-@" for cell in row if cell)
    (tmp_path / "corrections.csv").write_bytes(table)
    read = read_corrections(tmp_path / "corrections.csv")
    assert {made.why for made in read} == {'=HYPERLINK("https://evil.example")', ""}
    with Archive(path) as archive:
        rows = apply_corrections(archive.rows(corrected=False), read).rows
        assert rows == list(archive.rows())


BAD = [
    {"acts": [{"action": "edit", "column": "killed_low", "value": "many"}]},
    {"acts": [{"action": "edit", "column": "killed_low", "value": "-1"}]},
    {"acts": [{"action": "edit", "column": "incident_id", "value": "x"}]},
    {"acts": [{"action": "edit", "column": "geometry", "value": "x"}]},
    {"acts": [{"action": "edit", "column": "kind", "value": "picnic"}]},
    {"acts": [{"action": "edit", "column": "date_start", "value": "2006-02-31"}]},
    {"acts": [{"action": "move", "value": "no-such-place"}]},
    {"acts": [{"action": "move", "value": "95,44"}]},
    {"acts": [{"action": "undo", "value": "x"}]},
    {"acts": [{"action": "drop"}]},
    {"acts": [{"action": ["confirm"]}]},
    {"acts": ["confirm"]},
    {"acts": []},
    {"acts": "confirm"},
    {"acts": [{"action": "confirm"}] * 50},
    {"acts": [{"action": "confirm", "value": "x" * 9000}]},
    {"acts": [{"action": "confirm"}], "why": 5},
    {"acts": [{"action": "confirm"}], "who": ""},
    {"acts": [{"action": "confirm"}], "who": "x" * 200},
    {"acts": [{"action": "confirm"}], "who": "a\u202eb"},
    {"acts": [{"action": "confirm"}], "who": {"name": "x"}},
    {"acts": [{"action": "confirm"}], "id": "no such"},
    {"acts": [{"action": "confirm"}], "id": None},
    {"acts": [{"action": "confirm"}], "seen": "x"},
    {"acts": [{"action": "confirm"}], "seen": 1e99},
    {"acts": [{"action": "confirm"}], "show": "everything"},
    {"acts": [{"action": "confirm"}, {"action": "edit", "column": "attacks", "value": "none"}]},
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_written(desk, path, body):
    answer = desk.ask("POST", "/api/act", json={"who": "Amal", "id": "r1-1", "seen": 0, **body})
    assert answer.status_code == 400
    assert "\n" not in answer.json()["error"]
    assert written(path) == []


@pytest.mark.parametrize(
    "params", [{"from": "x"}, {"show": "x"}, {"order": "x"}, {"count": "1" * 40}, {"from": "-" * 9}]
)
def test_bad_questions_are_refused(desk, params):
    assert desk.ask("GET", "/api/list", params=params).status_code == 400


def test_hostile_words_stay_words(desk, path):
    for text in HOSTILE:
        if len(text) < 2000:
            desk.act("r1-1", ("confirm",), why=text)
    kept = [made.why for made in written(path)]
    assert [text for text in HOSTILE if len(text) < 2000 and "\0" not in text and text == text.strip()] <= kept or kept
    case = desk.get("case", id="r1-1")["case"]
    assert any(RUN in deed["why"] for deed in case["deeds"])
    desk.act("r1-1", ("confirm",), who="<img src=x onerror=window.ran=1>'; DROP TABLE corrections; --")
    assert "DROP TABLE" in written(path)[-1].who


def test_many_hands_at_once_lose_nothing(path):
    """Four people on two desks, each of their deeds either written or refused: what was acknowledged is there."""
    rng = random.Random(5)
    ids = list(rows_of(path))
    acknowledged, lock = [], threading.Lock()
    with sitting(path) as one, sitting(path) as other:

        def work(who):
            desk = (one, other)[who % 2]
            for step in range(6):
                name = ids[(who * 5 + step * rng.randrange(1, 4)) % len(ids)]
                seen = desk.get("case", id=name, show="all")["case"]["seen"]
                body = {
                    "who": f"P{who}",
                    "id": name,
                    "seen": seen,
                    "acts": [{"action": "edit", "column": "attacks", "value": str(2 + step)}],
                }
                answer = desk.ask("POST", "/api/act", json={**body, "why": f"{who}-{step}"})
                assert answer.status_code in {200, 409}, answer.text
                if answer.status_code == 200:
                    with lock:
                        acknowledged.append(f"{who}-{step}")

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(work, range(4)))
    assert sorted(made.why for made in written(path)) == sorted(acknowledged)
    assert acknowledged
    with WatchedArchive(path) as archive:
        assert archive.serial == len(acknowledged)


GUARDS = [
    {"group": "police", "outcome": "killed", "low": 4, "high": 5},
    {"group": "child", "outcome": "wounded", "low": 2, "high": None},
]


def test_who_did_it_and_who_was_hit_are_put_right(desk, path):
    """From the desk to new rows, with the codes that hang on them; the log says it, and it can be taken back."""
    band = {"text": "Falcon Brigade", "group": "militant", "status": "claimed"}
    desk.act("r1-1", ("edit", "perpetrator", json.dumps(band)), ("edit", "target", "a guard post"))
    told = desk.act("r1-1", ("edit", "victims", json.dumps(GUARDS)))["case"]
    assert (told["row"]["perpetrator"], told["row"]["victims"]) == (band, GUARDS)
    assert told["row"]["target"] == {"text": "a guard post", "group": "unknown", "status": "stated"}
    assert {"perpetrator", "target", "victims"} <= set(told["changed"])
    assert told["read"]["perpetrator"] != band
    assert [deed["column"] for deed in told["deeds"]] == ["perpetrator", "target", "victims"]
    kept = rows_of(path)["r1-1"]
    assert (kept["perpetrator"], kept["victims"]) == (band, GUARDS)
    with Archive(path) as archive:
        (event,) = [row for row in archive.events() if any(m["incident_id"] == "r1-1" for m in row["members"])]
    assert (event["perpetrator"], event["victims"]) == (band, GUARDS)
    gone = desk.act("r1-1", ("edit", "perpetrator", ""), ("edit", "victims", ""))["case"]["row"]
    assert (gone["perpetrator"], gone["victims"]) == (None, [])
    assert desk.post("undo", who="Amal")["case"]["row"]["victims"] == GUARDS
    assert desk.post("undo", who="Amal")["case"]["row"]["victims"] == told["read"]["victims"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("perpetrator", {"text": "raiders", "group": "pirate"}),
        ("perpetrator", {"text": "raiders", "group": "militant", "status": "rumoured"}),
        ("target", {"text": " ", "group": "police"}),
        ("target", ["a school"]),
        ("victims", [{"group": "pirate", "outcome": "killed", "low": 1, "high": 1}]),
        ("victims", [{"group": "police", "outcome": "startled", "low": 1, "high": 1}]),
        ("victims", [{"group": "police", "outcome": "killed", "low": 3, "high": 1}]),
        ("victims", [{"group": "police", "outcome": "killed", "low": -1, "high": 1}]),
        ("victims", [{"group": "police", "outcome": "killed"}]),
        ("victims", {"police": 3}),
    ],
)
def test_what_the_codebook_does_not_have_is_refused(desk, path, column, value):
    given = json.dumps(value) if column == "victims" or isinstance(value, dict) else json.dumps({"text": value})
    assert desk.act("r1-1", ("edit", column, given), status=400)["error"].startswith("edit: ")
    assert written(path) == []


def test_a_second_person_sees_nothing_of_who_the_first_says_did_it(desk):
    band = json.dumps({"text": "Falcon Brigade", "group": "militant", "status": "stated"})
    desk.act("r1-1", ("edit", "perpetrator", band), ("edit", "victims", json.dumps(GUARDS)))
    blind = desk.get("case", id="r1-1", who="Basma", show="second")["case"]
    assert "Falcon" not in json.dumps(blind)
    assert blind["row"]["victims"] == blind["read"]["victims"]
    parts = json.dumps(GUARDS[::-1])  # the same parts in another order are no other answer
    desk.act("r1-1", ("edit", "victims", parts), ("edit", "target", "a market"), who="Basma", show="second")
    (pair,) = desk.get("agreement")["pairs"]
    same = {field["field"]: field["same"] for field in pair["fields"]}
    assert (same["victims"], same["perpetrator"], same["kind"]) == (1, 0, 1)


def test_rows_of_tables_come_by_their_best_figure_and_their_width(tmp_path):
    """As a table of others has it: low, best and high, and no doubts."""
    told = [{"killed_high": 3}, {"killed_high": 15}, {"killed_high": 15, "killed_best": 12}, {"killed_high": None}]
    with Archive(tmp_path / "a.gpkg", make=True, rules="1") as archive:
        for number, cells in enumerate(told, 1):
            one = reading(TEXTS[1], number)
            archive.put([replace(one, rows=({**one.rows[0], "killed_low": 3, "doubts": [], **cells},))])
    with sitting(tmp_path / "a.gpkg") as desk:
        assert [item["id"] for item in desk.get("list")["items"]] == ["r3-1", "r2-1", "r1-1", "r4-1"]
