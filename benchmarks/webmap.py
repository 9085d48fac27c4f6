"""The map next to what folium has, on the same made-up incidents in the same run.

    python benchmarks/webmap.py [--sizes 1000,10000,50000,200000] [--full] [--out table.md]

Each page is written to a file and opened in Chromium with the network cut; libraries that folium would load from the
web are answered from packages (Leaflet from its Python package, the rest through npm), so that all
start from memory. *First frame* is the time from navigation until the frame after the map has been drawn, the best of
three. *Filter change* is the time our page needs for all figures and the map, over some 35 changes of every kind; the
others have no filters. The sentences are made from templates and compress better than real ones (`tests/factory.py`).
Pages that would take minutes are left out ("–") unless ``--full`` is given. kepler.gl's page shows nothing without the
network, as hosts on the web build its program from packages; so only its making and its size are measured.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
from folium.plugins import FastMarkerCluster

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import launched  # noqa: E402
from factory import make_frame  # noqa: E402

from conflictmap.maps import save, webmap  # noqa: E402

CAPS = {"folium.Marker": 10_000, "folium.GeoJson": 50_000}
PATIENCE_MS = 180_000
FIRST_FRAME = """() => new Promise((done) => {
    const drawn = () => document.documentElement.dataset.drawn || !document.getElementById('cm-root');
    const look = () => drawn() && document.readyState === 'complete'
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
        : setTimeout(look, 5);
    look();
})"""
SOMETHING = (
    "document.querySelectorAll('.leaflet-marker-icon, path.leaflet-interactive, .cm-canvases canvas').length > 0"
)
CHANGES = """async () => {
    const pause = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    const fire = (node, value, type) => { node.value = value; node.dispatchEvent(new Event(type)); };
    const all = (selector) => [...document.querySelectorAll(selector)];
    const acts = [
        ...all('#cm-provinces tbody input:enabled').slice(0, 12).map((box) => () => box.click()),
        ...all('[data-kind]').slice(0, 8).map((box) => () => box.click()),
        () => document.getElementById('cm-reset').click(),
        () => fire(document.getElementById('cm-from'), '2006-01-01', 'change'),
        () => fire(document.getElementById('cm-to'), '2008-06-30', 'change'),
        () => fire(document.getElementById('cm-from'), '2005-03-01', 'change'),
        () => fire(document.getElementById('cm-precision'), '3', 'change'),
        () => document.getElementById('cm-exact').click(),
        () => document.getElementById('cm-exact').click(),
        ...all('[data-victims]').slice(0, 3).map((box) => () => box.click()),
        () => fire(document.getElementById('cm-doubts'), 'none', 'change'),
        () => document.getElementById('cm-reset').click(),
        () => document.getElementById('cm-left-out').click(),
        () => document.getElementById('cm-reset').click(),
    ];
    performance.clearMeasures('conflictmap:filter');
    const shown = [];
    for (const act of acts) {
        const before = performance.now();
        act();
        await pause();
        shown.push(performance.now() - before);
    }
    return [performance.getEntriesByName('conflictmap:filter').map((entry) => entry.duration), shown];
}"""
SEARCH = """async (words) => {
    performance.clearMeasures('conflictmap:filter');
    const field = document.getElementById('cm-search');
    field.value = words;
    field.dispatchEvent(new Event('input'));
    const done = () => performance.getEntriesByName('conflictmap:filter').length;
    while (!done()) await new Promise((go) => setTimeout(go, 10));
    return performance.getEntriesByName('conflictmap:filter')[0].duration;
}"""


@dataclass
class Result:
    """One line of the table; times in seconds, filter changes in milliseconds."""

    name: str
    incidents: int
    build: float
    megabytes: float
    first: float | None
    filters: str = ""


def ours(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write our map."""
    save(webmap(frame, title=f"{len(frame):,} made-up incidents"), path)


def _bare() -> folium.Map:
    return folium.Map(location=(33.2, 43.8), zoom_start=6, tiles=None, maxZoom=18)


def markers(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write one folium.Marker an incident, with its sentence as popup."""
    page = _bare()
    drawn = frame[frame.geometry.notna()]
    for point, sentence in zip(drawn.geometry, drawn["sentence"], strict=True):
        folium.Marker((point.y, point.x), popup=sentence).add_to(page)
    page.save(str(path))


def cluster(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a FastMarkerCluster: points only, no text."""
    page = _bare()
    FastMarkerCluster([(point.y, point.x) for point in frame.geometry.dropna()]).add_to(page)
    page.save(str(path))


def geojson(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a folium.GeoJson of circle markers with kind, dead and sentence."""
    page = _bare()
    drawn = frame.loc[frame.geometry.notna(), ["kind", "killed", "sentence", "geometry"]]
    folium.GeoJson(drawn, marker=folium.CircleMarker(radius=4)).add_to(page)
    page.save(str(path))


def kepler(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write kepler.gl's page of the same points; it loads its program from hosts on the web."""
    from keplergl import KeplerGl  # noqa: PLC0415 - an extra

    drawn = frame.loc[frame.geometry.notna(), ["kind", "killed", "sentence", "geometry"]]
    with contextlib.redirect_stdout(io.StringIO()):
        KeplerGl(data={"incidents": drawn}).save_to_html(file_name=str(path))


def libraries(folder: Path) -> dict[str, bytes]:
    """Return what folium loads from the web, by file name; what cannot be had is answered with nothing."""
    leaflet = files("js_lib_leaflet").joinpath("static").joinpath("js_lib_leaflet")
    found = {name: leaflet.joinpath(name).read_bytes() for name in ("leaflet.js", "leaflet.css")}
    wanted = {
        "jquery@3.7.1": ["jquery.min.js"],
        "leaflet.markercluster@1.5.3": ["leaflet.markercluster.js"],
        "leaflet.awesome-markers@2.0.5": ["leaflet.awesome-markers.js"],
    }
    for package, names in wanted.items():
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
        archive = max(folder.glob("*.tgz"), key=lambda path: path.stat().st_mtime)
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                file = tar.extractfile(member) if Path(member.name).name in names else None
                if file:
                    found[Path(member.name).name] = file.read()
        archive.unlink()
    return found


def answer(found: dict[str, bytes]) -> Callable[[Any], None]:
    """Return a route that answers from `found`."""

    def route(request: Any) -> None:
        name = request.request.url.rsplit("/", 1)[-1].split("?")[0]
        name = {"jquery-3.7.1.min.js": "jquery.min.js"}.get(name, name)
        kind = "text/css" if name.endswith("css") else "text/javascript"
        request.fulfill(body=found.get(name, b""), content_type=kind)

    return route


def open_page(browser: Any, path: Path, route: Callable[[Any], None]) -> tuple[Any, float]:
    """Open a page; return it and the time to its first frame in seconds."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    context.route(re.compile("^https?:"), route)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri(), wait_until="commit")
    first = page.evaluate(FIRST_FRAME) / 1000
    if errors or not page.evaluate(SOMETHING):
        raise RuntimeError(f"the page shows nothing {errors[:1]}")
    return page, first


def measure(browser: Any, name: str, make: Callable[..., None], frame: gpd.GeoDataFrame, route: Any) -> Result:
    """Build one page and look at it three times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        began = time.perf_counter()
        make(frame, path)
        build = time.perf_counter() - began
        size = path.stat().st_size / 1e6
        times, filters = [], ""
        if make is kepler:
            return Result(name, len(frame), build, size, None)
        try:
            for last in (False, False, True):
                page, first = open_page(browser, path, route)
                times.append(first)
                if last and make is ours:
                    filters = changes(page)
                page.context.close()
                if first > 20:
                    break
        except Exception as error:  # a page that does not come is a result too
            print(f"{name} {len(frame)}: {type(error).__name__} {error}", file=sys.stderr)
        return Result(name, len(frame), build, size, min(times) if times else None, filters)


def changes(page: Any) -> str:
    """Change filters and search; return median and worst in words."""
    page.wait_for_selector("html[data-ready]", state="attached")
    spent, shown = page.evaluate(CHANGES)
    search = [page.evaluate(SEARCH, words) for words in ("pipeline", "karbala", "killing 4")]
    figures = f"median {statistics.median(spent):.0f}, worst {max(spent):.0f}"
    frames = f"to the next frame median {statistics.median(shown):.0f}, worst {max(shown):.0f}"
    return f"{figures} ({frames}; search: first {search[0]:.0f}, then {max(search[1:]):.0f})"


def table(results: list[Result]) -> str:
    """Return the results as a Markdown table."""
    lines = ["| incidents | map | build | file | first frame | filter change |", "|---:|---|---:|---:|---:|---|"]
    for one in results:
        first = "–" if one.first is None else f"{one.first:.2f} s"
        built = "–" if one.build < 0 else f"{one.build:.1f} s"
        size = "–" if one.build < 0 else f"{one.megabytes:.1f} MB"
        lines.append(
            f"| {one.incidents:,} | {one.name} | {built} | {size} | {first} | {one.filters and one.filters + ' ms'} |"
        )
    return "\n".join(lines)


def ratios(results: list[Result]) -> Iterator[str]:
    """Yield how ours stands to the others, where both could be measured."""
    for own in (one for one in results if one.name == "conflictmap"):
        for other in results:
            if other is own or other.incidents != own.incidents or other.build < 0:
                continue
            told = f"ratio: {own.incidents:,} incidents, {other.name} to ours:"
            yield f"{told} size {other.megabytes / own.megabytes:.2f}, making {other.build / own.build:.2f}" + (
                f", first frame {other.first / own.first:.1f}" if other.first and own.first else ""
            )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", default="1000,10000,50000,200000")
    parser.add_argument("--full", action="store_true", help="also the pages that take minutes")
    parser.add_argument("--out", type=Path, help="write the table here too")
    given = parser.parse_args()
    makers = {"conflictmap": ours, "FastMarkerCluster": cluster, "folium.GeoJson": geojson, "folium.Marker": markers}
    if find_spec("keplergl"):
        makers["kepler.gl"] = kepler
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        route = answer(libraries(Path(folder)))
        for size in map(int, given.sizes.split(",")):
            frame = make_frame(size, spread=0.05)
            for name, make in makers.items():
                if not given.full and size > CAPS.get(name, size):
                    results.append(Result(name, size, -1, 0, None))
                    continue
                results.append(measure(browser, name, make, frame, route))
                print(table(results[-1:]).splitlines()[-1], flush=True)
    print("\n" + table(results))
    print("\n".join(ratios(results)))
    if given.out:
        given.out.write_text(table(results) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
