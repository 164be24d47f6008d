"""The papers behind a page in words, from the `sources` of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: The five papers by the number that authors write: "002:134" is line 134 of the third.
PAPERS: Mapping[str, str] = {
    "000": "Guidance for support visits with DHMT (PERFORM2Scale)",
    "001": "Guidance for the ongoing support and communication session (PERFORM2Scale)",
    "002": "Toolkit for the Management Strengthening Intervention (PERFORM2Scale)",
    "003": "Briefing on strengthening workforce performance at the district level (PERFORM2Scale)",
    "004": "Strengthening DHMT through peer-to-peer learning sessions (Management Sciences for Health, Rwanda)",
}

_NUMBERED = re.compile(r"(\d{3})(?::.*)?")


def cited(sources: Iterable[str]) -> list[str]:
    """Each paper once, in the order in which it is first named; a title stands as it was typed."""
    return list(dict.fromkeys(_paper(source) for source in sources))


def _paper(source: str) -> str:
    numbered = _NUMBERED.fullmatch(source)
    return PAPERS.get(numbered[1], source) if numbered else source
