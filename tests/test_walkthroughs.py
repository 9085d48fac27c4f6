"""Adding a thing as CONTRIBUTING says: in a copy of the project, in those files only, shown in a fresh interpreter."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import LOCATED

from conflictmap.defaults import extract
from conflictmap.export import write
from conflictmap.frame import to_geodataframe
from conflictmap.model import Report

ROOT = Path(__file__).resolve().parents[1]
RULES = "conflictmap/rules"


def promised(thing):
    """Of CONTRIBUTING's table: how many files adding `thing` takes, and which they are or in which folder they lie."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    files, where = re.search(rf"^\| \[{thing}\]\(#[\w-]+\) \| (\d+) \| (.*) \|$", text, re.MULTILINE).groups()
    return int(files), re.findall(r"`([^`]+)`", where)


class House:
    """A copy of the project that remembers which files were changed."""

    def __init__(self, folder):
        self.folder = folder
        self.touched = set()
        shutil.copytree(ROOT / "conflictmap", folder / "conflictmap")
        (folder / "gazetteer").symlink_to(ROOT / "gazetteer")

    def change(self, name, old, new):
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds {text.count(old)} times: {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(name)

    def append(self, name, text):
        with (self.folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
        self.touched.add(name)

    def create(self, name, text):
        assert not (self.folder / name).exists()
        self.append(name, text)

    def run(self, *arguments):
        """Run Python on the copy; return what it prints."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,  # a guard against a hang, not a measure
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def extract(self, text):
        """Read a report with ``conflictmap extract``; return the rows."""
        (self.folder / "news.txt").write_text(text, encoding="utf-8")
        lines = self.run("-m", "conflictmap", "extract", "news.txt", "--published", "2006-09-12")
        return [json.loads(line) for line in lines.splitlines()]

    def map(self, text, *options):
        """Map a report with ``conflictmap map``; return the folder it writes."""
        (self.folder / "news.txt").write_text(text, encoding="utf-8")
        self.run("-m", "conflictmap", "map", "news.txt", "--published", "2006-09-12", "-o", "out", *options)
        return self.folder / "out"


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.fixture
def walked(house):
    """A function to call at the end of a walk: it took the files that CONTRIBUTING names, and as many."""

    def check(thing):
        number, places = promised(thing)
        assert len(house.touched) == number
        for name in house.touched:
            assert any(name == place or (place.endswith("/") and name.startswith(place)) for place in places), name

    return check


@pytest.mark.long
def test_a_kind(house, walked):
    house.change(
        f"{RULES}/codebook.toml",
        '[[kind]]\nid = "armed_clash"\n',
        '[[kind]]\nid = "drone_strike"\nfamily = "fire"\nmeans = "air"\n'
        'acled = { event_type = "Explosions/Remote violence", sub_event_type = "Air/drone strike" }\n'
        'gtd = { attack = 3, weapon = 6 }\nplover = { event = "ASSAULT", mode = "drone" }\n\n'
        '[[kind]]\nid = "armed_clash"\n',
    )
    house.change(f"{RULES}/en/labels.toml", '\nair_strike = "', '\ndrone_strike = "Strike by a drone"\nair_strike = "')
    house.append(
        f"{RULES}/en/kinds.toml",
        '\n[[kind]]\nid = "drone_strike.event"\nkind = "drone_strike"\nform = "event"\nrank = 99\n'
        'words = ["quadcopter attack"]\nexample = "A quadcopter attack killed two people in Mosul."\n',
    )
    (row,) = house.extract("KUT, Sept 12 - A quadcopter attack killed six people in Kut on Tuesday, police said.\n")
    assert (row["kind"], row["killed_low"], row["sub_event_type"]) == ("drone_strike", 6, "Air/drone strike")
    said = json.loads(
        house.run("-c", "from conflictmap import codebook as c; import json; print(json.dumps(c.vocabulary()))")
    )
    assert {"id": "drone_strike", "label": "Strike by a drone", "family": "fire"} in said["kinds"]
    walked("a kind")


def test_a_word(house, walked):
    text = "KUT, Sept 12 - Gunmen frobbed six people in Kut on Tuesday, police said.\n"
    assert not extract(Report("before", text))
    house.change(
        f"{RULES}/en/outcomes.toml", '  "execute",\n', '  "execute",\n  "frob:frobs:frobbed:frobbed:frobbing",\n'
    )
    (row,) = house.extract(text)
    assert row["killed_low"] == 6
    walked("a word")


def test_a_doubt(house, walked):
    house.change(
        f"{RULES}/codebook.toml",
        '[[doubt]]\nid = "date_assumed"\n',
        '[[doubt]]\nid = "title_missing"\nstage = "extraction"\n\n[[doubt]]\nid = "date_assumed"\n',
    )
    house.append(
        f"{RULES}/en/labels.toml",
        '\n[doubts.title_missing]\nlabel = "The report has no title"\ncheck = "all of it: the report has no title"\n',
    )
    house.change(
        "conflictmap/extraction/assembly.py",
        '    doubts[doubt("kind_guessed")] = draft.rank == GUESSED\n',
        '    doubts[doubt("kind_guessed")] = draft.rank == GUESSED\n    doubts[doubt("title_missing")] = True\n',
    )
    doubts = house.run(
        "-c",
        "import conflictmap as cm; from conflictmap.model import Report; "
        "print(*cm.extract(Report('r', 'A car bomb killed six people in Kut.'))[0].doubts)",
    )
    assert "title_missing" in doubts.split()
    walked("a doubt")


@pytest.mark.long
def test_a_column(house, walked):
    house.change(
        "conflictmap/record.py",
        "ADDED: tuple[Column, ...] = (\n",
        "ADDED: tuple[Column, ...] = (\n"
        '    Column("title", "text", "Headline of the report.", "report", lambda item: item.incident.report.title),\n',
    )
    text = "Six dead in Kut\n\nKUT, Sept 12 - A car bomb killed six people in Kut on Tuesday, police said.\n"
    out = house.map(text)
    (feature,) = json.loads((out / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    with (out / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert feature["properties"]["title"] == row["title"] == "Six dead in Kut"
    page = (out / "map.html").read_text(encoding="utf-8")
    assert '"title":["Six dead in Kut"]' in page
    walked("a column")


def test_an_export(house, walked):
    house.create(
        "conflictmap/export/names_export.py",
        '''"""Names of places, one a line."""

from pathlib import Path

from conflictmap.export.fileformat import Format
from conflictmap.files import staged


def write_names(frame, path):
    with staged(path) as (temporary,):
        Path(temporary).write_text("".join(f"{name}\\n" for name in frame["place"]), encoding="utf-8")


FORMAT = Format("names", (".names",), write_names, "Names", "A name of a place a line.")
''',
    )
    house.change(
        "conflictmap/export/__init__.py",
        "    table_export.FORMAT,\n",
        "    table_export.FORMAT,\n    names_export.FORMAT,\n",
    )
    house.change("conflictmap/export/__init__.py", "    kml_export,\n", "    kml_export,\n    names_export,\n")
    write(to_geodataframe([LOCATED]), house.folder / "a.geojson")
    house.run(
        "-c",
        "from conflictmap.export import formats_named, write; from conflictmap.frame import read_geojson; "
        "frame = read_geojson('a.geojson'); write(frame, 'a.names'); formats_named(['names'])[0].write(frame, 'b')",
    )
    assert (house.folder / "a.names").read_text(encoding="utf-8") == "Baquba\n"
    assert (house.folder / "b").read_text(encoding="utf-8") == "Baquba\n"
    walked("an export")


@pytest.mark.long
def test_a_place(house, walked):
    (house.folder / "gazetteer").unlink()
    shutil.copytree(ROOT / "gazetteer", house.folder / "gazetteer")
    house.append(
        "gazetteer/iraq/curated/wasit.csv",
        "iq-testabad,Testabad,village,32.53,45.80,2,Wasit,iq-district-al-kut,Test Abad,,,,own,,made up\n",
    )
    before = {path: path.read_bytes() for path in (house.folder / "gazetteer").rglob("*") if path.is_file()}
    house.run("gazetteer/build.py", "merge")
    house.touched |= {str(path.relative_to(house.folder)) for path, data in before.items() if path.read_bytes() != data}
    (row,) = house.extract("KUT, Sept 12 - A car bomb killed six people in Test Abad on Tuesday, police said.\n")
    assert (row["place_id"], row["province"]) == ("iq-testabad", "Wasit")
    walked("a place")
