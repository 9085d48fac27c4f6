"""GeoNames feature codes and the kinds of place they become; what is not listed is left out."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["KIND_OF_CODE", "settlement_kind"]

CITY = 100_000
"""Persons from which a settlement is a city."""

TOWN = 10_000
"""Persons from which a settlement is a town."""

_CODES = {
    "subdistrict": "A.ADM3 A.ADM4",
    "district": "A.ADM2",
    "province": "A.ADM1",
    "neighbourhood": "P.PPLX",
    "airport": "S.AIRP S.AIRF S.AIRH",
    "base": "S.AIRB S.INSM S.NVB L.MILB L.NVB",
    "camp": "S.CMPRF S.CMP S.CMPLA",
    "checkpoint": "S.PSTP S.CSTM",
    "border_crossing": "S.PSTB",
    "mosque": "S.MSQE",
    "shrine": "S.SHRN S.TMB",
    "church": "S.CH S.MSTY S.CVNT",
    "bridge": "S.BDG",
    "prison": "S.PRN",
    "hospital": "S.HSP S.HSPC",
    "university": "S.UNIV",
    "school": "S.SCH S.SCHC S.SCHT",
    "ministry": "S.GOVL",
    "building": "S.BLDG S.BLDO S.PAL S.ADMF S.BANK S.DIP S.LIBR S.MUS",
    "hotel": "S.HTL",
    "stadium": "S.STDM",
    "refinery": "S.OILR",
    "oilfield": "L.OILF L.GASF",
    "pipeline": "S.OILP R.PPLN",
    "power_plant": "S.PS S.PSH S.PSN S.PSW",
    "dam": "S.DAM",
    "market": "S.MKT",
    "cemetery": "S.CMTY",
    "square": "S.SQR",
    "street": "R.ST",
    "road": "R.RD",
    "junction": "R.RDJCT",
    "river": "H.STM",
    "lake": "H.LK H.RSV H.LKS",
    "mountain": "T.MT T.MTS T.HLL T.HLLS T.PK",
    "island": "T.ISL",
    "region": "L.RGN L.AREA",
}

KIND_OF_CODE: MappingProxyType[str, str] = MappingProxyType(
    {code: kind for kind, codes in _CODES.items() for code in codes.split()}
)
"""Feature class and code ("S.MSQE") -> kind; settlements but for neighbourhoods are ranked by `settlement_kind`."""

_GONE = frozenset({"PPLH", "PPLCH", "PPLW", "PPLQ", "STLMT"})
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2", "PPLA3"})


def settlement_kind(code: str, population: int) -> str | None:
    """Return the kind of a settlement (feature class P); ``None`` for one that is no more."""
    if code in _GONE:
        return None
    if code == "PPLX":
        return "neighbourhood"
    if population >= CITY or code == "PPLC":
        return "city"
    return "town" if population >= TOWN or code in _SEATS else "village"
