"""What a format of files is, and how a position is written in all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import geopandas as gpd

__all__ = ["DECIMALS", "Format"]

DECIMALS = 6
"""Decimal places of a coordinate: a tenth of a metre. More would claim a precision that no report has."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that frames are written in.

    Attributes
    ----------
    id : str
        What a person types: ``"geojson"``.
    suffixes : tuple of str
        Ends of file names that ask for it, the usual one first: ``(".geojson",)``.
    write : callable
        Takes the frame and the path; writes the file whole or not at all, and raises `BadInputError` where it cannot.
    title : str
        What the command line calls the file: ``"Points"``.
    doc : str
        What it is good for, in one sentence.
    usual : bool
        Whether ``conflictmap map`` writes it without being asked.
    once : bool
        Whether it holds what `frame.counted_once` gives, and no history.
    write_parts : callable or None
        Does what `write` does with frames one after the other, so that no more than one of them is in memory.
    """

    id: str
    suffixes: tuple[str, ...]
    write: Callable[[gpd.GeoDataFrame, str | os.PathLike[str]], None]
    title: str
    doc: str
    usual: bool = False
    once: bool = False
    write_parts: Callable[[Iterable[gpd.GeoDataFrame], str | os.PathLike[str]], None] | None = None
