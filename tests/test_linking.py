"""Incidents of several reports that tell one event: what is joined, what stays apart, and what the event says."""

from __future__ import annotations

import random
from datetime import date

import pytest
from instructions import instructions

from conflictmap import codebook
from conflictmap.defaults import extract
from conflictmap.frame import counted_once, from_rows
from conflictmap.geocoding import geocode
from conflictmap.linking import compile_rules, link, linking_rules, twins
from conflictmap.linking.accounts import account_of, called_alike
from conflictmap.linking.blocking import candidate_pairs
from conflictmap.linking.twins import twin_reports
from conflictmap.model import BadInputError, Report
from conflictmap.record import record
from conflictmap.sums import Total, totals

TUESDAY = "2006-09-12"


def rows_of(*texts, published="2006-09-13", source=None):
    """The rows of some reports, named a, b, c ..."""
    rows = []
    for i, told in enumerate(texts):
        text, day = told if isinstance(told, tuple) else (told, published)
        report = Report(chr(97 + i), text, published=date.fromisoformat(day), source=source)
        rows += [record(item) for item in geocode(extract(report)) if item.left_out is None]
    return rows


def groups(linked):
    """Which incidents were joined, each event a sorted list of ids, single ones left out."""
    found = [sorted(member["incident_id"] for member in row["members"]) for row in linked.rows]
    return sorted(group for group in found if group)


def dead(linked):
    return sum(totals(linked.rows).values(), Total()).killed


KUT = "A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding 15, police said."


def test_one_article_under_two_names_counts_once():
    rows = rows_of(KUT, KUT)
    linked = link(rows)
    assert groups(linked) == [["a-1", "b-1"]]
    assert dead(linked) == 6
    row = linked.rows[0]
    assert (row["reports"], row["event_id"], linked.joined) == (2, "a-1", 1)
    assert {reason["reason"] for reason in row["members"][0]["reasons"]} >= {
        "same_sentence",
        "same_spot",
        "killed_same",
    }


def test_few_reports_and_many_have_the_same_copies(monkeypatch):
    words = "market bridge school depot river square tower garden harbour station".split()
    rng = random.Random(3)
    told = [
        f"A car bomb killed {number + 2} people near the {' '.join(rng.sample(words, 10) + rng.sample(words, 10))} in Kut on Tuesday, police said."
        for number in range(12)
    ]
    rows = rows_of(*told, *(text.replace("police said", "police said later") for text in told[:4]), told[7])
    accounts, limits = [account_of(at, row) for at, row in enumerate(rows)], linking_rules().limits
    pairs = [("a", "m"), ("b", "n"), ("c", "o"), ("d", "p"), ("h", "q")]
    assert twin_reports(accounts, limits) == frozenset(pairs)
    monkeypatch.setattr(twins, "_FEW", 0)
    assert twin_reports(accounts, limits) == frozenset(pairs)


def test_no_copy_is_missed_among_many():
    """Each report has a copy with a word changed; the shingles of one and the other are alike by .9."""
    rng, words = random.Random(5), [f"word{n}" for n in range(400)]
    told: list[str] = []
    for _ in range(60):
        text = rng.sample(words, 75)
        copy = ["changed" if n == 40 else word for n, word in enumerate(text)]
        told += [f"A bomb killed two in Kut near {' '.join(each)}, police said." for each in (text, copy)]
    accounts, limits = [account_of(at, row) for at, row in enumerate(rows_of(*told))], linking_rules().limits
    found = twin_reports(accounts, limits)
    named = [account.report for account in accounts]
    assert found == {tuple(sorted(pair)) for pair in zip(named[::2], named[1::2], strict=True)}


JOINED = [
    # the second report tells the same event in other words
    "Six people died and 15 were injured when a vehicle packed with explosives blew up in Kut on Tuesday.",
    "KUT - Six killed, 15 wounded in Tuesday's car bomb attack on a market.",
    "A bombing in Kut on Tuesday killed six civilians and wounded 15 others, a hospital source said.",
    ("The toll of Tuesday's car bombing at a market in Kut rose to eight dead and 17 wounded.", "2006-09-14"),
]
APART = [
    # the second report tells another event that looks like it
    "A car bomb exploded near a market in Hilla on Tuesday, killing six people and wounding 15, police said.",
    "A roadside bomb hit a police patrol in Kut on Tuesday, killing two policemen.",
    "Gunmen shot dead a baker in Kut on Tuesday.",
    ("A car bomb exploded at a police station in Kut on Friday, killing 11 policemen.", "2006-09-16"),
    "A suicide bomber killed 23 recruits outside an army base in Kut on Tuesday.",
    ("A car bomb exploded near a market in Kut on Monday, killing three people.", "2006-09-12"),
]


@pytest.mark.parametrize("other", JOINED)
def test_two_tellings_of_one_event_are_one(other):
    assert groups(link(rows_of(KUT, other))) == [["a-1", "b-1"]]


@pytest.mark.parametrize("other", APART)
def test_two_events_that_look_alike_stay_two(other):
    linked = link(rows_of(KUT, other))
    assert groups(linked) == []
    assert len(linked.rows) == 2


NAMED = [
    ("a longer name holds the shorter", "the Qadisiya tile works", "Qadisiya", True),
    ("however it is written", "NADIR market", "the market of Nadir", True),
    ("common nouns are no names", "a market in the north", "a market in the south", False),
    ("one word of two is not enough", "Bab al-Sharq", "Bab al-Gharb", False),
    ("what holds it is no name of its own", "Najaf", "a shrine in Najaf", False),
]


@pytest.mark.parametrize(("shows", "one", "other", "alike"), NAMED)
def test_places_that_are_called_alike(shows, one, other, alike):
    (row,) = rows_of(KUT)
    named = [
        {**row, "place_text": name, "place": None, "province": "Najaf", "district": "Najaf"} for name in (one, other)
    ]
    mine, theirs = (account_of(at, row) for at, row in enumerate(named))
    assert called_alike(mine, theirs) is called_alike(theirs, mine) is alike


def test_a_place_that_was_found_elsewhere_is_compared_by_its_name():
    rows = rows_of(KUT, KUT.replace("A car bomb", "One car bomb"))
    rows[1].update(lat=36.2, lon=43.1, province="Nineveh", district="Mosul", province_mapped=None)
    apart = [dict(row, place_text=name, place=name) for row, name in zip(rows, ("Ward Market", "Sidra"), strict=True)]
    alike = [dict(row, place_text="Ward Market", place="Ward Market") for row in rows]
    assert (compared(apart), compared(alike)) == ([], [(0, 1)])


def test_a_region_is_compared_with_a_place_that_it_reaches():
    rows = rows_of(KUT, KUT)
    rows[0].update(
        lat=36.5, lon=44.5, radius_km=120.0, where_prec=5, province=None, district=None, place_text="a region"
    )
    rows[1].update(lat=35.7, lon=45.3, province="Sulaymaniyah", district="Penjwin", place_text="Penjwin")
    assert compared(rows) == [(0, 1)]
    rows[1].update(lat=30.5, lon=47.8, province="Basra", district="Basra", place_text="Basra")
    assert compared(rows) == []


def compared(rows):
    accounts = [account_of(at, row) for at, row in enumerate(rows)]
    return list(candidate_pairs(accounts, frozenset(), linking_rules().limits))


def test_two_bombs_that_one_report_tells_apart_stay_two():
    two = "A car bomb killed six people in Kut on Tuesday. Another car bomb killed six people in Kut on Tuesday."
    rows = rows_of(two, two)
    assert [row["killed_low"] for row in rows] == [6, 6, 6, 6]
    linked = link(rows)
    assert groups(linked) == [["a-1", "b-1"], ["a-2", "b-2"]]
    assert dead(linked) == 12


def test_a_toll_that_rises_is_a_range_and_the_latest_counts():
    linked = link(rows_of(KUT, JOINED[3], KUT))
    row = linked.rows[0]
    assert (row["killed_low"], row["killed_high"], row["killed_best"]) == (6, 8, 8)
    assert "conflicting_tolls" in row["doubts"]
    assert dead(linked) == 8
    assert from_rows(linked.rows)["killed"].tolist() == [8]
    assert counted_once(from_rows(linked.rows))["wounded"].tolist() == [17]
    assert link(rows_of(KUT, JOINED[3], KUT), best="median").rows[0]["killed_best"] is None


def test_an_open_end_is_closed_by_a_report_that_counted():
    row = link(rows_of(KUT.replace("six", "at least six"), KUT)).rows[0]
    assert (row["killed_low"], row["killed_high"]) == (6, 6)


def test_a_total_of_another_report_holds_what_the_others_tell():
    linked = link(rows_of(KUT, "At least 30 people were killed in attacks across Iraq on Tuesday."))
    assert dead(linked) == 30
    assert linked.rows[0]["total_id"] == "b-1"
    assert linked.rows[1]["beyond"]["killed_low"] == 24


def test_two_attacks_told_together_are_those_that_another_report_tells_one_by_one():
    linked = link(
        rows_of(
            "A car bomb killed five people in Karrada on Tuesday. A car bomb killed four people in Dora on Tuesday.",
            "Two car bombs killed nine people in Baghdad on Tuesday.",
        )
    )
    assert dead(linked) == 9


def test_a_person_decides():
    rows = rows_of(KUT, KUT, APART[1])
    assert groups(link(rows, apart=[("b-1", "a-1")])) == []
    assert groups(link(rows, together=[("a-1", "c-1"), ("a-1", "nobody")])) == [["a-1", "b-1", "c-1"]]


def test_linking_undoes_nothing_and_orders_nothing():
    rows = rows_of(KUT, APART[1], KUT, JOINED[0])
    before = [dict(row) for row in rows]
    expected = groups(link(rows))
    assert rows == before
    for seed in range(5):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)
        assert groups(link(mixed)) == expected


def test_rows_that_linking_has_seen_say_so_and_others_do_not():
    rows = rows_of(KUT)
    assert (rows[0]["event_id"], rows[0]["members"], rows[0]["reports"]) == (None, [], None)
    assert (link(rows).rows[0]["event_id"], link(rows).rows[0]["reports"]) == ("a-1", 1)


def test_work_grows_with_the_number_of_rows():
    """Twice the reports of other days and places: at most little more than twice the work."""
    base = rows_of(KUT)[0]

    def many(count):
        made = []
        for i in range(count):
            day = date.fromordinal(730_000 + i // 4).isoformat()
            made.append(
                base
                | {"incident_id": f"r{i}-1", "report_id": f"r{i}", "date_start": day, "date_end": day, "published": day}
                | {
                    "sentence": " ".join(f"word{i}x{k}" for k in range(12)),
                    "lat": 29.5 + i % 7,
                    "province": f"P{i % 7}",
                    "killed_low": i % 50 + 1,
                }
            )
        return made

    small, large = (instructions(link, many(n)) for n in (100, 200))
    assert large < 2.6 * small


def test_every_reason_has_a_weight():
    weights = linking_rules().weights
    assert set(weights) == set(codebook.load_codebook().ids("reason")) - {"decided"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weights": {"no_reason": 1.0}}, "no_reason"),
        ({"weights": {"near": "much"}}, "no number"),
        ({"limits": {}}, "join"),
        ({"kinds": {"confused": [["car_bomb", "flood"]]}}, "flood"),
        ({"more": {}}, "more"),
    ],
)
def test_slips_in_the_rules_are_told(change, said):
    good = {"weights": {}, "kinds": {}, "limits": dict.fromkeys(linking_rules().limits.__slots__, 1.0)}
    assert compile_rules(good, "x.toml").weights == {}
    with pytest.raises(BadInputError, match=f"x.toml.*{said}"):
        compile_rules(good | change, "x.toml")


def test_an_unknown_choice_of_the_best_figure_is_refused():
    with pytest.raises(BadInputError, match="latest or median"):
        link(rows_of(KUT), best="highest")
