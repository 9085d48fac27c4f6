"""What befell how many: the constructions in which English reports casualties.

===========  ==========================================================================
active       "a bomb killed six civilians and wounded 15", "killing nine", "claimed four lives"
passive      "six civilians were killed", "two bodies were found", "seven were left dead"
reduced      "six killed and 15 wounded", "two soldiers shot dead", "at least 20 dead"
intransitive "three people died", "eight of them perished", "two suffered burns"
nominal      "the killing of 12 workers", "raising the toll to 31", "12 deaths", "no casualties"
bodies       "police found 27 bodies", "the head of a man was found"
===========  ==========================================================================

A :class:`Mention` is one such reading. Joining mentions into incidents is done elsewhere.
"""

from __future__ import annotations

from conflictmap.extraction.casualties.constructions import find_mentions
from conflictmap.extraction.casualties.mentions import Mention

__all__ = ["Mention", "find_mentions"]
