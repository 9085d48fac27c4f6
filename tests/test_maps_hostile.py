"""Reports are not trusted: whatever they say, the page runs nothing, asks for nothing, and shows the text as it was."""

from __future__ import annotations

import gzip
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from browser import opened
from factory import frame_of, make_frame
from handmade import REPORT, located
from pagetexts import bytes_of

from conflictmap.frame import to_geodataframe
from conflictmap.maps import save, webmap

RUN = "window.ran=1"
TEXTS = [
    # Jinja, which folium would run in the Python process
    "{{ cycler.__init__.__globals__.os.system('touch ran-by-jinja') }}",
    "{{ 7*7 }} {{ self }} {{ this._parent }}",
    "{% for x in range(9) %}{{ x }}{% endfor %}",
    "{% ",
    "{# never closed",
    "{%- raw -%}{{",
    "}} %} #}",
    # Elements and attributes
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><svg onload={RUN}>",
    f"<!--<script>{RUN}</script>-->",
    "<!-- <script> never closed",
    f"--><img src=x onerror={RUN}>",
    f'<img src=x onerror="{RUN}">',
    f"<svg><script>{RUN}</script></svg>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>">',
    "<iframe src='https://evil.example/'></iframe>",
    "<img src='https://evil.example/pixel.png'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'; * { display: none }</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    f"<form action=https://evil.example><button autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f'<math><mi//xlink:href="data:x,<script>{RUN}</script>">',
    f"<template><img src=x onerror={RUN}></template>",
    "<plaintext>",
    "<textarea><title><noscript><xmp>",
    f'" autofocus onfocus="{RUN}" x="',
    f"' onmouseover='{RUN}' style='position:fixed;inset:0",
    "<b>bold</b> &lt;i&gt; &amp; &#60;script&#62; &nbsp;",
    "]]><![CDATA[ x ]]>",
    # JavaScript and JSON
    "${window.ran=1} `${window.ran=1}`",
    "`;window.ran=1;`",
    "'); window.ran=1; ('",
    "\\u003cscript\\u003ewindow.ran=1\\u003c/script\\u003e",
    '\\"; window.ran=1; //',
    '{"__proto__": {"polluted": 1}}',
    "__proto__",
    "constructor",
    "hasOwnProperty",
    # Characters
    "line\u2028separator\u2029paragraph",
    "carriage\r\nreturn\ttab",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f",
    "\u202etxt.exe desrever \u202c and \u2066isolate",
    "\ufeffmark \ufffe \uffff",
    "\U0001f4a3 \U0001d4a6 astral \U0010ffff",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 stacked marks",
    "بَغْدَاد ٣ قتلى <script>window.ran=1</script>",
    "ـ" * 400,
    # Spreadsheets, shells, paths, queries
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "'; DROP TABLE incidents; --",
    "$(touch ran-by-shell) `touch ran-by-shell`",
    "../../../etc/passwd\\..\\..",
    "%3Cscript%3Ewindow.ran=1%3C/script%3E",
    "",
    " ",
    "x" * 20_000,
]
URLS = [
    "javascript:window.ran=1",
    " JaVaScRiPt:window.ran=1",
    "java\nscript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:window.ran=1",
    "file:///etc/passwd",
    "//evil.example/x",
    'https://evil.example/" onclick="window.ran=1',
    "http://[::1",
    "blob:https://evil.example/1",
]
WORDS = (
    "report_id",
    "source",
    "event_type",
    "sub_event_type",
    "place_text",
    "place",
    "place_id",
    "province",
    "district",
)


def hostile_rows():
    """One row a text, with the text in every field that holds words."""
    row = make_frame(40).iloc[3].to_dict()
    point = row.pop("geometry")
    row |= {"lat": point.y, "lon": point.x, "aggregate": False, "background": False}
    rows = []
    for i, text in enumerate(TEXTS):
        rows.append(
            row
            | dict.fromkeys((*WORDS, "province_pcode", "district_pcode", "country", "kind", "sentence"), text)
            | {
                "incident_id": f"{text}-{i}",
                "url": URLS[i % len(URLS)] if i % 2 else text,
                "victims": [{"group": text, "outcome": text, "low": 1, "high": None}],
                "perpetrator": {"text": text, "group": text},
                "target": {"text": text, "group": text},
                "alternatives": [
                    {"place_id": text, "name": text, "lat": 33.0, "lon": 44.0, "province": text, "score": 0.5}
                ],
                "rules": [
                    {"role": text, "rule": text, "start": 0, "end": 3},
                    {"role": "killed", "rule": text, "start": 1, "end": max(2, len(text))},
                    {"role": "place", "rule": text, "start": -5, "end": 10**9},
                    {"role": "date", "rule": text, "start": None, "end": None},
                ],
                "doubts": [text],
            }
        )
    return rows


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    page = webmap(frame_of(hostile_rows()), title="</title><script>window.ran=1</script>{{ 7*7 }}{% x %}")
    return save(page, folder / "a '\"<img src=x onerror=ran=1>{{7*7}}#%20.html")


def test_nothing_is_run_in_python(hostile_page):
    html = hostile_page.read_text(encoding="utf-8")
    assert not Path("ran-by-jinja").exists()
    assert not Path("ran-by-shell").exists()
    assert "{{ 7*7 }}" in html
    packed = re.findall(r'<script type="text/plain"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert "ran-by-jinja" in html + "".join(gzip.decompress(bytes_of(block)).decode() for block in packed)


def test_no_text_leaves_its_element(hostile_page):
    html = hostile_page.read_text(encoding="utf-8")
    scripts = re.findall(r"<script\b[^>]*>", html, re.IGNORECASE)
    assert len(scripts) == 8
    assert len(re.findall(r"</script", html, re.IGNORECASE)) == 8
    assert "<!--" not in html
    assert "<img" not in html
    for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL):
        assert "<" not in block
        json.loads(block)


@pytest.mark.browser
def test_every_field_is_shown_as_it_was(chromium, hostile_page):
    with opened(chromium, hostile_page) as visit:
        page = visit.page
        assert page.title() == "</title><script>window.ran=1</script>{{ 7*7 }}{% x %}"
        assert page.text_content("h1") == "</title><script>window.ran=1</script>{{ 7*7 }}{% x %}"
        for tab in ("provinces", "filters", "incidents"):
            page.click(f"#cm-tab-{tab}")
        for i, text in enumerate(TEXTS):
            page.evaluate("i => { location.hash = `#i=${i}` }", i)
            page.wait_for_function(
                "i => document.querySelector('#cm-sheet [data-incident]')?.dataset.incident === String(i)", arg=i
            )
            assert page.text_content("#cm-sentence") == text, i
            sheet = page.text_content("#cm-sheet")
            assert sheet.count(text) >= 8, i
            for href in page.eval_on_selector_all("#cm-sheet a", "all => all.map((a) => a.href)"):
                assert re.match(r"https?://", href), href
        assert page.evaluate("window.ran") is None
        assert page.evaluate("({}).polluted") is None
        assert (
            page.evaluate(
                "document.querySelectorAll('#cm-root script, #cm-root iframe, #cm-root img, #cm-root form, #cm-root base').length"
            )
            == 0
        )
        assert (visit.requests, visit.errors, visit.dialogs) == ([], [], [])


@pytest.mark.browser
def test_hostile_words_can_be_filtered_by(chromium, hostile_page):
    with opened(chromium, hostile_page) as visit:
        page = visit.page
        page.click("#cm-tab-filters")
        boxes = page.locator("[data-victims]")
        for i in range(0, boxes.count(), 7):
            boxes.nth(i).check()
        page.select_option("#cm-doubts", index=5)
        page.fill("#cm-search", "<script>")
        visit.settle()
        assert page.locator("#cm-chips button").count() >= 3
        page.click("#cm-reset")
        assert (visit.requests, visit.errors, page.evaluate("window.ran")) == ([], [], None)


@pytest.mark.browser
def test_what_is_taken_away_is_the_text_and_no_formula(chromium, hostile_page):
    with opened(chromium, hostile_page) as visit:
        with visit.page.expect_download() as info:
            visit.page.click("#cm-geojson")
        assert re.fullmatch(r"[a-z0-9-]+\.geojson", info.value.suggested_filename)
        features = json.loads(Path(info.value.path()).read_text(encoding="utf-8"))["features"]
        assert [feature["properties"]["sentence"] for feature in features] == TEXTS
        with visit.page.expect_download() as info:
            visit.page.click("#cm-csv")
        table = pd.read_csv(
            io.BytesIO(Path(info.value.path()).read_bytes()), dtype=str, keep_default_na=False, encoding="utf-8-sig"
        )
        for name in ("sentence", "place", "source", "incident_id"):
            for cell in table[name]:
                assert not re.match(r"\s*[=+\-@]", cell), cell[:40]
        assert visit.errors == []


HASHES = [
    "#p=<img src=x onerror=window.ran=1>&q=<img src=x onerror=window.ran=1>&k=<b>",
    "#q=%3Csvg%20onload%3Dwindow.ran%3D1%3E&theme=%22onload%3D%22window.ran%3D1",
    "#m=__proto__&p=__proto__&v=constructor&doubts=toString",
    "#i=99999999&map=1e9/1e9/1e9&from=x&to=y&killed=1e99",
    "#%E0%A4%A",
    "#javascript:window.ran=1",
    "#" + "p=a&" * 5000,
]


@pytest.mark.browser
@pytest.mark.parametrize("hash_", HASHES, ids=range(len(HASHES)))
def test_hostile_addresses(chromium, made_page, hash_):
    with opened(chromium, made_page, hash_) as visit:
        visit.page.wait_for_timeout(60)
        assert visit.page.evaluate("window.ran") is None
        assert (visit.requests, visit.errors, visit.dialogs) == ([], [], [])


@pytest.mark.browser
def test_the_policy_stops_what_gets_in_all_the_same(chromium, made_page):
    """Were a text ever to become an element, it could neither run nor call home."""
    with opened(chromium, made_page) as visit:
        visit.page.evaluate(
            """() => {
                const box = document.createElement('div');
                document.body.append(box);
                box.innerHTML = '<img src="https://evil.example/p.png" onerror="window.ran=1"><svg onload="window.ran=1"></svg>'
                    + '<iframe src="https://evil.example/"></iframe><link rel=stylesheet href="https://evil.example/x.css">';
                const script = document.createElement('script');
                script.textContent = 'window.ran=1';
                document.body.append(script);
            }"""
        )
        tried = visit.page.evaluate("fetch('https://evil.example/').then(() => 'sent', () => 'stopped')")
        visit.page.wait_for_timeout(200)
        assert tried == "stopped"
        assert visit.page.evaluate("window.ran") is None
        assert visit.requests == []


@pytest.mark.browser
def test_a_hostile_report_all_the_way(chromium, tmp_path):
    report = replace(REPORT, source="<img src=x onerror=window.ran=1>{{ 7*7 }}", url="javascript:window.ran=1")
    path = save(webmap(to_geodataframe([located(report=report)])), tmp_path / "map.html")
    with opened(chromium, path, "#i=0") as visit:
        assert "<img src=x onerror=window.ran=1>{{ 7*7 }}" in visit.page.inner_text("#cm-sheet")
        assert visit.page.locator("#cm-sheet a").count() == 0
        assert (visit.requests, visit.errors, visit.page.evaluate("window.ran")) == ([], [], None)
