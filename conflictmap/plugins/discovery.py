"""Readers and geocoders by name: ours, and those that installed packages offer by entry points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictmap.model import BadInputError
from conflictmap.model.housemates import GROUPS, OURS, PACKAGE, Group
from conflictmap.plugins.protocols import Geocoder, Reader, Tools

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = ["Choice", "load_geocoder", "load_reader", "names"]

_READERS, _GEOCODERS = GROUPS
_WHAT: dict[Group, str] = {_READERS: "reader", _GEOCODERS: "geocoder"}
_MESSAGE_CHARS = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """A reader or a geocoder that is asked for by name: what travels to other processes, which make it there.

    Attributes
    ----------
    name : str
        Of an entry point.
    settings : object, optional
        What else it is made with, behind `Tools`; must bear to be pickled.
    """

    name: str
    settings: Any = None


def names(group: Group) -> tuple[str, ...]:
    """Return the names there are: ours, then those that other packages offer.

    Parameters
    ----------
    group : str
        Of the entry points.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - only who asks for a plug-in pays for it

    ours = OURS[group]
    return (*ours, *sorted({point.name for point in entry_points(group=group)} - ours.keys()))


def load_reader(choice: Choice, tools: Tools) -> Reader:
    """Make the reader of a name.

    Parameters
    ----------
    choice : Choice
    tools : Tools

    Returns
    -------
    Reader

    Raises
    ------
    BadInputError
        If there is none of that name, several packages offer one, or it cannot be made.
    """
    reader: Reader = _load(_READERS, choice, tools)
    return reader


def load_geocoder(choice: Choice, tools: Tools) -> Geocoder:
    """Make the geocoder of a name; parameters and errors are those of `load_reader`.

    Parameters
    ----------
    choice : Choice
    tools : Tools

    Returns
    -------
    Geocoder
    """
    geocoder: Geocoder = _load(_GEOCODERS, choice, tools)
    return geocoder


def _load(group: Group, choice: Choice, tools: Tools) -> Any:
    """Import what makes it and call that; whatever a plug-in raises then is one line that names its package."""
    point, package = _found(group, choice.name)
    more = () if choice.settings is None else (choice.settings,)
    try:
        make: Callable[..., Any] = point.load()
        made = make(tools, *more)
    except BadInputError:
        raise
    except (Exception, SystemExit) as error:  # one that calls exit() is no better than one that raises
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_MESSAGE_CHARS]
        raise BadInputError(
            f"{_WHAT[group]} {choice.name!r} of {package} ({point.value}) cannot be loaded: {reason}"
        ) from error
    if not callable(made):
        raise BadInputError(f"{_WHAT[group]} {choice.name!r} of {package} ({point.value}) makes nothing to be called")
    return made


def _found(group: Group, name: str) -> tuple[EntryPoint, str]:
    """Return the entry point of a name, and its package. Ours are taken without a look through what is installed."""
    from importlib.metadata import EntryPoint, entry_points  # noqa: PLC0415 - see above

    ours = OURS[group].get(name)
    if ours is not None:
        return EntryPoint(name, ours, group), PACKAGE
    points = {(point.value, _package(point)): point for point in entry_points(group=group, name=name)}
    if not points:
        known = ", ".join(names(group))
        raise BadInputError(f"unknown {_WHAT[group]} {name!r}; there are: {known}")
    if len(points) > 1:
        packages = ", ".join(sorted(package for _, package in points))
        raise BadInputError(f"several packages offer a {_WHAT[group]} {name!r}: {packages}; remove all but one")
    ((_, package),) = points
    (point,) = points.values()
    return point, package


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "an unknown package"
