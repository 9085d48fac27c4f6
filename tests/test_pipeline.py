"""The stages composed: what is kept, what is left out and why, what goes wrong."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from handmade import NOWHERE, PLACE, located

from conflictmap import load_language
from conflictmap.extraction import Reading
from conflictmap.gazetteer import load_gazetteer
from conflictmap.model import BadInputError, DateSpan, Report
from conflictmap.pipeline import REASONS, Filters, Outcome, iterate, make_filters, process, run, stages

TEXT = "A car bomb killed six people and wounded 15 in Mosul on Tuesday, police said."


def reports(count, text=TEXT):
    return [Report(f"r{i}", text, published=date(2006, 9, 12)) for i in range(count)]


@pytest.fixture
def fake_stages(monkeypatch):
    """Extraction and geocoding that do as the text says."""

    def extract(report, language):
        if report.text == "fail":
            raise ValueError("two\nlines " + "x" * 1000)
        return Reading([report.text])

    def geocode(incidents, gazetteer, language, online):
        ready = {"kept": located(0), "abroad": located(1, None, "abroad"), "nowhere": located(2, None, "no_place")}
        return [ready[word] for incident in incidents for word in incident.split()]

    monkeypatch.setattr(stages, "read_report", extract)
    monkeypatch.setattr(stages, "geocode", geocode)
    monkeypatch.setattr(stages, "gate_of", lambda *_: SimpleNamespace(opens=lambda _: True))


def test_result_accounts_for_every_report_and_incident(fake_stages):
    texts = ["kept", "abroad kept", "fail", "", "nowhere abroad"]
    result = run([Report(f"r{i}", text) for i, text in enumerate(texts)])
    assert result.reports == 5
    assert len(result.located) == 2
    assert result.left_out == {"abroad": 2, "no_place": 1}
    (problem,) = result.problems
    assert problem.where == "r2"
    assert problem.message.startswith("could not be processed (ValueError: two lines xxx")
    assert len(problem.message) < 400


def test_a_report_that_names_nothing_of_the_country_is_not_read():
    result = run([Report("kabul", "A car bomb in Kabul killed six people.")])
    assert result.left_out == {"elsewhere": 1}
    assert not result.located


def test_interruption_is_not_a_bad_report(monkeypatch):
    def extract(report, language):
        raise KeyboardInterrupt

    monkeypatch.setattr(stages, "read_report", extract)
    with pytest.raises(KeyboardInterrupt):
        run(reports(1))


DAY = date(2006, 9, 12)
FILTERED = [
    (Filters(), {}, None),
    (Filters(provinces=frozenset({"Diyala"})), {}, None),
    (Filters(provinces=frozenset({"Basra"})), {}, "other_province"),
    (Filters(provinces=frozenset({"Diyala"})), {"geocode": NOWHERE}, "other_province"),
    (Filters(provinces=frozenset({"Diyala"})), {"geocode": None}, "other_province"),
    (Filters(kinds=frozenset({"car_bomb"})), {}, None),
    (Filters(kinds=frozenset({"shelling"})), {}, "other_kind"),
    (Filters(first=DAY, last=DAY), {}, None),
    (Filters(first=date(2006, 9, 13)), {}, "outside_dates"),
    (Filters(last=date(2006, 9, 11)), {}, "outside_dates"),
    (Filters(first=date(2006, 9, 13)), {"when": DateSpan(date(2006, 9, 1), date(2006, 9, 30), 4)}, None),
    (Filters(first=DAY), {"when": None}, "no_date"),
    (Filters(first=DAY), {"left_out": "abroad"}, "abroad"),
]


@pytest.mark.parametrize(("filters", "changes", "reason"), FILTERED)
def test_filters(filters, changes, reason):
    assert filters.reason(located(0, **changes)) == reason
    assert reason is None or reason in REASONS


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["Ninewa"], {"Nineveh"}),
        (["Tameem", "kirkuk"], {"Kirkuk"}),
        (["saladin"], {"Salah al-Din"}),
        (["Al-Anbar Province"], {"Anbar"}),
        ([], set()),
    ],
)
def test_provinces_in_any_spelling(typed, names):
    assert make_filters(load_gazetteer(), provinces=typed).provinces == names


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"provinces": ["Bagdahd"]}, "unknown province 'Bagdahd'; did you mean Baghdad"),
        ({"kinds": ["carbomb"]}, "unknown kind 'carbomb'; did you mean car_bomb"),
        ({"kinds": ["§"]}, "did you mean car_bomb, suicide_car_bomb"),
        ({"first": date(2006, 2, 1), "last": date(2006, 1, 1)}, "is after the last day"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(typed, message):
    with pytest.raises(BadInputError, match=message):
        make_filters(load_gazetteer(), **typed)


def test_kinds_may_be_written_as_words():
    assert make_filters(load_gazetteer(), kinds=["Car bomb", "air-strike"]).kinds == {"car_bomb", "air_strike"}


# --- with the real stages ---------------------------------------------------------------------------------------


def test_one_report_end_to_end():
    (found,) = run(reports(1)).located
    assert found.geocode.province == "Nineveh"
    assert (found.incident.killed.best, found.incident.wounded.best) == (6, 15)
    assert found.incident.when.start == date(2006, 9, 12)


def test_what_the_gazetteer_lacks_is_asked_for_in_this_process_only():
    asked = []

    def online(text):
        asked.append(text)
        return PLACE

    text = "A car bomb killed six people in Zarboqistan on Tuesday, Iraqi police said."
    (found,) = run(reports(1, text), online=online, jobs=2).located
    assert asked == ["Zarboqistan"]
    assert found.geocode is PLACE
    assert "online_place" in found.doubts


def test_reports_are_taken_as_they_are_needed():
    def endless():
        number = 0
        while True:
            yield Report(f"r{number}", TEXT)
            number += 1

    outcomes = iterate(endless(), jobs=1)
    assert isinstance(next(outcomes), Outcome)


HOSTILE = [
    "",
    " ",
    "(" * 5000,
    "killed " * 2000,
    "1" * 5000 + " killed in Mosul",
    "\u202e\u0000\ufffd",
    "{{ 7*7 }} {% x",
    "a" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_breaks_the_stages(text):
    outcome = process(Report("x", text, text), load_language(), load_gazetteer())
    assert outcome.problem is None
