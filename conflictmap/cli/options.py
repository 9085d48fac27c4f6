"""Options that several commands share, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

import click

from conflictmap.model import BadInputError
from conflictmap.model.engines import ENGINES, Engine
from conflictmap.model.housemates import GEOCODER, LLM, READER
from conflictmap.record import CODED

__all__ = ["Wanted", "country_option", "input_options", "reading_options"]

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    DayType = click.ParamType[date]
else:
    DayType = click.ParamType  # of click before 8.4 no type is made by naming another


class Day(DayType):
    """A day as 2006-09-12 or in words."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with a line that says how to write one."""
        from conflictmap.reports import parse_date

        if isinstance(value, date):
            return value
        try:
            day = parse_date(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return day or self.fail("an empty date", param, ctx)


class DayOrAddress(Day):
    """A day, or the address of a database."""

    name = "DATE|ADDRESS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day, or the address as it is."""
        return value if isinstance(value, str) and "://" in value else super().convert(value, param, ctx)


def _last_day(ctx: click.Context, _: click.Parameter, values: tuple[Any, ...]) -> date | None:
    """Tell days from addresses: the last of each counts."""
    addresses = [value for value in values if isinstance(value, str)]
    ctx.params["address"] = addresses[-1] if addresses else None
    return next((value for value in reversed(values) if not isinstance(value, str)), None)


def country_option(command: F) -> F:
    """Add ``--country``."""
    return click.option(
        "--country", default="iraq", show_default=True, metavar="NAME", help="Gazetteer to use: a folder's name."
    )(command)


_COLUMNS = "Which columns hold id, title, text, published, source, url: text=Body,published=Date (repeatable)."
_CODES = "Add columns with the codes of this data set: gtd, plover (repeatable, or with commas between)."
_JOBS = "Processes to use; by default one a core where there is much to read."
_ENGINE = "Read in processes of this machine, or on a cluster of Dask."
_SCHEDULER = "Address of the scheduler of a Dask cluster, such as tcp://10.0.0.1:8786; without it one is started here."
_TO = "Keep incidents on or before this day; or put the rows into PostGIS too: postgresql://user@host/database."
_READER = "What reads reports: the rules, or a reader that an installed package offers."
_GEOCODER = "What places incidents: the gazetteer, or a geocoder that an installed package offers."
_ENDPOINT = "For --reader llm: address of a server that speaks OpenAI's chat completions, such as your own."
_CACHE = "Folder in which its answers are kept, so that a run can be repeated without asking."
_PRICE = "Price of a million tokens {}, for the cost that is told at the end."
_ONLINE = "Ask this service for places the gazetteer does not know; by default nothing is asked."


def _many(flag: str, metavar: str, text: str) -> Callable[[F], F]:
    return click.option(flag, f"{flag.lstrip('-')}s", multiple=True, metavar=metavar, help=text)


def _model_options() -> list[Callable[[Any], Any]]:
    """Return the options of `Model`, by the names of its fields."""
    return [
        click.option("--endpoint", metavar="URL", help=_ENDPOINT),
        click.option("--model", metavar="NAME", help="Name of the model there."),
        click.option("--api-key-env", metavar="VAR", help="Environment variable that holds the key of the server."),
        click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=_CACHE),
        click.option("--time-limit", type=float, metavar="SECONDS", help="For one report, tries and waits included."),
        click.option("--price-in", type=float, metavar="PRICE", help=_PRICE.format("sent")),
        click.option("--price-out", type=float, metavar="PRICE", help=_PRICE.format("received")),
    ]


def _reading_options() -> list[Callable[[Any], Any]]:
    return [
        click.option("--published", type=Day(), help="Day of publication of reports that do not state one."),
        click.option("--id", "report_id", metavar="ID", help="Id for the one report that is read."),
        click.option("--columns", multiple=True, metavar="FIELD=NAME", help=_COLUMNS),
        click.option("--day-first/--month-first", default=None, help="How to read dates such as 9/12/2006."),
        click.option("--skip-bad", is_flag=True, help="Go on past damaged lines and files instead of stopping."),
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help=_JOBS),
        click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help=_ENGINE),
        click.option("--scheduler", metavar="ADDRESS", help=_SCHEDULER),
        click.option("--reader", default=READER, show_default=True, metavar="NAME", help=_READER),
        *_model_options(),
        click.option("--geocoder", default=GEOCODER, show_default=True, metavar="NAME", help=_GEOCODER),
        click.option("--online", type=click.Choice(["nominatim"]), help=_ONLINE),
        country_option,
    ]


def reading_options(command: F) -> F:
    """Add INPUT, which may be missing, and the options of reading and processing alone.

    They arrive as one `Wanted` that filters nothing.
    """
    options = [click.argument("inputs", nargs=-1, metavar="INPUT..."), *_reading_options()]
    for option in reversed(options):
        command = option(command)
    return command


def input_options(command: F) -> F:
    """Add INPUT and the options of reading, filtering and processing, which arrive as one `Wanted`."""
    options = [
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
        _many("--province", "NAME", "Keep this province, by the text or by the map, in any spelling (repeatable)."),
        _many("--kind", "KIND", "Keep this kind, such as car_bomb (repeatable)."),
        click.option("--from", "first", type=Day(), help="Keep incidents on or after this day."),
        click.option("--to", "last", type=DayOrAddress(), multiple=True, callback=_last_day, help=_TO),
        click.option("--table", default="incidents", show_default=True, metavar="NAME", help="Table for a database."),
        *_reading_options(),
        click.option("--codes", multiple=True, metavar="NAME", help=_CODES),
    ]
    for option in reversed(options):
        command = option(command)
    return command


_OfModel = Literal["endpoint", "model", "api_key_env", "cache", "time_limit", "price_in", "price_out"]


@dataclass(frozen=True)
class Wanted:
    """What the shared options say.

    Attributes
    ----------
    inputs : tuple of str
        Files, folders, ``"-"``.
    provinces, kinds : tuple of str
        As typed.
    first, last, published : datetime.date or None
    report_id : str or None
    columns : tuple of str
        Pairs such as ``"text=Body"``.
    day_first : bool or None
    skip_bad : bool
    jobs : int or None
    engine : str
        Of `ENGINES`.
    scheduler : str or None
        Address of a Dask cluster's scheduler.
    online : str or None
    reader, geocoder : str
        Names of entry points, or ours.
    endpoint, model, api_key_env, cache, time_limit, price_in, price_out : optional
        How a language model is asked, see `modelreader.Endpoint`.
    codes : tuple of str
        Data sets whose codes are wanted, see `record.CODED`.
    country : str
    address : str or None
        Of a database to put the rows into.
    table : str
        Of that database.
    """

    inputs: tuple[str, ...]
    published: date | None
    report_id: str | None
    columns: tuple[str, ...]
    day_first: bool | None
    skip_bad: bool
    jobs: int | None
    engine: Engine
    scheduler: str | None
    online: str | None
    country: str
    reader: str = READER
    geocoder: str = GEOCODER
    endpoint: str | None = None
    model: str | None = None
    api_key_env: str | None = None
    cache: Path | None = None
    time_limit: float | None = None
    price_in: float | None = None
    price_out: float | None = None
    provinces: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    address: str | None = None
    table: str = ""
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an id that would name nothing, data sets that nobody knows, and what nobody would ask."""
        if self.report_id is not None and not self.report_id.strip():
            raise BadInputError("--id: the id is empty")
        if self.scheduler is not None and self.engine == ENGINES[0]:
            raise BadInputError(f"--scheduler {self.scheduler} is of use with --engine {ENGINES[-1]} only")
        if self.online is not None and self.geocoder != GEOCODER:
            raise BadInputError(f"--online {self.online} is of use with --geocoder {GEOCODER} only")
        self._refuse_idle()
        names = tuple(dict.fromkeys(name.strip().lower() for text in self.codes for name in text.split(",")))
        for name in names:
            if name not in CODED:
                raise BadInputError(f"--codes: unknown data set {name!r}; known are {', '.join(CODED)}")
        object.__setattr__(self, "codes", names)

    def _refuse_idle(self) -> None:
        """Refuse what only a language model would be told, where none is asked; and one that has no address."""
        given = [name for name in get_args(_OfModel) if getattr(self, name) is not None]
        if given and self.reader != LLM:
            raise BadInputError(f"--{given[0].replace('_', '-')} is of use with --reader {LLM} only")
        if self.reader == LLM and self.endpoint is None:
            raise BadInputError(f"--reader {LLM} needs --endpoint URL: the address of the server that is to be asked")
