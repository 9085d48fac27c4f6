"""What other data sets call an incident: by its kind, by who was hit and by whom."""

from __future__ import annotations

import copy
import tomllib
from datetime import date
from pathlib import Path

import pytest

from conflictmap import codebook
from conflictmap.defaults import extract
from conflictmap.model import Actor, BadInputError, Count, Incident, Report, Span, Victim

SENTENCES = tomllib.loads((Path(__file__).parent / "data" / "crosswalk.toml").read_text(encoding="utf-8"))["codes"]
CASES = [(text, sub) for sub, texts in SENTENCES.items() for text in texts]
MISREAD = {"Two border guards were shot dead near Sinjar."}  # the victims are not read as people


def coded(text):
    incidents = extract(Report("r", text, published=date(2006, 9, 12)))
    return [codebook.codes_of(incident).sub_event_type for incident in incidents]


@pytest.mark.parametrize(("text", "sub"), CASES, ids=[text[:50] for text, _ in CASES])
def test_a_sentence_gets_the_code_that_a_coder_gives(text, sub):
    assert (coded(text) == [sub]) != (text in MISREAD)


def incident(kind, *, victims=(), perpetrator=None, target=None, killed=None, wounded=None):
    actor = [Actor(group, group) if group else None for group in (perpetrator, target)]
    hurt = tuple(Victim(group, "killed", Count(count, count)) for group, count in victims)
    report = Report("r", "x")
    return Incident(
        report, 0, kind, 1, killed, wounded, None, Span(0, 1), victims=hurt, perpetrator=actor[0], target=actor[1]
    )


def test_attackers_who_died_were_not_hit():
    shot = incident("shooting", victims=[("civilian", 3), ("militant", 1)], perpetrator="militant", killed=Count(4, 4))
    assert codebook.hit_by(shot)[0] == {"civilian", "civil"}
    assert codebook.codes_of(shot).event_type == "Violence against civilians"
    feud = incident("shooting", victims=[("militant", 2)], perpetrator="militant")
    assert codebook.codes_of(feud).sub_event_type == "Armed clash"


def test_whom_it_was_aimed_at_counts_first():
    beside = incident("shooting", victims=[("civilian", 1)], perpetrator="militant", target="police")
    assert codebook.codes_of(beside).event_type == "Battles"
    cornered = incident("shooting", victims=[("militant", 2)], perpetrator="police", target="civilian")
    assert codebook.codes_of(cornered).event_type == "Battles"
    assert codebook.hit_by(incident("shooting")) == ({"unknown"}, {"unknown"})


def test_nobody_hurt_is_not_hit():
    missed = incident("shooting", victims=[("police", 0)], target="civilian")
    assert codebook.codes_of(missed).event_type == "Violence against civilians"


def test_gtd_and_plover_depend_on_it_too():
    shot = incident("shooting", victims=[("official", 1)], perpetrator="militant", killed=Count(1, 1))
    assert codebook.codes_of(shot).gtd_attack == 1
    assert codebook.codes_of(shot).gtd_weapon == 5
    arrests = codebook.codes_of(incident("raid", perpetrator="police"))
    assert (arrests.plover_event, arrests.plover_mode) == ("COERCE", "arrest")
    fought = codebook.codes_of(incident("raid", perpetrator="police", victims=[("militant", 1)], killed=Count(1, 1)))
    assert (fought.plover_event, fought.plover_mode, fought.sub_event_type) == ("ASSAULT", "firearms", "Armed clash")


RAW = tomllib.loads((Path(codebook.__file__).parents[1] / "rules" / "codebook.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kinds": ["shout"]}, "unknown kind 'shout'"),
        ({"hit": ["them"]}, "unknown side or group 'them'"),
        ({"acled": {"type": "Battles"}}, "unknown key 'type'"),
        ({"when": True}, "unknown key 'when'"),
    ],
)
def test_a_slip_in_the_crosswalk_is_one_line(change, words):
    raw = copy.deepcopy(RAW)
    raw["crosswalk"][0] |= change
    with pytest.raises(BadInputError, match=words):
        codebook.compile_codebook(raw)


def test_every_row_of_the_crosswalk_changes_something():
    """A row that no incident reaches, or that says what the kind says, is dead."""
    book = codebook.load_codebook()
    for row in book.crosswalk:
        for codes in row.codes.values():
            assert any(
                getattr(book.kinds[kind].codes, name) != value for kind in row.kinds for name, value in codes.items()
            ), row.id
