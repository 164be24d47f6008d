"""The templates of the theme: every value is escaped, a missing one is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

#: The theme beside the code, for callers that have no other.
THEME = Path(__file__).resolve().parents[2] / "theme"


@cache
def environment(theme: Path, folder: str) -> jinja2.Environment:
    """Templates of `theme/<folder>`, read once in a process."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme / folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
