"""Spellings of one name come to one key; names that differ do not."""

from __future__ import annotations

import pytest
from smallland import GAZETTEER

from conflictmap.defaults import load_language
from conflictmap.geocoding import resolver_for
from conflictmap.geocoding.names.folding import plain

FOLDER = resolver_for(GAZETTEER, load_language()).folder


def exact(name):
    return FOLDER.exact(name)


def vowels(name):
    return "".join(map(FOLDER.vowels, FOLDER.words(name)))


def loose(name):
    keys = {""}
    for piece in FOLDER.words(name):
        keys = {k + form for k in keys for form in FOLDER.loose(piece)}
    return keys


SAME_EXACT = [
    "al-Salam|Al Salam|as-Salam|As Salām|es-Salam|el-Salam|Salam",
    "Ba'qubah|Ba‘qūbah|Baʿqūbah|BAQUBAH|Ba`qubah",
    "Tall Afar|Tal Afar|Tel-Afar|Tell Afar|Tall ‘Afar",
    "17 July|July 17|17th of July|17 Tammuz|17 Tamouz|July 17th",
    "Salah al-Din|Salah ad Din|Şalāḩ ad Dīn|Salah-al-Din",
    "Abu Ghraib|Abou Ghraib|Abu-Ghraib",
    "Sheikh Omar|Shaykh Omar|Sheik Omar",
    "الفلوجة|فلوجة|الفلوجه",
    "كركوك|کرکوک",
]
SAME_VOWELS = [
    "Falluja|al-Fallujah|Faluja|Fallouja|Al Fallūjah",
    "Baquba|Baqouba|Baaquba|Ba'quba",
    "Mahmudiyah|Mahmoudiya|Mahmoodiya|Mahmoudia|al-Maḩmūdīyah",
    "Suwayrah|Suwaira|Swaira|Souwaira",
    "Dawr|Dour|Dur|Door|Ad Dawr",
    "Qayyarah|Qayara|Qaiyara",
    "Ghazaliya|Ghazaliyah|Ghazalia|Ghazzaliya|Ghazaliyya",
    "Hussein|Husayn|Hossein|Hussain",
    "Zubair|Zubayr|Zubeir",
    "Rumaytha|Rumaitha|Rumeitha",
]
SAME_LOOSE = [
    "Muqdadiya|Mukdadiya|Mugdadiya",
    "Halabja|Halabcha",
    "Adhamiya|A'zamiyah|Athamiya|Adamiya",
    "Dhuluiya|Thuluiya|Duluiya|Zuluiya",
    "Ghazaliya|Gazaliya|Qazaliya|Khazaliya",
    "Kadhimiya|Khadimiya",
]


def groups(table):
    return [pytest.param(row.split("|"), id=row.split("|")[0]) for row in table]


@pytest.mark.parametrize("names", groups(SAME_EXACT))
def test_typography_and_articles_leave_the_exact_key(names):
    assert len({exact(n) for n in names}) == 1, {n: exact(n) for n in names}


@pytest.mark.parametrize("names", groups(SAME_VOWELS))
def test_vowels_are_written_in_one_way(names):
    assert len({vowels(n) for n in names}) == 1, {n: vowels(n) for n in names}


@pytest.mark.parametrize("names", groups(SAME_LOOSE))
def test_disputed_consonants_meet(names):
    first = loose(names[0])
    assert all(first & loose(n) for n in names[1:]), {n: loose(n) for n in names}


DIFFERENT = [
    "Basra|Bosra",
    "Kut|Kot Diji",
    "Amara|Amiriya",
    "Balad|Balad Ruz",
    "Tikrit|Tikriti",
    "Najaf|Nasaf",
    "Hilla|Hawija",
]


@pytest.mark.parametrize("names", groups(DIFFERENT))
def test_other_names_stay_apart(names):
    one, other = names
    assert not loose(one) & loose(other)


@pytest.mark.parametrize("word", ["al", "as", "el"])
def test_an_article_alone_is_kept(word):
    assert exact(word) == word


def test_english_words_like_articles_only_vanish_before_their_letter():
    assert FOLDER.words("an Najaf") == ["najaf"]
    assert FOLDER.words("as Kirkuk") == ["as", "kirkuk"]


def test_plain_keeps_case_and_hyphens():
    assert plain("Qaḑā’ al–Ḩillah") == "Qada' al-Hillah"
