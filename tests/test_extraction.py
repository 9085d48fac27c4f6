"""Any report at all: nothing crashes, every offset holds, every figure can be found in the words that carry it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instructions import instructions
from sentencecases import load, read

from conflictmap import codebook
from conflictmap.defaults import extract, load_language
from conflictmap.model import Incident, Report
from conflictmap.model.bounds import YEARS

CASES = load()
VIOLENT = (
    "A car bomb killed wounded at least six people in Mosul on Monday , . ; : - ( ) \" ' and while police found the bodies of "
    "two men gunmen shot dead including 15 1,200 a dozen no one was hurt near Kirkuk suicide bomber blew himself up another the blast "
    "toll rose to 31 kidnapped three others of them between up KUT \n \n\n * south of there Sept. 12 200 who were up"
).split(" ")
WORDS = st.lists(st.sampled_from(VIOLENT), max_size=60).map(" ".join)
ANYTHING = st.one_of(
    st.text(max_size=300), WORDS, st.lists(st.sampled_from([case["text"] for case in CASES]), max_size=4).map("\n".join)
)
DAYS = st.one_of(st.none(), st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)))


def check(incident: Incident, report: Report) -> None:
    """Check what holds of every incident."""
    assert incident.report is report
    assert incident.kind in codebook.kinds()
    assert incident.attacks >= 1
    spans = [item.span for item in incident.evidence] + [phrase.span for phrase in incident.places if phrase.span]
    for span in (*spans, incident.sentence):
        assert 0 <= span.start < span.end <= len(report.part(span.field))
    for count in (incident.killed, incident.wounded, incident.abducted):
        if count is not None:
            assert count.low is not None or count.high is not None
            assert None in {count.low, count.high} or count.low <= count.high
            assert count.best >= 0
    for victim in incident.victims:
        assert victim.group in codebook.groups()
    if incident.when is not None:
        assert incident.when.start <= incident.when.end
        assert 1 <= incident.when.prec <= 5
    assert len(set(incident.doubts)) == len(incident.doubts)
    assert set(incident.doubts) <= set(codebook.doubts())
    assert {item.role for item in incident.evidence} <= set(codebook.load_codebook().ids("role"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, ANYTHING, DAYS)
def test_no_report_breaks_it(text, title, published):
    report = Report("r", text, title, published)
    found = extract(report)
    assert [incident.number for incident in found] == list(range(len(found)))
    for incident in found:
        check(incident, report)


@settings(max_examples=40)
@given(st.sampled_from(CASES), st.integers(0, 60))
def test_a_cut_report_breaks_nothing(case, at):
    report = Report("r", case["text"][:at], case.get("title", "")[at:])
    for incident in extract(report):
        check(incident, report)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "A" * 5000, "killed " * 400, "6 " * 400, "(" * 300 + "bomb killed six"]
)
def test_odd_reports(text):
    report = Report("r", text, text[:50])
    for incident in extract(report):
        check(incident, report)


NUMBER = re.compile(r"\d+")


def spelled(words: str) -> set[str]:
    """Every number word that stands in a stretch of text."""
    language = load_language()
    return {
        word for word in re.findall(r"[a-z]+", words.lower()) if word in {**language.numbers, **language.multipliers}
    }


ONE_EACH = re.compile(r"\b(?:an?|his|her|their|the)\b|\bcouple\b|\btwin\b|\bfamily\b")


@pytest.mark.parametrize("case", [case for case in CASES if case["read"]], ids=lambda case: case["text"][:40])
def test_a_figure_stands_in_its_evidence(case):
    """A figure is told by a number in the words given as evidence, or by as many persons named there one by one."""
    for incident in read(case["text"], case.get("title", "")):
        for outcome in ("killed", "wounded", "abducted"):
            count = getattr(incident, outcome)
            items = [item for item in incident.evidence if item.role == outcome]
            if count is None or not items or count.best <= 2 or "vague_number" in incident.doubts:
                continue
            words = " ".join(item.span.of(incident.report) for item in items)
            assert NUMBER.search(words) or spelled(words) or len(ONE_EACH.findall(words.lower())) >= count.best, (
                count,
                words,
            )


def test_the_same_report_reads_the_same():
    for case in CASES[:40]:
        assert read(case["text"]) == read(case["text"])


def test_each_of_two_attacks_has_its_own_day_once_one_is_singled_out():
    told = "Armed men shot up a bakery in Rumaitha on 8 June and again on 21 June. The {} attack killed the owner."
    for word, day in (("first", 8), ("earlier", 8), ("second", 21), ("latter", 21)):
        found = extract(Report("1", told.format(word), published=date(2014, 9, 16)))
        days = [(incident.killed is not None, incident.when.start) for incident in found]
        assert days == [(True, date(2014, 6, day)), (False, date(2014, 6, 29 - day))]


def test_typography_changes_nothing():
    plain = "A mortar in Ba'quba killed six people - four of them police - on Monday."
    curly = plain.replace("'", "\u2019").replace(" - ", " \u2014 ")
    first, second = read(plain)[0], read(curly)[0]
    assert (first.kind, first.killed, first.sentence) == (second.kind, second.killed, second.sentence)
    assert second.places[0].text == "Ba\u2019quba"


SENTENCES = (
    "A car bomb killed six people and wounded 15 in Mosul on Monday. ",
    "Gunmen shot dead a police officer in Baquba. ",
    "The bodies of three men were found in Kirkuk. ",
)
LOG = ("0610 - Kut. IED on the bridge road. 1 KIA\n",)


@pytest.mark.slow
@pytest.mark.parametrize("told", [SENTENCES[:1], SENTENCES, LOG], ids=["one", "several", "log"])
def test_work_goes_with_length(told):
    """A report twice as long takes about twice the steps; one that pairs all its sentences would take four times."""
    short, long = (
        instructions(extract, Report("r", "".join(told) * many, published=date(2006, 9, 13))) for many in (12, 24)
    )
    assert long < 2.3 * short


def test_instructions_tell_a_pairing_from_a_walk():
    def walk(items):
        return [item for item in items]  # noqa: C416

    def pair(items):
        return [one for one in items for _ in items]

    assert instructions(walk, range(400)) < 2.3 * instructions(walk, range(200))
    assert instructions(pair, range(40)) > 3.5 * instructions(pair, range(20))


def test_places_that_a_headline_tells_apart_stand_in_it():
    found = extract(Report("r", "", title="Car bombs kill nine in Kut and Hilla"))
    assert [i.places[0].span.of(i.report) for i in found] == ["Kut", "Hilla", "Kut and Hilla"]
