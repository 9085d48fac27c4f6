"""The rules that are data: what is misspelt is found when they are read. The world list."""

from __future__ import annotations

import copy
import tomllib
from importlib.resources import files

import pytest
from smallland import GAZETTEER

from conflictmap.defaults import load_language
from conflictmap.gazetteer import world_file
from conflictmap.geocoding import resolver_for
from conflictmap.geocoding.names.world import World
from conflictmap.geocoding.placing.precision import compile_precision, load_precision
from conflictmap.model import BadInputError
from conflictmap.placekinds import KINDS

RULES = files("conflictmap") / "rules"


def table(name):
    return tomllib.loads((RULES / name).read_text(encoding="utf-8"))


def test_every_kind_has_a_class():
    precision = load_precision()
    assert set(precision.by_kind) == KINDS
    assert all(0 < c.prior <= 1 and 1 <= c.where_prec <= 7 and 1 <= c.geo <= 3 for c in precision.by_kind.values())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t["class"].pop(), "no class for kind"),
        (lambda t: t["class"][0]["kinds"].append("town"), "stands twice"),
        (lambda t: t["class"][0].update(speed=1), "speed"),
        (lambda t: t["derived"].pop("near_km"), "near_km"),
    ],
)
def test_a_misspelt_precision_is_found(change, message):
    changed = copy.deepcopy(table("precision.toml"))
    change(changed)
    with pytest.raises(BadInputError, match=message):
        compile_precision(changed)


WORLD = World("IQ", resolver_for(GAZETTEER, load_language()).folder, world_file(), ["iraq"])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kabul", "AF"),
        ("Syria", "SY"),
        ("Deir al-Zor", "SY"),
        ("Tripoli", "LY"),
        ("New York", "US"),
        ("Gaza Strip", "PS"),
    ],
)
def test_names_abroad(name, code):
    found = WORLD.country_of(WORLD.folder.exact(name))
    assert found == code


@pytest.mark.parametrize("name", ["Iraq", "Baghdad", "Mosul", "Zarboq", "Of", "Man"])
def test_names_that_are_not_abroad(name):
    assert not WORLD.is_foreign(WORLD.folder.exact(name))


def test_home_is_abroad_for_others():
    assert World("SY", WORLD.folder, world_file()).is_foreign("baghdad")


def test_without_a_list_nothing_is_abroad():
    assert not World("IQ", WORLD.folder, None).is_foreign("kabul")
