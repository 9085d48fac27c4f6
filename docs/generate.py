"""The pages of the site that are made of the code, the rules and the files beside the README, anew in every build."""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import mkdocs_gen_files

from conflictmap import codebook
from conflictmap.cli import app
from conflictmap.record import CODED, ROW_ONLY
from conflictmap.tables import incident_schema

ROOT = Path(__file__).resolve().parents[1]
TABLES = runpy.run_path(str(ROOT / "docs" / "tables.py"))
ROOMS = (
    "reports", "extraction", "geocoding", "gazetteer", "plugins", "modelreader", "linking", "corrections", "frame",
    "sums", "export", "maps", "tables", "archive", "pipeline", "scoring", "language", "record", "codebook", "model",
    "geometry",
)  # fmt: skip
"""In the order in which data flow through them."""

API_TOLD = """# The Python API

What `import conflictmap as cm` offers, then each room in the order in which data flow. Whatever is not here may change
without notice.
"""
COMMAND_LINE = """# The command line

Exit codes: 0 done, 1 failed, 2 bad input (one line on standard error says what), 130 stopped with Ctrl-C,
143 told to end.
"""
COLUMNS_TOLD = """The frame, GeoJSON, GeoPackage, GeoParquet and the table have the same columns. JSON Lines leave out
`killed` and `wounded`, which follow from the ranges.
"""
CROSSWALK_TOLD = """
These are the codes of the commonest case. Where it matters who was hit and by whom, ACLED's are the first of these that
fit; `armed` are police, soldiers and militants, `civil` all other people:
"""

_LINK = re.compile(r"\]\((?!https?:|#|\.\./)([^)\s]+)\)")


def table(*rows: tuple[object, ...]) -> str:
    """Return a table of Markdown as a paragraph, its first row the heads."""
    return f"{TABLES['table'](*rows)}\n"


def write(name: str, text: str) -> None:
    """Add a page."""
    with mkdocs_gen_files.open(f"reference/{name}", "w") as page:
        page.write(text)


def carried(path: str) -> str:
    """Return a file of the project as a page: its links lead out of ``docs/reference/`` to where they did."""
    text = (ROOT / path).read_text(encoding="utf-8")
    folder = Path(path).parent.as_posix()
    base = "../../" if folder == "." else f"../../{folder}/"
    return _LINK.sub(lambda found: f"]({_there(base, found[1])})", text)


def _there(base: str, target: str) -> str:
    return "../" + target.removeprefix("docs/") if target.startswith("docs/") else base + target


def api() -> str:
    """Return the reference of what the package and its rooms offer."""
    parts = [API_TOLD]
    package = importlib.import_module("conflictmap")
    parts += ["## conflictmap\n", *(_member(package, name) for name in sorted(package.__all__))]
    for room in ROOMS:
        module = importlib.import_module(f"conflictmap.{room}")
        about = (module.__doc__ or "").strip()
        parts += [f"## conflictmap.{room}\n\n{about}\n", *(_member(module, name) for name in sorted(module.__all__))]
    return "\n".join(parts)


def _member(module: ModuleType, name: str) -> str:
    value = getattr(module, name)
    home = getattr(value, "__module__", None)
    if not (isinstance(home, str) and home.startswith("conflictmap") and getattr(value, "__name__", None) == name):
        return f"### {name}\n\nA value: `{type(value).__name__}`.\n"
    return f"### {name}\n\n::: {home}.{name}\n    options:\n      heading_level: 4\n"


def command_line() -> str:
    """Return every command with its arguments and options."""
    return "\n".join([COMMAND_LINE, *_commands(click.Context(app, info_name="conflictmap"))])


def _commands(context: click.Context) -> Iterator[str]:
    command = context.command
    depth = "#" * (context.command_path.count(" ") + 2)
    usage = " ".join(command.collect_usage_pieces(context))
    about = inspect.cleandoc(command.help or "").replace("\b\n", "")
    yield f"{depth} {context.command_path}\n\n{about}\n\n```text\n{context.command_path} {usage}\n```\n"
    records = [record for p in command.get_params(context) if (record := p.get_help_record(context))]
    if records:
        yield table(
            ("Option", "What it does"), *((f"`{name.replace(chr(124), ' or ')}`", text) for name, text in records)
        )
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _commands(click.Context(command.commands[name], parent=context, info_name=name))


def codes() -> str:
    """Return the codebook: columns, kinds, codes of other data sets, groups of victims, doubts."""
    said = codebook.labels()
    columns = [(f"`{c.name}`", c.type, c.doc) for c in ROW_ONLY]
    coded = [(f"`--codes {name}`", f"`{c.name}`", c.type, c.doc) for name, group in CODED.items() for c in group]
    doubts = [(f"`{name}`", said.doubts[name].label, said.doubts[name].check) for name in codebook.doubts()]
    return "\n".join([
        "# The codebook\n",
        "## Columns\n",
        COLUMNS_TOLD,
        TABLES["columns"](),
        "\nJSON Lines have these instead of the geometry:\n",
        table(("Column", "Type", "What it holds"), *columns),
        "These come on request:\n",
        table(("Option", "Column", "Type", "What it holds"), *coded),
        "## Kinds\n",
        TABLES["kinds"](),
        CROSSWALK_TOLD,
        TABLES["crosswalk"](),
        "\n## Groups of victims\n",
        table(("Code", "Label"), *((f"`{name}`", said.groups[name]) for name in codebook.groups())),
        "## Doubts\n\nWhat a person should check first.\n",
        table(("Code", "On the map", "A person should check"), *doubts),
        "## Formats\n",
        TABLES["formats"](),
    ])  # fmt: skip


def rows_of(value: object) -> Iterator[tuple[str, str]]:
    """Yield id and example of every row of a file of rules, however deep it lies."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"], str(value.get("example", ""))
        for inner in value.values():
            yield from rows_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rows_of(inner)


def rules() -> str:
    """Return every rule of reading, by file, with its example: what the column `rules` names."""
    parts = ["# The rules of reading\n\nWhat the column `rules` names: the file each stands in, its id, an example.\n"]
    folder = ROOT / "conflictmap" / "rules" / "en"
    for path in sorted(folder.rglob("*.toml")):
        found = sorted(set(rows_of(tomllib.loads(path.read_text(encoding="utf-8")))))
        if found:
            lines = ((f"`{name}`", example) for name, example in found)
            parts.append(f"## {path.relative_to(folder.parent).as_posix()}\n\n{table(('Rule', 'Example'), *lines)}")
    return "\n".join(parts)


def schema() -> str:
    """Return the schema of an incident as a table."""
    made = incident_schema()
    lines = ((f"`{n}`", _types(p), p.get("description", "")) for n, p in made["properties"].items())
    return (
        f"# Schema of an incident\n\nJSON Schema, `{made.get('$id', made['title'])}`; the file is"
        " `docs/schema/incident.schema.json`. `conflictmap validate FILE` holds files against it.\n\n"
        f"Required: {', '.join(f'`{name}`' for name in made['required'])}.\n\n"
        + table(("Property", "Type", "What it holds"), *lines)
    )


def _types(entry: dict[str, object]) -> str:
    given = entry.get("type", "any")
    return ", ".join(given) if isinstance(given, list) else str(given)


def licences() -> str:
    """Return the licences of what conflictmap needs, as their packages state them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [(text, "") for text in project["dependencies"]]
    for extra, texts in project["optional-dependencies"].items():
        if extra not in {"all", "test", "lint", "bench", "oracle", "docs"}:
            wanted += [(text, extra) for text in texts]
    lines = (
        (f"`{_name(text)}`", extra or "always", text.removeprefix(_name(text)), _licence(_name(text)))
        for text, extra in wanted
    )
    return (
        "# Licences\n\nThe code is under the MIT licence. Data in the gazetteer have licences of their own:"
        " [sources of the gazetteer](sources.md). What is installed with it, directly:\n\n"
        + table(("Package", "With extra", "Versions", "Licence"), *lines)
    )


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~\[ ;]", requirement, maxsplit=1)[0]


def _licence(name: str) -> str:
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed where this page was built"
    named = [c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier", []) if c.startswith("License :: OSI")]
    return (
        about.get("License-Expression")
        or ", ".join(named)
        or (about.get("License") or "").split("\n")[0]
        or "see the package"
    )


write("api.md", api())
write("codebook.md", codes())
write("rules.md", rules())
write("schema.md", schema())
write("licences.md", licences())
write("cli.md", command_line())
write("changelog.md", carried("CHANGELOG.md"))
write("contributing.md", carried("CONTRIBUTING.md"))
write("security.md", carried("SECURITY.md"))
write("sources.md", carried("gazetteer/SOURCES.md"))
