"""Bytes as text in a page: all of them come back, and nothing ends the element."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pagetexts import bytes_of

from conflictmap.maps.sevenbits import BARRED, sevenbits

ROOT = Path(__file__).resolve().parents[1]
ODD = [b"", b"\0", bytes(7), b"\xff" * 9, bytes(range(256)), b"</script><!--", *(bytes([one] * 15) for one in BARRED)]


def packed(digits: list[int]) -> bytes:
    """Return bytes of which each seven bits are given."""
    bits = "".join(f"{digit:07b}" for digit in digits)
    return bytes(int(bits[i : i + 8].ljust(8, "0"), 2) for i in range(0, len(bits), 8))


@given(st.binary() | st.lists(st.sampled_from([*BARRED, 60, 47, 65])).map(packed))
def test_bytes_come_back(data):
    text = sevenbits(data)
    assert bytes_of(text) == data
    assert not set(map(ord, text)) & set(BARRED)
    assert len(text.encode()) <= 2 + len(str(len(data))) + -(-8 * len(data) // 7) + 1


def test_the_page_reads_what_python_writes(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    random = np.random.default_rng(5)
    cases = [*ODD, *(packed([one] * 40) for one in BARRED), random.bytes(50_001)]
    (tmp_path / "texts.json").write_text(json.dumps([sevenbits(data) for data in cases]))
    module = (ROOT / "conflictmap/web/data/sevenbits.mjs").as_uri()
    program = (
        f"import {{ bytesOf }} from {json.dumps(module)}; import {{ readFileSync }} from 'node:fs';"
        "const texts = JSON.parse(readFileSync(process.argv[1], 'utf8'));"
        "console.log(JSON.stringify(texts.map((text) => Buffer.from(bytesOf(text)).toString('hex'))));"
    )
    command = [node, "--input-type=module", "-e", program, str(tmp_path / "texts.json")]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert [bytes.fromhex(one) for one in json.loads(found)] == cases
