"""Where facts come from.

`sources-missing`: a page does not say where its facts come from. A page that holds none says so: `sources: []`.
A tool that is written from the sources (`origin: source` or `written`) names at least one.
`sources-form`: an entry is neither a seed with its lines (`002:134`, `002:19-25`) nor a title with its year.
"""

from __future__ import annotations

import re

from msi_build.diagnostics import Faults
from msi_build.sources import Document

_SEED = re.compile(r"\d{3}(:\d+(-\d+)?)?")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def check(document: Document, faults: Faults) -> None:
    """See the manual on top."""
    front = document.front.data
    if not isinstance(front, dict):
        return
    listed = front.get("sources")
    if "sources" not in front or not listed and front.get("origin") in ("source", "written"):
        faults.add(
            document.front.where_key(("sources",)), "sources-missing", "this page does not say where its facts come from",
            'Write for example sources: ["002:134"], or sources: [] when it holds no facts.', "warning",
        )
    for number, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, str) and not _SEED.fullmatch(entry) and not _YEAR.search(entry):
            faults.add(
                document.front.where(("sources", number)), "sources-form", f"“{entry}” can not be looked up",
                "Write the number of a source with its lines, such as 002:134, or a title with its year.", "warning",
            )
