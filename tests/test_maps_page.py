"""The page around the data: what may run, what may be asked for, how it is written."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import folium
import pytest
from factory import make_frame

from conflictmap.maps import assets, bundle, save, webmap
from conflictmap.maps.assets import leaflet_script, leaflet_style
from conflictmap.maps.tiles import find_tiles
from conflictmap.model import BadInputError, ConflictmapError

WEB = Path(bundle.__file__).parents[1] / "web"


@pytest.fixture(scope="module")
def frame():
    return make_frame(60)


@pytest.fixture(scope="module")
def html(frame):
    return webmap(frame).get_root().render()


def test_it_is_a_folium_map(frame):
    page = webmap(frame)
    assert isinstance(page, folium.Map)
    folium.Circle((33.3, 44.4), radius=5000).add_to(page)
    assert "L.circle(" in page.get_root().render()


def test_the_policy_allows_our_scripts_only(html):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[1]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)[1]
    assert policy.startswith("default-src 'none'; ")
    assert "img-src data: blob:;" in policy
    assert "unsafe-inline" not in policy.replace("style-src 'unsafe-inline'", "")
    assert html.index("Content-Security-Policy") < html.index("<script")
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert sum(f'nonce="{nonce}"' in attributes for attributes in scripts) == 3
    kinds = [re.search(r'type="([^"]+)"', attributes)[1] for attributes in scripts if "type=" in attributes]
    assert sorted(kinds) == ["application/json"] * 4 + ["text/plain"]


def test_nothing_points_elsewhere(html):
    assert re.findall(r"<(?:link|img|iframe|script[^>]*\bsrc)\b", html) == []
    assert "@import" not in html
    assert "sourceMappingURL" not in html
    outside = set(re.findall(r"url\(([^)]{1,30})", html))
    assert all(found.startswith(("data:", "#default")) for found in outside), outside


def test_the_same_frame_gives_the_same_bytes(frame, html):
    assert webmap(frame.copy()).get_root().render() == html
    page = webmap(frame)
    assert page.get_root().render() == page.get_root().render()
    assert webmap(frame, title="Other").get_root().render() != html


def test_titles_of_any_text(frame):
    html = webmap(frame, title="</title>\n<b>{{ 1 }}\ud800").get_root().render()
    assert "<title>&lt;/title&gt; &lt;b&gt;{{ 1 }}?</title>" in html


def test_saving_is_whole_or_nothing(frame, tmp_path):
    path = save(webmap(frame), tmp_path / "map.html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]
    (tmp_path / "taken").mkdir()
    with pytest.raises(BadInputError, match="cannot write"):
        save(webmap(frame), tmp_path / "taken")
    with (tmp_path / "open.html").open("wb") as file:
        webmap(frame).save(file, close_file=False)
    assert (tmp_path / "open.html").read_bytes() == path.read_bytes()


def test_in_a_notebook_it_is_a_frame_of_its_own(frame):
    shown = webmap(frame)._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
    assert 'height="680px"' in shown


def test_tiles_open_the_policy_for_their_host_only(frame):
    pytest.importorskip("xyzservices")
    html = webmap(frame, tiles="openstreetmap mapnik").get_root().render()
    assert "img-src data: blob: https://tile.openstreetmap.org;" in html
    assert "default-src 'none'" in html
    assert find_tiles("OpenStreetMap.Mapnik").attribution.startswith("(C) OpenStreetMap")


def test_tiles_with_subdomains_name_each_host():
    pytest.importorskip("xyzservices")
    tiles = find_tiles("OpenTopoMap")
    assert tiles.hosts == tuple(f"https://{letter}.tile.opentopomap.org" for letter in "abc")
    assert "{s}" in tiles.url


def test_tiles_that_cannot_be_had(frame, monkeypatch):
    pytest.importorskip("xyzservices")
    with pytest.raises(BadInputError, match=r"no tiles are called 'OpenStretMap'.*OpenStreetMap"):
        webmap(frame, tiles="OpenStretMap")
    with pytest.raises(BadInputError, match="need a key"):
        find_tiles("MapBox")
    monkeypatch.setitem(__import__("sys").modules, "xyzservices", None)
    with pytest.raises(BadInputError, match=r"pip install .conflictmap\[tiles\]"):
        webmap(frame, tiles="OpenStreetMap")


def test_leaflet_is_what_leaflet_published(monkeypatch):
    assert {"leaflet.js", "leaflet.css"} == set(assets._PUBLISHED)
    leaflet_style.__wrapped__()
    monkeypatch.setitem(assets._PUBLISHED, "leaflet.css", "another")
    with pytest.raises(ConflictmapError, match="not the file that Leaflet"):
        leaflet_style.__wrapped__()


def test_leaflet_comes_from_its_package_with_its_pictures():
    assert 't.version="1.9.4"' in leaflet_script()
    assert "data:image/png;base64," in leaflet_script()
    assert "images/" not in leaflet_style()


PAGES = ("main", "desk/main")
"""Where each page begins."""


def test_every_module_is_of_the_map_or_of_the_desk():
    modules = {path.relative_to(WEB).with_suffix("").as_posix() for path in WEB.rglob("*.mjs")}
    found = {
        entry: set(re.findall(r"^modules\['([\w/-]+)'\] = ", bundle.script(entry), re.MULTILINE)) for entry in PAGES
    }
    assert found["main"] | found["desk/main"] == modules
    assert found["main"] == {name for name in modules if not name.startswith("desk/")}
    assert ".cmd-" in bundle.style("desk/main")
    assert ".cmd-" not in bundle.style()


@pytest.mark.parametrize("entry", PAGES)
def test_modules_are_bundled_in_order_of_their_imports(entry):
    script = bundle.script(entry)
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    made: set[str] = set()
    for definition in re.split(r"^modules\['", script, flags=re.MULTILINE)[1:]:
        assert set(re.findall(r"= modules\['([\w/-]+)'\];", definition)) <= made
        made.add(definition.split("'", 1)[0])


def test_no_text_can_become_an_element_or_code():
    for path in WEB.rglob("*.mjs"):
        source = path.read_text(encoding="utf-8")
        found = re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttpRequest|\bimport\(",
            source,
        )
        asks = ["fetch("] if path == WEB / "desk" / "api.mjs" else []  # the desk, and only of the desk itself
        assert found in (asks, ["innerHTML"]), path.name
    for entry in PAGES:
        assert "innerHTML" not in re.sub(r"//.*", "", bundle.script(entry))


def to_lab(red, green, blue):
    """CIE L*a*b* of linear light."""
    x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = 0.0193 * red + 0.1192 * green + 0.9505 * blue

    def bend(t):
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    fx, fy, fz = bend(x / 0.9505), bend(y), bend(z / 1.089)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def light_of(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


# Machado, Oliveira and Fernandes (2009), severity 1.
SIGHT = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen_as(colour, sight):
    light = light_of(colour)
    return to_lab(*(max(0.0, sum(a * b for a, b in zip(row, light, strict=True))) for row in SIGHT[sight]))


def colours(theme, prefix):
    css = (WEB / "parts" / "base.css").read_text(encoding="utf-8")
    blocks = css.split(':root[data-theme="dark"]')
    return re.findall(rf"--{prefix}-[\w]+: (#[0-9a-f]{{6}});", blocks[theme == "dark"])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_families_are_told_apart_by_every_sight(theme, sight):
    found = colours(theme, "family")
    assert len(found) == 5
    for i, one in enumerate(found):
        for other in found[:i]:
            apart = sum((a - b) ** 2 for a, b in zip(seen_as(one, sight), seen_as(other, sight), strict=True)) ** 0.5
            assert apart > 24, (one, other, apart)


def test_families_are_told_apart_on_grey_paper():
    lightness = sorted(seen_as(colour, "full")[0] for colour in colours("light", "family"))
    assert all(b - a > 8 for a, b in itertools.pairwise(lightness)), lightness


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shades_go_one_way_in_grey_too(theme):
    lightness = [seen_as(colour, "full")[0] for colour in colours(theme, "shade")]
    steps = [b - a for a, b in itertools.pairwise(lightness)]
    assert len(lightness) == 5
    assert all(step < -7 for step in steps) or all(step > 7 for step in steps), lightness


def test_text_can_be_read():
    css = (WEB / "parts" / "base.css").read_text(encoding="utf-8")
    for block in css.split(':root[data-theme="dark"]'):
        named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        for words, ground in (
            ("ink", "paper"),
            ("soft", "paper"),
            ("focus", "paper"),
            ("label", "land"),
            ("soft", "paper-2"),
        ):
            bright, dim = sorted(
                (0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(light_of, (named[words], named[ground]))),
                reverse=True,
            )
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, (words, ground)
