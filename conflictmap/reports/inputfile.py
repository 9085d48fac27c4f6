"""What a reader of a format gets and gives: an open file, and what it finds in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Literal

from conflictmap.model import BadInputError, Problem, Report

__all__ = ["Article", "Format", "InputFile", "Item", "Row", "Wishes", "hushed", "missing"]

Item = Report | Problem
FormatId = Literal[
    "text",
    "jsonl",
    "csv",
    "spreadsheet",
    "parquet",
    "html",
    "saved",
    "feed",
    "docx",
    "pdf",
    "rtf",
    "mail",
    "mailbox",
    "zip",
]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says about the files.

    Attributes
    ----------
    columns : Mapping of str to str
        Field of a report to the column that holds it.
    day_first : bool or None
        Whether 9/12/2006 is 9 December; ``None`` where nobody said.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, or an object of a JSON file: its columns are still to be understood.

    Attributes
    ----------
    values : object
        A mapping of columns to cells, if the file is what it says.
    where : str
        How to call it in a message.
    id : str
        Id of the report if the row has none.
    """

    values: object
    where: str
    id: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document, in fields of a report; it may turn out to hold several.

    Attributes
    ----------
    values : Mapping of str to object
        Field of a report to what the document says. Without a ``title`` the headline is looked for in the text.
    where, id : str
        As of a `Row`.
    divisible : bool
        Whether it may be a collection of articles.
    """

    values: Mapping[str, object]
    where: str
    id: str
    divisible: bool = True


@dataclass(frozen=True, slots=True)
class InputFile:
    """One file, open, wherever it lies.

    Attributes
    ----------
    stream : binary stream
        Unpacked, at its beginning, able to peek.
    name : str
        What to call it in a message: its path, or the path of the archive and its name in there.
    file : str
        Its name without folders.
    wishes : Wishes
    inside : callable
        Reads a file that lies within this one: takes a stream and its name in here, yields what it holds.
    depth : int
        How many files it lies within.
    above : int
        Blank lines that stood before its beginning.
    """

    stream: IO[bytes]
    name: str
    file: str
    wishes: Wishes
    inside: Callable[[IO[bytes], str], Iterator[Item]]
    depth: int = 0
    above: int = 0

    @property
    def stem(self) -> str:
        """What to name a report after that has no id."""
        path = PurePosixPath(self.file)
        return (PurePosixPath(path.stem) if path.suffix.casefold() == ".gz" else path).stem or path.name

    @property
    def ending(self) -> str:
        """The ending of its name, ``.gz`` set aside, in small letters."""
        path = PurePosixPath(self.file)
        return (PurePosixPath(path.stem) if path.suffix.casefold() == ".gz" else path).suffix.casefold()


@dataclass(frozen=True, slots=True)
class Format:
    """A format that files are read in.

    Attributes
    ----------
    id : str
        ``"jsonl"``.
    endings : tuple of str
        Of names of files, with the dot, in small letters.
    read : callable
        Takes an `InputFile`; yields rows, articles, problems, and reports of files that lie within it.
    doc : str
        What becomes of such a file, in a sentence.
    extra : str or None
        The extra of the package that installs what reading takes.
    binary : bool
        Whether the bytes are no text.
    """

    id: FormatId
    endings: tuple[str, ...]
    read: Callable[[InputFile], Iterator[Row | Article | Item]]
    doc: str
    extra: str | None = None
    binary: bool = False


class MissingPackageError(BadInputError):
    """A package that a format takes is not installed."""


def hushed(*packages: str) -> None:
    """Keep what packages log from standard error: what matters to a person is told as a `Problem`.

    A program that sets up logging of its own gets their records all the same.
    """
    for package in packages:
        logger = logging.getLogger(package)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def missing(what: str, package: str, extra: str) -> MissingPackageError:
    """Return the error for a package that is not installed, saying how to get it."""
    return MissingPackageError(f"reading {what} needs the package {package}: pip install 'conflictmap[{extra}]'")
