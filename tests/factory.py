"""Made-up incidents for tests and benchmarks: any number of them, the same for the same seed.

The sentences are put together from templates, so 200,000 of them compress better than 200,000 real ones would.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import geopandas as gpd
import numpy as np

from conflictmap.frame import from_rows
from conflictmap.record import COLUMNS

# name, place_id, province, district, p-code, lat, lon, where_prec, radius_km, weight
PLACES: list[tuple[str, str, str, str | None, str, float, float, int, float, int]] = [
    ("Baghdad", "iq-baghdad", "Baghdad", "Karkh", "IQG08", 33.3406, 44.4009, 1, 14.0, 26),
    ("Sadr City", "iq-sadr-city", "Baghdad", "Thawra", "IQG08", 33.3894, 44.4583, 1, 3.0, 6),
    ("Ghazaliya", "iq-ghazaliya", "Baghdad", "Karkh", "IQG08", 33.3367, 44.2867, 1, 2.0, 3),
    ("Karrada", "iq-karrada", "Baghdad", "Karrada", "IQG08", 33.3003, 44.4258, 1, 2.0, 4),
    ("Doura", "iq-doura", "Baghdad", "Karkh", "IQG08", 33.2525, 44.3969, 1, 2.5, 3),
    ("Adhamiya", "iq-adhamiya", "Baghdad", "Adhamiya", "IQG08", 33.3706, 44.3644, 1, 2.0, 3),
    ("western Baghdad", "iq-baghdad@W", "Baghdad", None, "IQG08", 33.3406, 44.3109, 2, 9.0, 5),
    ("Baghdad province", "iq-province-baghdad", "Baghdad", None, "IQG08", 33.3, 44.4, 4, 40.0, 2),
    ("Mosul", "iq-mosul", "Nineveh", "Mosul", "IQG15", 36.335, 43.1189, 1, 9.0, 10),
    ("Tal Afar", "iq-tal-afar", "Nineveh", "Telafar", "IQG15", 36.3742, 42.4478, 1, 4.0, 4),
    ("Sinjar", "iq-sinjar", "Nineveh", "Sinjar", "IQG15", 36.3208, 41.8764, 1, 3.0, 2),
    ("Nineveh province", "iq-province-nineveh", "Nineveh", None, "IQG15", 36.0, 42.5, 4, 110.0, 1),
    ("Kirkuk", "iq-kirkuk", "Kirkuk", "Kirkuk", "IQG13", 35.4681, 44.3922, 1, 7.0, 7),
    ("south of Kirkuk", "iq-kirkuk@S20", "Kirkuk", "Daquq", "IQG13", 35.29, 44.3922, 2, 12.0, 2),
    ("Hawija", "iq-hawija", "Kirkuk", "Haweeja", "IQG13", 35.3253, 43.7722, 1, 3.0, 3),
    ("Baquba", "iq-baquba", "Diyala", "Baquba", "IQG10", 33.7475, 44.6567, 1, 5.0, 8),
    ("Muqdadiya", "iq-muqdadiya", "Diyala", "Muqdadiya", "IQG10", 33.9786, 44.9369, 1, 3.0, 4),
    ("Khalis", "iq-khalis", "Diyala", "Khalis", "IQG10", 33.81, 44.5311, 1, 3.0, 2),
    ("Diyala province", "iq-province-diyala", "Diyala", None, "IQG10", 33.9, 45.0, 4, 80.0, 2),
    ("Tikrit", "iq-tikrit", "Salah al-Din", "Tikrit", "IQG16", 34.6072, 43.6783, 1, 4.0, 3),
    ("Samarra", "iq-samarra", "Salah al-Din", "Samarra", "IQG16", 34.1983, 43.8742, 1, 4.0, 4),
    ("Baiji", "iq-baiji", "Salah al-Din", "Baiji", "IQG16", 34.9314, 43.4931, 1, 4.0, 3),
    ("the road from Tikrit to Baiji", "iq-tikrit~iq-baiji", "Salah al-Din", None, "IQG16", 34.77, 43.59, 5, 22.0, 1),
    ("Falluja", "iq-falluja", "Anbar", "Falluja", "IQG01", 33.3492, 43.7836, 1, 4.0, 6),
    ("Ramadi", "iq-ramadi", "Anbar", "Ramadi", "IQG01", 33.4206, 43.3078, 1, 5.0, 6),
    ("Haditha", "iq-haditha", "Anbar", "Haditha", "IQG01", 34.1392, 42.3781, 1, 3.0, 2),
    ("Qaim", "iq-qaim", "Anbar", "Qaim", "IQG01", 34.3689, 41.0939, 1, 4.0, 2),
    ("Anbar province", "iq-province-anbar", "Anbar", None, "IQG01", 33.0, 41.7, 4, 190.0, 2),
    ("Hilla", "iq-hilla", "Babil", "Hilla", "IQG07", 32.4637, 44.4199, 1, 5.0, 4),
    ("Iskandariya", "iq-iskandariya", "Babil", "Musayab", "IQG07", 32.8958, 44.3472, 1, 4.0, 2),
    ("Karbala", "iq-karbala", "Karbala", "Karbala", "IQG12", 32.616, 44.0249, 1, 5.0, 3),
    ("Najaf", "iq-najaf", "Najaf", "Najaf", "IQG04", 32.0, 44.3356, 1, 5.0, 3),
    ("Kut", "iq-kut", "Wasit", "Kut", "IQG18", 32.5128, 45.8183, 1, 5.0, 2),
    ("Diwaniya", "iq-diwaniya", "Qadisiyah", "Diwaniya", "IQG05", 31.9929, 44.9256, 1, 5.0, 1),
    ("Samawa", "iq-samawa", "Muthanna", "Samawa", "IQG03", 31.3097, 45.2803, 1, 4.0, 1),
    ("Nasiriya", "iq-nasiriya", "Dhi Qar", "Nassriya", "IQG17", 31.058, 46.2573, 1, 5.0, 2),
    ("Amara", "iq-amara", "Maysan", "Amara", "IQG14", 31.8357, 47.1442, 1, 5.0, 1),
    ("Basra", "iq-basra", "Basra", "Basrah", "IQG02", 30.5085, 47.7804, 1, 8.0, 5),
    ("Erbil", "iq-erbil", "Erbil", "Erbil", "IQG11", 36.1901, 44.0091, 1, 7.0, 1),
    ("Sulaymaniyah", "iq-sulaymaniyah", "Sulaymaniyah", "Sulaymaniya", "IQG06", 35.5572, 45.4356, 1, 7.0, 1),
]

KINDS = {
    "car_bomb": ("A car bomb blew up", 12, "Remote explosive/landmine/IED"),
    "suicide_car_bomb": ("A suicide car bomb was set off", 6, "Suicide bomb"),
    "suicide_bombing": ("A suicide bomber struck", 6, "Suicide bomb"),
    "roadside_bomb": ("A roadside bomb went off", 20, "Remote explosive/landmine/IED"),
    "bombing": ("A bomb exploded", 6, "Remote explosive/landmine/IED"),
    "shelling": ("Mortar rounds came down", 6, "Shelling/artillery/missile attack"),
    "air_strike": ("Aircraft struck a house", 3, "Air/drone strike"),
    "armed_clash": ("Gunmen fought with police", 9, "Armed clash"),
    "shooting": ("Gunmen opened fire", 16, "Attack"),
    "assassination": ("A councillor was shot", 4, "Attack"),
    "body_found": ("Bodies were found", 7, "Attack"),
    "abduction": ("Men in uniform took workers away", 3, "Abduction/forced disappearance"),
    "execution": ("Captives were put to death", 1, "Attack"),
    "arson_sabotage": ("A pipeline was set alight", 1, "Looting/property destruction"),
    "raid": ("Troops stormed a building", 2, "Armed clash"),
    "other": ("An attack was reported", 1, "Attack"),
}
GROUPS = ("civilian", "police", "state_forces", "militant", "worker")
DAY_ONE = date(2004, 1, 1)


def make_frame(n: int, seed: int = 7, days: int = 3650, spread: float = 0.0) -> gpd.GeoDataFrame:
    """Make `n` incidents over `days` days; `spread` (degrees) moves this share of a place's incidents off its point."""
    random = np.random.default_rng(seed)
    weights = np.array([place[9] for place in PLACES], dtype=float)
    kind_names = list(KINDS)
    kind_weights = np.array([KINDS[kind][1] for kind in kind_names], dtype=float)
    place_of = random.choice(len(PLACES), n, p=weights / weights.sum())
    kind_of = random.choice(len(kind_names), n, p=kind_weights / kind_weights.sum())
    day_of = np.sort(random.integers(0, days, n))
    dead = np.minimum(random.geometric(0.28, n) - 1, 180) + (random.random(n) < 0.004) * random.integers(20, 120, n)
    hurt = random.geometric(0.16, n) - 1
    dice = random.random((n, 6))
    off = random.normal(0, spread, (n, 2)) if spread else np.zeros((n, 2))
    rows = [
        _row(
            i, PLACES[place_of[i]], kind_names[kind_of[i]], int(day_of[i]), int(dead[i]), int(hurt[i]), dice[i], off[i]
        )
        for i in range(n)
    ]
    return frame_of(rows)


def frame_of(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Put rows together as `to_geodataframe` does; their point is in ``lat`` and ``lon``."""
    return from_rows(rows)


def _row(
    i: int, place: tuple[Any, ...], kind: str, day: int, dead: int, hurt: int, dice: Any, off: Any
) -> dict[str, Any]:
    name, place_id, province, district, pcode, lat, lon, prec, radius, _ = place
    when = DAY_ONE + timedelta(days=day)
    known, wounded = dice[0] > 0.12, dice[1] > 0.35
    nowhere = dice[2] < 0.01
    opening, _, sub_event = KINDS[kind]
    words = "an unnamed place" if nowhere else name
    killed = (dead, None if dice[3] < 0.06 else dead + (2 if dice[3] < 0.1 else 0)) if known else (None, None)
    hurt_range = (hurt, hurt) if wounded else (None, None)
    sentence, rules = _sentence(opening, words, when, killed, hurt_range, kind)
    report = f"r{i // 3:06d}"
    return dict.fromkeys(column.name for column in COLUMNS) | {
        "incident_id": f"{report}-{i % 3 + 1}",
        "report_id": report,
        "source": ("Northern Wire", "Evening Dispatch", "Rivers Agency")[i % 3],
        "url": f"https://news.example/{when.year}/{report}",
        "published": when + timedelta(days=1),
        "date_start": when,
        "date_end": when + timedelta(days=0 if dice[4] > 0.08 else 3),
        "date_prec": 1 if dice[4] > 0.08 else 2,
        "kind": kind,
        "event_type": "Explosions/Remote violence"
        if "bomb" in kind or kind in {"shelling", "air_strike"}
        else "Battles",
        "sub_event_type": sub_event,
        "attacks": 2 if dice[5] > 0.97 else 1,
        "killed_low": killed[0],
        "killed_high": killed[1],
        "wounded_low": hurt_range[0],
        "wounded_high": hurt_range[1],
        "abducted_low": 4 if kind == "abduction" else None,
        "abducted_high": 4 if kind == "abduction" else None,
        "killed": killed[0],
        "wounded": hurt_range[0],
        "victims": [{"group": GROUPS[i % 5], "outcome": "killed", "low": killed[0], "high": killed[1]}]
        if dead and known
        else [],
        "perpetrator": {"text": "gunmen", "group": "militant"} if kind in {"shooting", "armed_clash"} else None,
        "target": {"text": "a patrol", "group": "police"} if kind == "roadside_bomb" else None,
        "place_text": words,
        "place": None if nowhere else name,
        "place_id": None if nowhere else place_id,
        "province": None if nowhere else province,
        "district": None if nowhere else district,
        "province_pcode": None if nowhere else pcode,
        "district_pcode": None,
        "country": "IQ",
        "where_prec": 6 if nowhere else prec,
        "geo_precision": 3 if nowhere else min(prec, 3),
        "radius_km": None if nowhere else radius,
        "alternatives": [
            {
                "place_id": "iq-other",
                "name": f"Old {name}",
                "lat": lat + 0.1,
                "lon": lon - 0.1,
                "province": province,
                "score": 0.62,
            }
        ]
        if dice[5] < 0.1 and not nowhere
        else [],
        "aggregate": bool(dice[5] < 0.02),
        "background": bool(0.02 <= dice[5] < 0.04),
        "sentence": sentence,
        "rules": rules,
        "doubts": ["place_inherited"] if dice[5] > 0.9 else [],
        "checked": {0: "confirmed", 1: "changed"}.get(i % 13),
        "checked_by": ["Amal"] if i % 13 < 2 else [],
        "changed": ["killed_low"] if i % 13 == 1 else [],
        "lat": None if nowhere else round(lat + float(off[0]), 4),
        "lon": None if nowhere else round(lon + float(off[1]), 4),
    }


def _sentence(
    opening: str,
    place: str,
    when: date,
    killed: tuple[int | None, int | None],
    hurt: tuple[int | None, int | None],
    kind: str,
) -> tuple[str, list[dict[str, Any]]]:
    """Return a sentence and its evidence: role, rule, start and end."""
    parts: list[tuple[str, str | None, str]] = [
        (opening, "kind", f"kind.{kind}"),
        (" in ", None, ""),
        (place, "place", "place.in"),
    ]
    parts += [(" on ", None, ""), (f"{when:%A}", "date", "date.weekday")]
    if killed[0] is not None:
        people = "person" if killed[0] == 1 else "people"
        least = "at least " if killed[1] is None else ""
        parts += [(", killing ", None, ""), (f"{least}{killed[0]} {people}", "killed", "casualty.participle")]
    if hurt[0] is not None:
        parts += [(" and wounding ", None, ""), (f"{hurt[0]}", "wounded", "casualty.participle")]
    parts.append((", police said.", None, ""))
    text, rules = "", []
    for words, role, rule in parts:
        if role:
            rules.append({"role": role, "rule": rule, "start": len(text), "end": len(text) + len(words)})
        text += words
    return text, rules
