"""A made-up country without polygons: what the geocoder does must not hang on the shipped gazetteer's rows."""

from __future__ import annotations

from conflictmap.gazetteer import Country, Gazetteer, Place, Province


def province(name: str, capital: str, *aliases: str) -> Province:
    return Province(f"xx-province-{name.lower()}", name, f"X-{name[:2]}", f"xx-{capital}", None, None, aliases)


PROVINCES = (province("Nahrain", "madina", "Nahrayn"), province("Hadaba", "kufran"), province("Sahel", "sahel"))
COUNTRY = Country(
    place_id="xx",
    name="Smallland",
    iso2="XX",
    iso3="XXX",
    names=("Smallland",),
    demonyms=("Smalllander", "Smalllanders"),
    languages=("ar",),
    bbox=(40.0, 30.0, 46.0, 36.0),
    lat=33.0,
    lon=43.0,
    capital="xx-madina",
    provinces=PROVINCES,
)


def row(
    place_id: str, name: str, kind: str, lat: float, lon: float, radius: float, within: str, **more: object
) -> Place:
    return Place(f"xx-{place_id}", name, kind, lat, lon, radius, province=within, **more)  # type: ignore[arg-type]


ROWS = (
    Place("xx", "Smallland", "country", 33.0, 43.0, 300),
    *(
        Place(p.place_id, p.name, "province", lat, 43.0, 60, province=p.name, aliases=p.aliases)
        for p, lat in zip(PROVINCES, (33.0, 35.0, 31.0), strict=True)
    ),
    row("madina", "Madina", "city", 33.0, 43.0, 14, "Nahrain", population=5_000_000, name_ar="المدينة"),
    row("kufran", "Kufran", "city", 35.0, 43.0, 6, "Hadaba", population=600_000),
    row("sahel", "Sahel", "city", 31.0, 43.0, 6, "Sahel", population=900_000),
    row("tall-zar", "Tall Zar", "town", 35.3, 42.8, 3, "Hadaba", aliases=("Telezar",)),
    row("ghazwaniya", "Ghazwaniyah", "town", 33.4, 43.0, 3, "Nahrain", name_ar="الغزوانية"),
    row("muqattam", "Muqattam", "town", 33.3, 43.5, 3, "Nahrain"),
    row("hit", "Hit", "town", 33.1, 42.5, 3, "Nahrain"),
    row("salam-madina", "Salam", "neighbourhood", 33.02, 43.03, 1, "Nahrain", parent="xx-madina", aliases=("Topchi",)),
    row("salam-kufran", "Salam", "neighbourhood", 35.01, 43.02, 1, "Hadaba", parent="xx-kufran"),
    row("karama", "Karama", "neighbourhood", 33.0, 42.95, 1, "Nahrain", parent="xx-madina"),
    row("zahra", "Zahra", "neighbourhood", 33.03, 43.0, 1, "Nahrain", parent="xx-madina"),
    row("tahrir", "Tahrir Square", "square", 33.0, 43.01, 0.3, "Nahrain", parent="xx-madina"),
    row("stadium", "People's Stadium", "stadium", 33.01, 43.02, 0.3, "Nahrain", parent="xx-madina"),
    row("princes", "Princes' Street", "street", 33.0, 42.98, 0.5, "Nahrain", parent="xx-madina"),
    row("hayy", "Hayy", "town", 30.8, 43.0, 3, "Sahel", aliases=("Al-Hay",)),
    row("dam", "Kufran Dam", "dam", 35.2, 43.1, 1.5, "Hadaba"),
    row("rashad", "Rashad", "town", 34.8, 42.8, 3, "Hadaba"),
    row("rashad-madina", "Rashad", "neighbourhood", 33.05, 43.05, 1, "Nahrain", parent="xx-madina"),
    row("dunya", "Dunya", "village", 34.9, 43.3, 1.5, "Hadaba", aliases=("Qaryat Dunya",)),
    row("riyadh", "Riyadh", "town", 34.7, 43.1, 3, "Hadaba"),
    row("july", "17 July", "neighbourhood", 35.02, 42.97, 1, "Hadaba", parent="xx-kufran", aliases=("17 Tammuz",)),
)
GAZETTEER = Gazetteer(COUNTRY, ROWS, ())
