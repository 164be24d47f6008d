"""What this machine needs to build and to run the tests, and the exact cure for what is missing."""

from __future__ import annotations

import ctypes.util
import importlib.util
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

#: Free space that a cold build of the public edition needs, with room to spare (bytes).
SPACE = 500_000_000

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `optional` things are needed by the tests alone."""

    what: str
    good: bool
    cure: str = ""
    optional: bool = False


def _cure(apt: str, dnf: str, brew: str) -> str:
    return f"sudo apt install {apt}   (Fedora: sudo dnf install {dnf}; macOS: brew install {brew})"


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(f"Python {version}", sys.version_info >= (3, 11), "install Python 3.11 or newer, then: make clean site")


def _package(name: str) -> Finding:
    found = importlib.util.find_spec(name) is not None
    return Finding(f"Python package {name}", found, "rm -rf .venv && make site")


def _pango() -> Finding:
    found = all(ctypes.util.find_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))
    cure = _cure("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "pango", "pango")
    return Finding("Pango, the text engine of the PDFs", found, cure)


def _program(names: tuple[str, ...], purpose: str, apt: str, dnf: str, brew: str) -> Finding:
    found = any(shutil.which(name) for name in names)
    return Finding(f"{names[0]} ({purpose}; tests only)", found, _cure(apt, dnf, brew), optional=True)


def _driver() -> Finding:
    """The program that steers the browser comes with its package, but leans on a library of the machine."""
    found = ctypes.util.find_library("atomic") is not None or sys.platform != "linux"
    return Finding("libatomic (steers the browser; tests only)", found, _cure("libatomic1", "libatomic", "-"), optional=True)


def _space() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    return Finding(f"{free // 1_000_000} MB free here", free > SPACE, "free some space: make clean, or another disk")


def examine() -> list[Finding]:
    """Everything that the build and the tests need, in the order in which one would mend it."""
    return [
        _python(),
        *(_package(name) for name in ("weasyprint", "mkdocs", "material", "pikepdf", "pydantic")),
        _pango(),
        _space(),
        _program(("pdftoppm",), "PDF pages as pictures", "poppler-utils", "poppler-utils", "poppler"),
        _program(("qpdf",), "checks PDFs", "qpdf", "qpdf", "qpdf"),
        _driver(),
        _program(CHROMIUMS, "opens the site", "chromium", "chromium", "chromium"),
    ]
