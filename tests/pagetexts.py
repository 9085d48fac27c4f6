"""What the data elements of a page hold, read as the page reads them."""

from __future__ import annotations

import gzip
import json
from typing import Any

import numpy as np

from conflictmap.maps.sevenbits import BARRED, MARK, TWO_BYTES


def bytes_of(text: str) -> bytes:
    """Return the bytes of `sevenbits` a bit at a time."""
    assert text.startswith(MARK)
    head, _, body = text[len(MARK) :].partition(" ")
    digits: list[int] = []
    for code in map(ord, body):
        if code < 128:
            digits.append(code)
        else:
            pair = code - TWO_BYTES
            digits += [BARRED[pair // 128], pair % 128]
    bits = "".join(f"{digit:07b}" for digit in digits)
    return bytes(int(bits[8 * i : 8 * i + 8], 2) for i in range(int(head)))


def unpacked(text: str) -> Any:
    """Return the value of a data element: the numbers behind packed JSON are back in it."""
    if not text.startswith(MARK):
        return json.loads(text)
    head, _, tail = gzip.decompress(bytes_of(text)).partition(b"\n")

    def numbers(where: int, count: int, width: int) -> list[int]:
        planes = np.frombuffer(tail, np.uint8, count * width, where).reshape(width, count)
        return (planes.astype(np.int64).T @ (256 ** np.arange(width))).tolist()

    def whole(value: dict[str, Any]) -> Any:
        if "bytes" in value:
            return numbers(*value["bytes"])
        if "degrees" in value:
            return [(one - 200_000_000) / 1e6 if one else None for one in value["degrees"]]
        return value

    return json.loads(head, object_hook=whole)
