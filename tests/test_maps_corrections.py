"""What a reader marks on the page as wrong: it is kept, undone, and saved as the table that an archive takes."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from browser import opened
from click.testing import CliRunner
from driving import download, marks_on_screen

from conflictmap.cli import app
from conflictmap.corrections import FIELDS, apply_corrections, read_corrections
from conflictmap.defaults import extract
from conflictmap.frame import to_geodataframe
from conflictmap.geocoding import geocode
from conflictmap.maps import save, webmap
from conflictmap.model import Report
from conflictmap.record import record

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def mark(visit, topic, *, who="A. Reader", why="", fill=None):
    page = visit.page
    page.click(f"#cm-put-right [data-topic='{topic}']")
    if fill:
        fill(page)
    if why:
        page.fill("#cm-why-wrong", why)
    if not page.input_value("#cm-who"):
        page.fill("#cm-who", who)
    page.click("#cm-mark")
    visit.settle()


def saved(visit):
    if not visit.page.is_visible("#cm-overview"):
        visit.page.click("#cm-corrections")
    name, data = download(visit, "#cm-save-corrections")
    assert name == "corrections.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def plain(frame, *, other=False):
    """Rows that stand in sums and on the map; with runners-up or without."""
    fit = frame["killed_low"].notna() & ~(frame["aggregate"] | frame["background"]) & frame.geometry.notna()
    return [i for i in range(len(frame)) if fit.iloc[i] and bool(frame["alternatives"].iloc[i]) == other]


def test_every_kind_of_mark_becomes_rows_of_the_table(chromium, made_page, made_frame):
    rows = plain(made_frame)[:5]
    with opened(chromium, made_page, f"#i={rows[0]}") as visit:
        page = visit.page
        mark(visit, "incident", why="an exercise, =not an attack")
        for row, topic, fill in (
            (
                rows[1],
                "count",
                lambda page: (page.fill("#cm-right-killed_low", "3"), page.fill("#cm-right-killed_high", "")),
            ),
            (rows[2], "count", None),
            (rows[3], "place", None),
            (rows[4], "duplicate", lambda page: page.select_option("#cm-right-other", "")),
        ):
            page.evaluate("row => { location.hash = `#i=${row}` }", row)
            visit.settle()
            mark(visit, topic, fill=fill)
        assert page.inner_text("#cm-corrections") == "Corrections (5)"
        table = saved(visit)
    assert tuple(table[0]) == FIELDS
    assert [row["action"] for row in table] == ["reject", "edit", "edit", "doubt", "doubt", "reject"]
    assert [row["column"] for row in table] == ["", "killed_low", "killed_high", "count", "place", ""]
    assert [row["value"] for row in table[1:3]] == ["3", ""]
    assert table[-1]["why"] == "duplicate"
    assert {row["who"] for row in table} == {"A. Reader"}
    assert table[0]["why"] == "an exercise, =not an attack"
    for row, i in zip((table[0], table[1], *table[3:]), rows, strict=True):
        assert row["incident_id"] == made_frame["incident_id"].iloc[i]
        assert row["report_id"] == made_frame["report_id"].iloc[i]
        assert row["sentence"] == made_frame["sentence"].iloc[i]
        assert row["kind"] == made_frame["kind"].iloc[i]
        assert row["place_text"] == made_frame["place_text"].iloc[i]
    assert len({row["correction_id"] for row in table}) == len(table)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_the_right_place_is_clicked_on_the_map(chromium, made_page, made_frame, options):
    with opened(chromium, made_page, f"#i={plain(made_frame)[0]}", **options) as visit:
        page = visit.page
        visit.pass_time(900)
        page.click("#cm-put-right [data-topic='place']")
        page.select_option("#cm-right-place", "@")
        page.click("#cm-pick")
        page.keyboard.press("Escape")
        assert page.is_visible("#cm-sheet")
        assert page.input_value("#cm-right-point") == ""
        page.click("#cm-pick")
        spot = page.evaluate("conflictmap.chosenOnScreen()")
        page.mouse.click(spot["x"] - 60, spot["y"] + 20)
        visit.settle()
        assert page.is_visible("#cm-sheet")
        lat, lon = map(float, page.input_value("#cm-right-point").split(", "))
        point = made_frame.geometry.iloc[plain(made_frame)[0]]
        assert 0 < point.x - lon < 2
        assert 0 < point.y - lat < 1
        page.fill("#cm-who", "A. Reader")
        page.click("#cm-mark")
        (row,) = saved(visit)
        assert (row["action"], row["value"]) == ("move", f"{lat},{lon}")
        assert visit.errors == []


def test_a_runner_up_is_the_right_place(chromium, made_page, made_frame):
    with opened(chromium, made_page, f"#i={plain(made_frame, other=True)[0]}") as visit:
        mark(visit, "place", fill=lambda page: page.select_option("#cm-right-place", "iq-other"))
        (row,) = saved(visit)
        assert (row["action"], row["value"]) == ("move", "iq-other")


def test_two_incidents_are_one(chromium, made_page, made_frame):
    row = plain(made_frame)[40]
    with opened(chromium, made_page, f"#i={row}") as visit:
        visit.page.click("#cm-put-right [data-topic='duplicate']")
        other = int(visit.page.input_value("#cm-right-other"))
        visit.page.fill("#cm-who", "A. Reader")
        visit.page.click("#cm-mark")
        (made,) = saved(visit)
        assert (made["action"], made["value"]) == ("merge", made_frame["incident_id"].iloc[other])
        assert made_frame["province"].iloc[other] == made_frame["province"].iloc[row]
        assert abs((made_frame["date_start"].iloc[other] - made_frame["date_start"].iloc[row]).days) <= 7
        assert made_frame["sentence"].iloc[other] in made["other"]


def test_marks_are_kept_with_the_map_and_the_name_with_the_reader(chromium, made_page, made_frame, tmp_path):
    row = plain(made_frame)[0]
    with opened(chromium, made_page, f"#i={row}") as visit:
        page = visit.page
        page.click("#cm-put-right [data-topic='incident']")
        page.click("#cm-mark")
        assert "name is missing" in page.inner_text(".cm-fault")
        assert page.evaluate("document.activeElement.id") == "cm-who"
        page.click("#cm-put-right >> text=Cancel")
        mark(visit, "incident", who="B. Reader", why="a film set")
        assert "a film set" in page.inner_text("#cm-put-right")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert "a film set" in page.inner_text("#cm-put-right")
        assert page.inner_text("#cm-corrections") == "Corrections (1)"
        assert "Kept in this browser" in page.inner_html("#cm-overview")
        page.click("#cm-put-right [data-topic='count']")
        assert page.input_value("#cm-who") == "B. Reader"
        # The same data under another title are the same map; other data are not.
        same = save(webmap(made_frame, title="Another title"), tmp_path / "same.html")
        page.goto(f"{same.as_uri()}#i={row}")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert "a film set" in page.inner_text("#cm-put-right")
        other = save(webmap(made_frame.iloc[:-1]), tmp_path / "other.html")
        page.goto(f"{other.as_uri()}#i={row}")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert "a film set" not in page.inner_text("#cm-put-right")
        assert visit.errors == []


def test_marked_incidents_look_marked_and_are_undone(chromium, made_page, made_frame):
    rows = plain(made_frame)[:2]
    with opened(chromium, made_page, f"#i={rows[0]}") as visit:
        page = visit.page
        top = page.locator(".cm-canvases canvas").nth(2)
        bare = top.evaluate("node => node.toDataURL()")
        mark(visit, "incident")
        assert top.evaluate("node => node.toDataURL()") != bare
        page.evaluate("row => { location.hash = `#i=${row}` }", rows[1])
        visit.settle()
        mark(visit, "right")
        page.click("#cm-tab-incidents")
        page.select_option("#cm-order", "oldest")
        marked = page.eval_on_selector_all(".cm-item.cm-marked", "all => all.map((one) => Number(one.dataset.row))")
        assert set(marked) <= set(rows)
        assert "marked" in page.inner_text(".cm-item.cm-marked")
        page.click("#cm-corrections")
        assert page.locator("#cm-overview li[data-mark]").count() == 2
        page.click("#cm-overview li[data-mark='incident'] button >> text=Undo")
        assert page.locator("#cm-overview li[data-mark]").count() == 1
        # What has left the page in a file is taken back by a row of its own.
        (first,) = saved(visit)
        page.click("#cm-overview li[data-mark='right'] button >> text=Undo")
        assert "Nothing is marked" in page.inner_text("#cm-overview")
        again, undo = saved(visit)
        assert again == first
        assert (undo["action"], undo["value"]) == ("undo", first["correction_id"])
        assert page.inner_text("#cm-corrections") == "Corrections (0)"


def test_marks_are_made_by_keyboard_and_told_to_a_screen_reader(chromium, made_page, made_frame):
    with opened(chromium, made_page, f"#i={plain(made_frame)[0]}") as visit:
        page = visit.page
        page.focus("#cm-put-right [data-topic='count']")
        page.keyboard.press("Enter")
        assert page.get_attribute("[data-topic='count']", "aria-expanded") == "true"
        assert page.evaluate("document.activeElement.id") == "cm-right-killed_low"
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('#cm-put-right :is(button, input, select, textarea)')]
                .filter((node) => !(node.textContent.trim() || node.getAttribute('aria-label')
                    || node.closest('label')?.textContent.trim())).map((node) => node.id)"""
        )
        assert nameless == []
        page.keyboard.type("9")
        page.keyboard.press("Escape")
        assert page.is_visible("#cm-sheet")
        assert page.evaluate("document.activeElement.dataset.topic") == "count"
        page.keyboard.press("Enter")
        for _ in range(7):
            page.keyboard.press("Tab")
        page.keyboard.type("A. Reader")
        page.keyboard.press("Enter")
        visit.settle()
        assert "Marked: Wrong count" in page.inner_text("#cm-put-right [role='status']")
        page.focus("#cm-corrections")
        page.keyboard.press("Enter")
        assert page.is_visible("#cm-overview")
        page.keyboard.press("Escape")
        assert not page.is_visible("#cm-overview")
        assert page.evaluate("document.activeElement.id") == "cm-corrections"
        assert visit.errors == []


def test_counts_that_cannot_be_are_refused(chromium, made_page, made_frame):
    with opened(chromium, made_page, f"#i={plain(made_frame)[0]}") as visit:
        page = visit.page
        page.click("#cm-put-right [data-topic='count']")
        page.fill("#cm-right-killed_low", "90")
        page.fill("#cm-right-killed_high", "2")
        page.fill("#cm-who", "A. Reader")
        page.click("#cm-mark")
        assert "at least 90, but at most 2" in page.inner_text(".cm-fault")
        assert not page.is_visible("#cm-corrections")


def test_where_nothing_is_kept_the_page_says_so(chromium, made_page, made_frame):
    with opened(chromium, made_page) as visit:
        page = visit.page
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
        )
        page.goto(f"{made_page.as_uri()}#i={plain(made_frame)[0]}")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        mark(visit, "incident")
        assert "keeps nothing" in page.inner_text("#cm-put-right [role='status']")
        page.click("#cm-corrections")
        assert "save the file before you close it" in page.inner_text("#cm-overview")
        assert len(saved(visit)) == 1
        assert visit.errors == []


def test_marks_that_others_left_in_the_browser_are_text(chromium, made_page, made_frame):
    hostile = "<img src=x onerror=window.ran=1>"
    with opened(chromium, made_page) as visit:
        page = visit.page
        page.evaluate(
            """([id, text]) => {
                const key = `conflictmap:corrections:${conflictmap.digest()}`;
                const row = { correction_id: text, action: 'move', incident_id: id, value: text, who: text, why: text, made_at: text };
                localStorage.setItem(key, JSON.stringify([{ id: text, topic: 'place', rows: [row] },
                    { id: 'b', topic: 'duplicate', rows: [{ ...row, incident_id: text }] }]));
            }""",
            [made_frame["incident_id"].iloc[3], hostile],
        )
        page.goto(f"{made_page.as_uri()}#i=3")
        page.reload()
        page.wait_for_selector("html[data-ready]", state="attached")
        assert hostile in page.inner_text("#cm-put-right")
        page.click("#cm-corrections")
        assert page.inner_text("#cm-overview").count(hostile) >= 4
        assert page.evaluate("window.ran") is None
        assert (visit.requests, visit.errors) == ([], [])


def test_the_marks_of_a_phone_fit(chromium, made_page, made_frame):
    with opened(chromium, made_page, f"#i={plain(made_frame)[0]}", **PHONE) as visit:
        for topic in ("place", "count", "duplicate"):
            mark(visit, topic)
        body = visit.page.locator(".cm-sheet-body")
        assert body.evaluate("node => node.scrollWidth <= node.clientWidth")
        visit.page.click("#cm-corrections")
        box = visit.page.locator("#cm-overview").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert len(marks_on_screen(visit.page)) > 0


TOLD = (
    "A car bomb blew up beside a bakery in Kut on Tuesday, killing six people and wounding 15, police said. "
    "Gunmen shot dead two barbers in Amara. A mine killed a guard in Hilla. Police found three bodies in Baquba."
)
AGAIN = "Two barbers were shot dead in Amara on Tuesday."


def test_what_is_marked_on_the_page_is_put_right_in_the_archives_rows(chromium, tmp_path):
    reports = [Report(name, text, "", date(2006, 9, 13)) for name, text in (("a", TOLD), ("b", AGAIN))]
    items = [item for one in reports for item in geocode(extract(one)) if item.left_out is None]
    rows = [record(item) for item in items]
    kut, amara, hilla, baquba, again = range(5)
    assert [row["place"] for row in rows] == ["Kut", "Amara", "Hilla", "Baquba", "Amara"]
    page = save(webmap(to_geodataframe(items)), tmp_path / "map.html")
    marks = [
        (kut, "count", lambda page: page.fill("#cm-right-killed_low", "5")),
        (
            hilla,
            "place",
            lambda page: (page.select_option("#cm-right-place", "@"), page.fill("#cm-right-point", "32.5, 44.5, 2")),
        ),
        (baquba, "incident", None),
        (amara, "right", None),
        (again, "duplicate", lambda page: page.select_option("#cm-right-other", str(amara))),
    ]
    with opened(chromium, page) as visit:
        for row, topic, fill in marks:
            visit.page.evaluate("row => { location.hash = `#i=${row}` }", row)
            visit.settle()
            mark(visit, topic, fill=fill, why="=checked by phone")
        visit.page.click("#cm-corrections")
        (tmp_path / "corrections.csv").write_bytes(download(visit, "#cm-save-corrections")[1])
    told = read_corrections(tmp_path / "corrections.csv")
    assert {one.why for one in told} == {"=checked by phone"}
    made = apply_corrections(rows, told)
    assert made.unmatched == []
    right = {row["incident_id"]: row for row in made.rows}
    ids = [row["incident_id"] for row in rows]
    assert (right[ids[kut]]["killed_low"], right[ids[kut]]["checked"]) == (5, "changed")
    assert (right[ids[hilla]]["lat"], right[ids[hilla]]["lon"], right[ids[hilla]]["radius_km"]) == (32.5, 44.5, 2)
    assert made.rejected == {ids[baquba]}
    assert [set(pair) for pair in made.together] == [{ids[amara], ids[again]}]
    assert right[ids[amara]]["checked"] == "confirmed"
    # The same file once more changes nothing.
    assert apply_corrections(rows, told + told).rows == made.rows


def test_an_archive_takes_the_file_and_gives_the_map_put_right(chromium, tmp_path):
    def run(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        return result.output

    texts = {
        "a": "A car bomb blew up beside a bakery in Kut on Tuesday, killing six people and wounding 15, police said.",
        "b": "Six people were killed and 15 wounded on Tuesday by a car bomb beside a bakery in Kut, a doctor said.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"2006-09-13\n\n{text}")
    archive = tmp_path / "kept.gpkg"
    run("add", archive, tmp_path / "a.txt", tmp_path / "b.txt")
    run("map", archive, "-o", tmp_path / "first")
    with opened(chromium, tmp_path / "first" / "map.html") as visit:
        page = visit.page
        page.click("#cm-tab-incidents")
        page.click(".cm-item >> text=Kut")
        visit.settle()
        assert "Told by 2 reports" in page.inner_text("#cm-sheet")
        mark(
            visit,
            "count",
            fill=lambda page: (page.fill("#cm-right-killed_low", "8"), page.fill("#cm-right-killed_high", "8")),
        )
        table = saved(visit)
        assert {row["action"] for row in table} == {"edit"}
        assert all(row["event_id"] for row in table)
        (tmp_path / "corrections.csv").write_bytes(download(visit, "#cm-save-corrections")[1])
    run("add", archive, tmp_path / "corrections.csv")
    run("map", archive, "-o", tmp_path / "second")
    with opened(chromium, tmp_path / "second" / "map.html") as visit:
        visit.page.click("#cm-tab-incidents")
        visit.page.click(".cm-item >> text=Kut")
        visit.settle()
        assert visit.page.inner_text(".cm-sheet-toll").startswith("8 killed")
