"""Whether a location string leads abroad: by the names of countries and towns that the world has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conflictmap.geocoding.choosing.candidates import Candidate, Candidates
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.world import World
from conflictmap.geocoding.parsing.toponyms import Mention

__all__ = ["Afar"]

_OF_ITS_TOWN = frozenset({"airport", "hospital", "prison", "university", "stadium", "refinery"})
"""Things that bear the name of the town in which they are; a street or a hotel may bear that of any."""


class Afar:
    """Tells strings that lead abroad from those that only have a name that the world has too.

    Parameters
    ----------
    world : World
    candidates : Candidates
        Of the places at home.
    neighbours : iterable of str
        Exact keys of the names of the countries around.
    """

    def __init__(self, world: World, candidates: Candidates, neighbours: Iterable[str]) -> None:
        self.world = world
        self.candidates = candidates
        around = (world.country_of(key) for key in neighbours)
        self._around = frozenset(code for code in around if code is not None)

    def country_of(self, mentions: Sequence[Mention], rows: Sequence[list[Candidate]]) -> str | None:
        """Return the code of a country abroad if that is where a string leads.

        A foreign name counts as a container when it stands after the names of home places; before them it is only
        a name ("Aleppo Street, Mosul").

        Parameters
        ----------
        mentions : sequence of Mention
        rows : sequence of list of Candidate
            What each of them may mean at home.
        """
        code: str | None = None
        home = any(rows) or any(m.other is not None and self.candidates.of(m.other) for m in mentions)
        for mention, own in zip(mentions, rows, strict=True):
            if own and (mention.relation in ("at", "sector") or self._is_told_by(mention, own, code)):
                code = None
            elif mention.abroad:
                code = mention.abroad
            elif mention.key and self._leads_abroad(mention, home=home):
                code = self.world.country_of(mention.key) or code
        return code

    def _is_told_by(self, mention: Mention, own: Sequence[Candidate], code: str | None) -> bool:
        """Whether a town at home tells where a name lies that a country far away has too: "Dura, near Baquba"."""
        if code is None:
            return False
        if mention.relation == "between" and mention.other is not None and self.candidates.of(mention.other):
            return True  # "Bab al-Hawa, between Khanaqin and Mandali": two places at home leave no doubt
        if not self._around or code in self._around or mention.relation not in ("near", "outside"):
            return False
        return any(
            self.candidates.classes[match.number].prior >= WEIGHTS.strong
            and self.candidates.classes[match.number].level >= 4
            for match, _ in own
        )

    def _leads_abroad(self, mention: Mention, *, home: bool) -> bool:
        """Whether something would lie abroad if the name of a mention does.

        What is near a country or named after a town abroad may lie at home, and does if a place at home is named too.
        """
        if mention.border or (mention.partial == "tail" and not self.world.is_land(mention.key)):
            return False
        if mention.titled:
            kind = mention.kind
            return not home and kind is not None and kind.best in _OF_ITS_TOWN and not self.world.is_land(mention.key)
        if mention.relation in ("at", "sector"):
            return True
        return not home and mention.relation != "toward" and not self.world.is_land(mention.key)
