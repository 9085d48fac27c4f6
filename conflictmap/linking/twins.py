"""Reports that are nearly the same: one article under two names, an agency's text in two papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from conflictmap.linking.accounts import Account
from conflictmap.linking.linkingrules import Limits

__all__ = ["twin_reports"]

_FEW = 50  # reports that are compared each with each
# Of MinHash in a band. With 80 in all a pair alike by .8 is missed 2 times in 1,000, one by .3 sought in vain 38 times.
_ROWS = 5
_LEAST_SHINGLES = 5  # below it a text is too short to be told apart by its shingles


def twin_reports(accounts: Sequence[Account], limits: Limits) -> frozenset[tuple[str, str]]:
    """Return pairs of reports whose sentences about violence are nearly the same.

    Parameters
    ----------
    accounts : sequence of Account
        N of them, of any number of reports.
    limits : Limits
        `twin_similarity`, `shingle`, `permutations`.

    Returns
    -------
    frozenset of (str, str)
        Ids of reports, the smaller one first: each report with the one it is a copy of. Where there are many they are
        found by MinHash (datasketch), so that time grows with the number of reports and not with that of pairs.
    """
    texts = _texts(accounts, int(limits.shingle))
    if len(texts) < 2:
        return frozenset()
    index = _Everyone() if len(texts) <= _FEW else _Likely(limits)
    found: set[tuple[str, str]] = set()
    same: dict[frozenset[bytes], str] = {}
    for report, shingles in texts.items():
        first = same.setdefault(shingles, report)
        if first != report:  # letter by letter the same: no need to ask the index
            found.add(_ordered(first, report))
            continue
        near = ((_jaccard(texts[other], shingles), other) for other in index.seek(shingles))
        likeness, other = max(near, default=(0.0, report))
        if likeness >= limits.twin_similarity:
            found.add(_ordered(other, report))
        else:  # copies stay out of the index: a thousand copies are a thousand pairs, not half a million
            index.keep(report)
    return frozenset(found)


class _Everyone:
    """All reports so far, each of which may be the one that another is a copy of."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def seek(self, _: frozenset[bytes]) -> Iterable[str]:
        """Return the reports that may be like this one."""
        return self._kept

    def keep(self, report: str) -> None:
        """Add the report that was sought last."""
        self._kept.append(report)


class _Likely:
    """Reports by their MinHash, so that only those that are likely copies are compared."""

    def __init__(self, limits: Limits) -> None:
        from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - it loads scipy, half a second few runs need

        # to draw the permutations anew for each report would take longer than all the rest of it
        self._empty = MinHash(num_perm=int(limits.permutations), seed=1)
        # the bands that the library chooses for a threshold miss two pairs of three that are just above it
        bands = self._empty.num_perm // _ROWS
        self._index = MinHashLSH(num_perm=self._empty.num_perm, params=(bands, _ROWS))
        self._last: Any = None

    def seek(self, shingles: frozenset[bytes]) -> Iterable[str]:
        """Return the reports that may be like this one."""
        self._last = self._empty.copy()
        self._last.update_batch(shingles)
        found: list[str] = self._index.query(self._last)
        return found

    def keep(self, report: str) -> None:
        """Add the report that was sought last."""
        self._index.insert(report, self._last)


def _texts(accounts: Iterable[Account], size: int) -> dict[str, frozenset[bytes]]:
    """Return the shingles of each report that is long enough to have a twin."""
    sentences: dict[str, dict[str, None]] = defaultdict(dict)
    for account in accounts:
        sentences[account.report][account.sentence] = None
    shingled = {report: frozenset(_shingles(" ".join(parts), size)) for report, parts in sentences.items()}
    return {report: shingles for report, shingles in shingled.items() if len(shingles) >= _LEAST_SHINGLES}


def _shingles(text: str, size: int) -> Iterator[bytes]:
    words = text.casefold().split()
    for start in range(max(1, len(words) - size + 1)):
        yield " ".join(words[start : start + size]).encode("utf-8", "replace")


def _jaccard(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    return len(one & other) / len(one | other)


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
