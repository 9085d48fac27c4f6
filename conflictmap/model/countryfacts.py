"""What a language is told of a country; floor 0, as all of the model."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CountryFacts"]


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """What a language is told of the country it reads about, so that its rules need name none.

    Attributes
    ----------
    name, iso2 : str
        English name and ISO 3166 alpha-2 code.
    names, demonyms : tuple of str
        Words for the land ("Iraq") and for its people ("Iraqi", "Iraqis").
    neighbours : tuple of str
        Names of the countries around.
    present : tuple of str
        Codes of nations whose people are in the country so often that to name them says nothing of where.
    nations : tuple of (str, tuple of str)
        Code -> demonyms of every nation, its own included; ``"Frenchman:Frenchmen"`` is a noun with its plural.
    attributive : tuple of str
        Names of other countries that stand before a noun as they are ("U.S. soldiers").
    words : tuple of (str, tuple of str)
        Key of `codebook.fact_keys` -> the words the country gives it, in the language that is told.
    days : tuple of (str, str)
        Named days: the words, and a full date ("2003-04-09") or month and day.
    periods : tuple of (str, int, int)
        Wars and times: the words, first and last year.
    """

    name: str
    iso2: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    nations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    attributive: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    days: tuple[tuple[str, str], ...] = ()
    periods: tuple[tuple[str, int, int], ...] = ()
