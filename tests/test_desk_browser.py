"""A working day in small, at the keyboard of a real browser; and what an onlooker may not do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from deskwork import TEXTS, at_rest, make_archive, opened_id, press, reading, running, said, seated, written
from test_maps_hostile import TEXTS as HOSTILE
from test_maps_hostile import URLS

from conflictmap.archive import Archive

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    path = make_archive(tmp_path_factory.mktemp("desk") / "day.gpkg")
    with running(path) as running_:
        running_.path = path
        yield running_


def checked(visit):
    return visit.page.inner_text("#cmd-checked").split(" checked")[0]


def test_a_working_day(chromium, desk):
    with seated(chromium, desk) as visit:
        assert visit.page.inner_text("#cmd-who").endswith("Amal")
        puts_right(visit, desk.path)
        places_by_hand(visit, desk.path)
        pairs_and_rejects(visit, desk.path)
        adds(visit, desk.path)
        ends_the_day(visit, desk.path)
        assert (visit.requests, visit.errors, visit.dialogs) == ([], [], [])
    with Archive(desk.path) as archive:
        rows = {row["incident_id"]: row for row in archive.rows()}
    assert len(rows) == 9
    assert all(row["checked"] for row in rows.values())
    assert rows["r3-1"]["killed_high"] == 24


def puts_right(visit, path):
    page = visit.page
    # The worst first, its report whole, the words that were read marked in it.
    assert opened_id(visit) == "r3-1"
    assert page.text_content(".cmd-text") == TEXTS[2]
    marked = page.eval_on_selector_all(".cmd-text mark", "all => all.map((m) => [m.dataset.role, m.textContent])")
    assert ["date", "Tuesday"] in marked
    assert "Check a count" in page.inner_text("[data-field='killed'] .cmd-check")

    # Put right: the first doubted field has the focus, Enter saves, and the keys are commands again.
    press(visit, "e")
    assert page.evaluate("document.activeElement.id") == "cmd-killed"
    page.keyboard.type("eleven")
    press(visit, "Enter")
    assert "6-8" in page.inner_text("#cmd-wrong-killed")
    assert written(path) == []
    press(visit, "e")
    page.keyboard.type("11-24")
    press(visit, "Enter")
    assert [(made.column, made.value) for made in written(path)] == [("killed_high", "24")]
    assert "Read as 11+" in page.inner_text("[data-field='killed'] .cmd-was")
    says_who(visit, path)
    press(visit, "c")
    assert (checked(visit), opened_id(visit)) == ("1 of 9", "r5-1")


def says_who(visit, path):
    page = visit.page
    # Words first, then what the codebook calls them.
    page.fill("#cmd-perpetrator", "the Falcon Brigade")
    page.select_option("#cmd-perpetrator-group", "militant")
    at_rest(visit)
    told = {"text": "the Falcon Brigade", "group": "militant", "status": "stated"}
    assert (written(path)[-1].column, json.loads(written(path)[-1].value)) == ("perpetrator", told)
    # A part of the counts is written when it is told to its end; it is in the log in words.
    before = len(written(path))
    page.fill(".cmd-part >> nth=-1 >> input", "3+")
    page.select_option(".cmd-part >> nth=1 >> select >> nth=0", "child")
    assert len(written(path)) == before
    page.select_option(".cmd-part >> nth=1 >> select >> nth=1", "wounded")
    at_rest(visit)
    assert json.loads(written(path)[-1].value)[-1] == {"group": "child", "outcome": "wounded", "low": 3, "high": None}
    assert "Read as 24+ civilians killed" in page.inner_text("[data-field='victims'] .cmd-was")
    page.focus("#cmd-case")
    assert "3+ children wounded" in page.inner_text(".cmd-past")


def places_by_hand(visit, path):
    page = visit.page
    # The runner-up by its number, taken back by one key.
    place = page.inner_text("#cmd-place-now strong")
    press(visit, "1")
    assert said(visit).startswith("Saved: place")
    press(visit, "u")
    assert page.inner_text("#cmd-place-now strong") == place
    # A place by its name.
    press(visit, "/")
    page.keyboard.type("khanaqin")
    page.wait_for_selector("#cmd-found button >> text=Khanaqin")
    press(visit, "Enter")
    assert page.inner_text("#cmd-place-now strong") == "Khanaqin"
    # Other words for it: nothing moves before one of the places to which they lead is taken, by the keyboard alone.
    before = len(written(path))
    page.fill("#cmd-words", "12 km north of Kut")
    press(visit, "Enter")
    page.wait_for_selector("#cmd-led button >> text=12 km north of Kut")
    assert "within" in page.inner_text("#cmd-led button >> nth=0")
    assert (len(written(path)), page.inner_text("#cmd-place-now strong")) == (before, "Khanaqin")
    press(visit, "Enter")
    assert page.inner_text("#cmd-place-now strong") == "12 km north of Kut"
    assert page.input_value("#cmd-words") == "12 km north of Kut"
    assert [made.action for made in written(path)[before:]] == ["edit", "move"]
    page.focus("#cmd-case")
    # A point by the keyboard alone: to the map, to its middle, set.
    press(visit, "g", "ArrowLeft", "Enter")
    page.select_option("#cmd-radius", "10")
    page.focus("#cmd-set")
    press(visit, "Enter")
    (lat, lon, km) = written(path)[-1].value.split(",")
    assert (30 < float(lat) < 38, 38 < float(lon) < 49, km) == (True, True, "10")
    # And by a click.
    page.click("#cmd-map", position={"x": 60, "y": 60})
    page.click("#cmd-set")
    at_rest(visit)
    assert written(path)[-1].action == "move"
    assert written(path)[-1].value.split(",")[:2] != [lat, lon]
    press(visit, "c")


def pairs_and_rejects(visit, path):
    page = visit.page
    # A note goes with what is done next; what is no incident goes.
    page.click(".cmd-item[data-id='r6-1']")
    at_rest(visit)
    press(visit, "n")
    page.keyboard.type("told twice")
    press(visit, "Enter", "x")
    assert (written(path)[-1].action, written(path)[-1].why) == ("reject", "told twice")

    # Merge with the one above, split, back and forth.
    page.click(".cmd-item[data-id='r7-1']")
    at_rest(visit)
    press(visit, "m")
    assert (written(path)[-1].action, written(path)[-1].value) == ("merge", "r1-1")
    press(visit, "k")
    page.click(".cmd-item[data-id='r1-2']")
    at_rest(visit)
    press(visit, "s")
    assert page.inner_text("#cmd-state strong") == "Changed"


def adds(visit, path):
    page = visit.page
    # One that was missed: its words are selected, a form is filled in.
    page.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector('.cmd-text'));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    press(visit, "a")
    assert page.input_value("#cmd-add-sentence") == TEXTS[0]
    page.select_option("#cmd-add-kind", "abduction")
    page.fill("#cmd-add-abducted", "two")
    page.click("#cmd-add-box button[type='submit']")
    assert "Abducted: type" in page.inner_text("#cmd-add-box .cmd-wrong")
    page.fill("#cmd-add-place", "Kirkuk")
    page.fill("#cmd-add-abducted", "2")
    page.wait_for_selector("#cmd-add-spot option >> text=Kirkuk", state="attached")
    page.click("#cmd-add-box button[type='submit']")
    at_rest(visit)
    assert page.inner_text("#cmd-state strong") == "Added"
    assert json.loads(written(path)[-1].value)["abducted_low"] == 2
    assert page.inner_text("#cmd-place-now strong") == "Kirkuk"


def ends_the_day(visit, path):
    page = visit.page
    # Who did what; take something back from there.
    press(visit, "l")
    assert page.locator("#cmd-log-box li").count() == len(written(path))
    page.keyboard.press("Escape")

    # The rest of it, to the end.
    for _ in range(8):
        press(visit, "c")
        if said(visit).endswith("Nothing is left here."):
            break
    assert checked(visit) == "10 of 10"

    with page.expect_download() as info:
        page.click("#cmd-save")
    table = Path(info.value.path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(written(path))


@pytest.mark.long
def test_two_people_at_one_archive(chromium, tmp_path):
    path = make_archive(tmp_path / "two.gpkg")
    with running(path) as desk, seated(chromium, desk) as amal, seated(chromium, desk, "Basma") as basma:
        assert opened_id(amal) == opened_id(basma) == "r3-1"
        press(basma, "e")
        basma.page.keyboard.type("12")
        press(basma, "Enter")
        # Seen by the other without anything being done there.
        amal.page.wait_for_selector("#cmd-said >> text=Basma has just worked on this incident", timeout=20_000)
        assert amal.page.input_value("#cmd-killed") == "12"
        # Both at once: the second is told, nothing is lost, and does it again.
        amal.page.evaluate(
            """() => {
                const ask = window.fetch;
                window.fetch = (path, options) => path.includes('changes') ? new Promise(() => {}) : ask(path, options);
            }"""
        )
        amal.page.wait_for_timeout(2500)
        press(basma, "e")
        basma.page.keyboard.type("13")
        press(basma, "Enter")
        press(amal, "c")
        assert "Basma worked on this incident in the meantime" in said(amal)
        assert amal.page.input_value("#cmd-killed") == "13"
        assert {made.who for made in written(path)} == {"Basma"}
        press(amal, "c")
        assert written(path)[-1].who == "Amal"
        # A second check is blind, and agreement is told.
        basma.page.select_option("#cmd-show", "second")
        at_rest(basma)
        basma.page.wait_for_selector("#cmd-said >> text=Nothing is left here")
        amal.page.evaluate("document.querySelector('#cmd-case').focus()")
        press(amal, "c", "c")
        basma.page.select_option("#cmd-show", "all")
        basma.page.select_option("#cmd-show", "second")
        at_rest(basma)
        assert basma.page.inner_text("#cmd-state strong") == "To check"
        basma.page.evaluate("document.querySelector('#cmd-case').focus()")
        press(basma, "c")
        basma.page.click("#cmd-agree")
        at_rest(basma)
        table = basma.page.inner_text("#cmd-agree-box")
        assert "Amal" in table
        assert basma.page.inner_text("[data-field='incident'] td >> nth=0") == "2"
        assert ["409" in error for error in amal.errors] == [True]  # the browser itself says so
        assert (basma.errors, amal.requests, basma.requests) == ([], [], [])


@pytest.mark.long
def test_hostile_reports_run_nothing_at_the_desk(chromium, tmp_path):
    """Whatever a report, its title, its source or another person's note holds is shown as it is and does nothing."""
    path = tmp_path / "hostile.gpkg"
    with Archive(path, make=True, rules="1") as archive:
        tail = " A car bomb killed six people in Kut on Tuesday, police said."
        texts = [text for text in HOSTILE if len(text) < 2000 and "\0" not in text]
        archive.put(
            [
                reading(
                    text + tail, number, title=text[:300], source=text[:300], url=f"{URLS[number % len(URLS)]}#{number}"
                )
                for number, text in enumerate(texts, 1)
            ]
        )
        told = {row["report_id"] for row in archive.rows()}
    assert len(told) > 20
    with running(path) as desk, seated(chromium, desk, "<img src=x onerror=window.ran=1>{{7*7}}") as visit:
        page = visit.page
        page.select_option("#cmd-show", "all")
        at_rest(visit)
        page.focus("#cmd-case")
        for _ in range(len(told)):
            number = int(opened_id(visit).split("-")[0][1:])
            shown = page.text_content(".cmd-text")
            assert texts[number - 1].strip()[:40].split("\r")[0] in shown, number
            for href in page.eval_on_selector_all(".cmd-case a", "all => all.map((a) => a.href)"):
                assert href.startswith(("http://", "https://"))
            page.fill("#cmd-note", texts[number - 1][:500])
            page.keyboard.press("Escape")
            press(visit, "c")
        press(visit, "l")
        page.wait_for_timeout(300)
        assert page.evaluate("window.ran") is None
        assert page.evaluate("({}).polluted") is None
        assert page.locator("body iframe, body img, .cmd-case script, body base, body object, body embed").count() == 0
        assert (visit.requests, visit.errors, visit.dialogs) == ([], [], [])


def test_the_policy_stops_what_gets_in_all_the_same(chromium, desk):
    with seated(chromium, desk) as visit:
        visit.page.evaluate(
            """() => {
                const box = document.createElement('div');
                document.body.append(box);
                box.innerHTML = '<img src="https://evil.example/p.png" onerror="window.ran=1"><svg onload="window.ran=1"></svg>'
                    + '<iframe src="https://evil.example/"></iframe><link rel=stylesheet href="https://evil.example/x.css">'
                    + '<form action="/api/undo" method=post><input name=a></form>';
                const script = document.createElement('script');
                script.textContent = 'window.ran=1';
                document.body.append(script);
                const other = document.createElement('script');
                other.src = '/api/corrections.csv';
                document.body.append(other);
                box.querySelector('form').submit();
            }"""
        )
        tried = visit.page.evaluate("fetch('https://evil.example/').then(() => 'sent', () => 'stopped')")
        visit.page.wait_for_timeout(200)
        assert tried == "stopped"
        assert visit.page.evaluate("window.ran") is None
        assert visit.requests == []


def test_another_site_in_the_same_browser_gets_nothing(chromium, desk):
    """With the cookie in the browser, and the address of the desk known."""
    with seated(chromium, desk) as visit:
        before = len(written(desk.path))
        other = visit.page.context.new_page()
        other.route("**/evil.html", lambda route: route.fulfill(body="<p>x</p>", content_type="text/html"))
        visit.page.context.route(
            "http://evil.example/**", lambda route: route.fulfill(body="<p>x</p>", content_type="text/html")
        )
        other.goto("http://evil.example/evil.html")
        told = other.evaluate(
            """async (origin) => {
                const ask = (path, options) => fetch(origin + path, { credentials: 'include', ...options })
                    .then(async (answer) => `${answer.status} ${await answer.text()}`, () => 'stopped');
                const simple = { method: 'POST', mode: 'no-cors', headers: { 'Content-Type': 'text/plain' }, body: '{"who":"x"}' };
                return [await ask('/'), await ask('/api/begin'), await ask('/api/undo', simple),
                    await new Promise((done) => {
                        const frame = document.createElement('iframe');
                        frame.src = origin + '/';
                        frame.onload = () => { try { done(frame.contentDocument?.body.innerText ?? 'closed'); } catch { done('closed'); } };
                        document.body.append(frame);
                    })];
            }""",
            desk.origin,
        )
        assert [answer.strip() for answer in told[:2]] == ["stopped", "stopped"]
        assert "200" not in told[2]
        assert told[3] in {"closed", ""}
        assert len(written(desk.path)) == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_all_of_it_fits_and_has_a_name(chromium, desk, width, scheme):
    with seated(chromium, desk, viewport={"width": width, "height": 844}, color_scheme=scheme) as visit:
        page = visit.page
        if width < 800:
            page.click("#cmd-more-button")
        page.select_option("#cmd-show", "all")
        at_rest(visit)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.dataset.theme") == scheme
        nameless = page.evaluate("""() => [...document.querySelectorAll('button, input, select, textarea, a, [role], [tabindex]')]
            .filter((node) => !node.closest('dialog:not([open])') && node.getClientRects().length)
            .filter((node) => !(node.getAttribute('aria-label') || node.labels?.length || node.getAttribute('aria-labelledby')
                || node.textContent.trim() || node.title || node.getAttribute('role') === 'alert' || node.getAttribute('role') === 'status'))
            .map((node) => node.outerHTML.slice(0, 120))""")
        assert nameless == []
        if width < 800:
            page.click("#cmd-list-button")
            assert page.is_visible(".cmd-item >> nth=0")
            page.click("#cmd-list-button")
            assert page.is_hidden(".cmd-item >> nth=0")
            assert page.is_visible("#cmd-help")
        # The focus is seen wherever Tab goes.
        page.focus("#cmd-who")
        for _ in range(6):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1; })()"
            )
            assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 100)")
        page.click("#cmd-help")
        assert page.is_visible("#cmd-help-box")
        page.uncheck("#cmd-single")
        page.keyboard.press("Escape")
        before = len(written(desk.path))
        page.focus("#cmd-case")
        press(visit, "c", "x")
        assert len(written(desk.path)) == before  # single keys are off
        assert visit.errors == []
