"""The map as a person uses it: every control, compared with what pandas says of the same frame."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from browser import opened
from driving import check, counted, download

pytestmark = pytest.mark.browser


def test_first_view(visit, made_frame):
    rows = counted(made_frame)
    check(visit, rows, rows)
    assert visit.page.title() == "Made-up incidents"
    notes = visit.page.inner_text("#cm-notes")
    assert f"Dead not known for {rows['killed'].isna().sum()}" in notes
    assert f"{rows.geometry.isna().sum()} not on the map" in notes
    assert f"{len(made_frame) - len(rows)} report totals and earlier events left out" in notes


def test_province_list(visit, made_frame):
    rows = counted(made_frame)
    visit.page.check("[data-province='Diyala'] input")
    check(visit, rows[rows["province"] == "Diyala"])
    visit.page.check("[data-province='Anbar'] input")
    check(visit, rows[rows["province"].isin(["Diyala", "Anbar"])])
    assert visit.state() == "#p=Diyala&p=Anbar"
    # The list goes on showing what other provinces would give.
    sums = rows.groupby("province")["killed"].sum()
    for name in ("Baghdad", "Basra", "Diyala"):
        assert visit.number(f"[data-province='{name}'] [data-of='killed']") == sums[name]
    visit.page.click("#cm-reset")
    check(visit, rows)
    assert visit.state() == ""


def test_unknown_is_not_nought(visit, made_frame):
    rows = counted(made_frame)
    visit.page.click("#cm-tab-filters")
    visit.page.check("[data-kind='other']")
    visit.page.click("#cm-tab-provinces")
    other = rows[rows["kind"] == "other"].groupby("province")["wounded"]
    for name, known in other.count().items():
        assert (visit.number(f"[data-province='{name}'] [data-of='wounded']") is None) == (known == 0), name


def test_province_table_sorts(visit):
    def names():
        return visit.page.eval_on_selector_all(
            "#cm-provinces tbody tr[data-province]", "rows => rows.map(r => r.dataset.province)"
        )

    visit.page.click("#cm-provinces thead button >> text=Province")
    assert names() == sorted(names())
    visit.page.click("#cm-provinces thead button >> text=Incidents")
    assert names()[0] == "Baghdad"
    assert visit.page.get_attribute("#cm-provinces th[data-by='incidents']", "aria-sort") == "descending"


def test_click_on_the_map_chooses_a_province(visit, made_frame):
    rows = counted(made_frame)
    box = visit.page.locator("#cm-stage").bounding_box()
    # The far south-west is desert: no mark lies there.
    visit.page.mouse.click(box["x"] + box["width"] * 0.62, box["y"] + box["height"] * 0.82)
    visit.settle()
    assert visit.state() == "#p=Muthanna"
    check(visit, rows[rows["province"] == "Muthanna"])


FILTERS = [
    ("kind", lambda page: page.check("[data-kind='shooting']"), lambda f: f["kind"] == "shooting"),
    ("family", lambda page: page.check("[data-family='fire']"), lambda f: f["kind"].isin(["shelling", "air_strike"])),
    ("killed", lambda page: page.fill("#cm-least-killed", "5"), lambda f: (f["killed"] >= 5).fillna(value=False)),
    ("wounded", lambda page: page.fill("#cm-least-wounded", "9"), lambda f: (f["wounded"] >= 9).fillna(value=False)),
    ("precision", lambda page: page.select_option("#cm-precision", "3"), lambda f: f["where_prec"] <= 3),
    ("exact", lambda page: page.check("#cm-exact"), lambda f: f["where_prec"] == 1),
    (
        "victims",
        lambda page: page.check("[data-victims='police']"),
        lambda f: f["victims"].map(lambda v: any(x["group"] == "police" for x in v)),
    ),
    ("no doubts", lambda page: page.select_option("#cm-doubts", "none"), lambda f: f["doubts"].map(len) == 0),
    (
        "a doubt",
        lambda page: page.select_option("#cm-doubts", "place_inherited"),
        lambda f: f["doubts"].map(lambda d: "place_inherited" in d),
    ),
    ("checked", lambda page: page.select_option("#cm-checked", "any"), lambda f: f["checked"].notna()),
    (
        "changed by a person",
        lambda page: page.select_option("#cm-checked", "changed"),
        lambda f: (f["checked"] == "changed").fillna(value=False),
    ),
]


@pytest.mark.parametrize(("name", "act", "expected"), FILTERS, ids=[case[0] for case in FILTERS])
def test_filters(unasked, made_frame, name, act, expected):
    rows = counted(made_frame)
    unasked.page.click("#cm-tab-filters")
    act(unasked.page)
    unasked.settle()
    check(unasked, rows[expected(rows)], rows[expected(rows)])
    assert unasked.state()
    unasked.page.reload()
    unasked.page.wait_for_selector("html[data-ready]", state="attached")
    check(unasked, rows[expected(rows)])


def test_only_exact_places_on_the_map(visit, made_frame):
    rows = counted(made_frame)
    visit.page.check("#cm-exact-map")
    check(visit, rows[rows["where_prec"] == 1])
    visit.page.uncheck("#cm-exact-map")
    check(visit, rows)


SEARCHES = {
    "pipeline": lambda text, place, row: "pipeline" in text,
    "KARBALA": lambda text, place, row: "karbala" in f"{text} {place}",
    '"killing 4 people"': lambda text, place, row: "killing 4 people" in text,
    "gunmen Mosul": lambda text, place, row: "gunmen" in text and ("mosul" in place or "mosul" in text),
    "Diyala": lambda text, place, row: str(row["province"]) == "Diyala",
    "Ninewa": lambda text, place, row: str(row["province"]) == "Nineveh",
    "baqubah": lambda text, place, row: place == "baquba",
    "البصرة": lambda text, place, row: str(row["province"]) == "Basra",
    "dispatch tikrit": lambda text, place, row: row["source"] == "Evening Dispatch" and "tikrit" in f"{text} {place}",
}


@pytest.mark.parametrize("words", SEARCHES)
def test_search(unasked, made_frame, words):
    rows = counted(made_frame)
    unasked.page.fill("#cm-search", words)
    unasked.settle()
    finds = SEARCHES[words]
    hits = rows.apply(lambda row: finds(row["sentence"].casefold(), str(row["place"]).casefold(), row), axis=1)
    assert hits.any()
    check(unasked, rows[hits], rows[hits])
    assert f"{hits.sum():,} incident" in unasked.page.inner_text("#cm-search-note")


def test_a_search_that_finds_nothing_says_why(visit, made_frame):
    rows = counted(made_frame)
    page = visit.page
    page.check("[data-province='Diyala'] input")
    page.fill("#cm-search", "zeppelin")
    visit.settle()
    assert page.inner_text("#cm-total-killed") == "–"
    assert "not known" not in page.inner_text(".cm-totals")
    assert "“zeppelin”" in page.inner_text("#cm-nothing")
    page.click("#cm-nothing button")
    visit.settle()
    check(visit, rows[rows["province"] == "Diyala"])
    assert not page.is_visible("#cm-nothing")


def test_dates(visit, made_frame):
    rows = counted(made_frame)
    visit.page.fill("#cm-from", "2004-11-05")
    visit.page.fill("#cm-to", "2005-03-01")
    visit.page.keyboard.press("Tab")
    visit.settle()
    inside = (rows["date_end"] >= "2004-11-05") & (rows["date_start"] <= "2005-03-01")
    check(visit, rows[inside], rows[inside])
    assert visit.state() == "#from=2004-11-05&to=2005-03-01"


def test_brush_play_and_keys_of_the_histogram(visit):
    box = visit.page.locator("#cm-bins").bounding_box()
    whole = visit.number("#cm-total-incidents")
    visit.page.mouse.move(box["x"] + 40, box["y"] + 30)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + 120, box["y"] + 30, steps=4)
    visit.page.mouse.up()
    visit.settle()
    part = visit.number("#cm-total-incidents")
    assert 0 < part < whole
    visit.page.click("#cm-play")
    visit.pass_time(700)
    playing = visit.state()
    visit.page.click("#cm-play")
    assert playing.startswith("#from=")
    assert visit.page.get_attribute("#cm-play", "aria-pressed") == "false"
    visit.page.mouse.click(box["x"] + 200, box["y"] + 30)
    visit.settle()
    assert visit.number("#cm-total-incidents") == whole
    visit.page.focus(".cm-thumb-to")
    visit.page.keyboard.press("PageDown")
    visit.settle()
    assert visit.number("#cm-total-incidents") < whole


def test_what_is_in_no_total_is_shown_hollow_on_demand(visit, made_frame):
    rows = counted(made_frame)
    visit.page.click("#cm-tab-filters")
    visit.page.check("#cm-left-out")
    check(visit, rows, made_frame)
    assert "shown hollow, in no total" in visit.page.inner_text("#cm-notes")


def test_measure_and_shading(visit, made_frame):
    rows = counted(made_frame)
    visit.page.check("input[name='cm-measure'][value='wounded']", force=True)
    assert "Size: wounded" in visit.page.inner_text("#cm-legend")
    visit.page.check("input[name='cm-view'][value='true']", force=True)
    visit.settle()
    legend = visit.page.inner_text("#cm-legend")
    assert "Wounded by province" in legend
    assert f"–{int(rows.groupby('province')['wounded'].sum().max())}" in legend.replace(",", "")
    assert visit.state() == "#m=wounded&shade=1"


def test_hash_brings_back_the_view(chromium, made_page, made_frame):
    rows = counted(made_frame)
    with opened(chromium, made_page, "#p=Baghdad&k=car_bomb.shooting&killed=2&theme=dark&map=9/33.3/44.4") as visit:
        expected = rows[
            (rows["province"] == "Baghdad")
            & rows["kind"].isin(["car_bomb", "shooting"])
            & (rows["killed"] >= 2).fillna(value=False)
        ]
        check(visit, expected)
        assert visit.page.get_attribute("html", "data-theme") == "dark"
        assert visit.page.inner_text("#cm-chips").split("\n")[0].startswith("Baghdad")
        visit.page.evaluate("location.hash = '#p=Diyala'")
        visit.settle()
        check(visit, rows[rows["province"] == "Diyala"])


def test_csv_is_what_pandas_says(visit, made_frame):
    visit.page.check("[data-province='Diyala'] input")
    visit.settle()
    name, data = download(visit, "#cm-csv")
    assert name == "made-up-incidents.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    got = pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)
    rows = counted(made_frame).query("province == 'Diyala'")
    assert list(got["incident_id"]) == list(rows["incident_id"])
    assert list(got.columns) == [*made_frame.columns.drop("geometry"), "lat", "lon"]
    assert list(got["sentence"]) == list(rows["sentence"])
    assert list(got["killed"]) == ["" if pd.isna(n) else str(n) for n in rows["killed"]]
    assert list(got["date_start"]) == list(rows["date_start"].dt.strftime("%Y-%m-%d"))
    assert [json.loads(cell) for cell in got["rules"]] == list(rows["rules"])
    assert [json.loads(cell) for cell in got["alternatives"]] == list(rows["alternatives"])
    assert [float(x) for x in got["lon"]] == [round(p.x, 6) for p in rows.geometry]


def test_geojson_is_what_geopandas_says(visit, made_frame, tmp_path):
    from conflictmap.export import write_geojson

    visit.page.click("#cm-tab-filters")
    visit.page.check("#cm-left-out")
    visit.page.fill("#cm-least-killed", "3")
    visit.settle()
    name, data = download(visit, "#cm-geojson")
    assert name == "made-up-incidents.geojson"
    write_geojson(made_frame[(made_frame["killed"] >= 3).fillna(value=False)], tmp_path / "x.geojson")
    assert json.loads(data) == json.loads((tmp_path / "x.geojson").read_text())


def test_picture(visit):
    name, data = download(visit, "#cm-png")
    assert name == "made-up-incidents.png"
    assert data.startswith(b"\x89PNG")
    assert len(data) > 50_000


def test_print_is_made_in_the_page(visit):
    data = visit.page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF")
    assert visit.page.locator("#cm-paper canvas").count() == 0
