"""The rows that words may mean: those of the gazetteer, and those of its long tail that something vouched for."""

from __future__ import annotations

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.placing.precision import Class, Precision

__all__ = ["Rows"]


class Rows:
    """Places with their classes by number; a row of the long tail gets a number when it is first needed.

    Parameters
    ----------
    gazetteer : Gazetteer
    precision : Precision

    Attributes
    ----------
    places : list of Place
        Those of the gazetteer first, in its order.
    classes : list of Class
        Of each place.
    levels : list of int
        Of the class of each place.
    priors : list of float
        How likely each is meant by its name, from 0 to about 1.1.
    numbers : dict of str to int
        Position by place_id.
    """

    def __init__(self, gazetteer: Gazetteer, precision: Precision) -> None:
        self.precision = precision
        self.capital = gazetteer.country.capital
        self.places: list[Place] = []
        self.classes: list[Class] = []
        self.levels: list[int] = []
        self.priors: list[float] = []
        self.numbers: dict[str, int] = {}
        for place in gazetteer.places:
            self.add(place)
        self.first = len(self.places)

    def add(self, place: Place) -> int:
        """Return the number of a place, which is given one if it has none."""
        number = self.numbers.get(place.place_id)
        if number is None:
            number = self.numbers[place.place_id] = len(self.places)
            rule = self.precision.by_kind[place.kind]
            self.places.append(place)
            self.classes.append(rule)
            self.levels.append(rule.level)
            self.priors.append(self._prior(rule, place))
        return number

    def _prior(self, rule: Class, place: Place) -> float:
        """Return how likely a row is meant: by its kind, more if it is large, or a quarter of the capital."""
        size = min(len(str(place.population)), 7) * 0.01 if place.population else 0.0
        return rule.prior + size + (0.05 if place.parent == self.capital and self.capital is not None else 0.0)
