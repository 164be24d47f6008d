"""Walking through all that people typed, with the place and the visibility of every text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from msi_build.diagnostics import Location
from msi_build.model.base import MARKS, Part, visibility_of
from msi_build.model.programme import Cycle, Data, District, place_key
from msi_build.yaml_text import Path


@dataclass(frozen=True)
class Found:
    """A text, where it stands (keys as typed), and the narrowest mark on the way to it (None: unmarked)."""

    path: Path
    text: str
    mark: str | None


def narrower(first: str | None, second: str | None) -> str | None:
    """The narrower of two marks; unmarked is the narrowest."""
    if first is None or second is None:
        return None
    return max(first, second, key=MARKS.index)


def texts(value: object, path: Path = (), mark: str | None = "P") -> Iterator[Found]:
    """Every text in a part, deep."""
    if isinstance(value, str):
        yield Found(path, value, mark)
    elif isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            own = value.mark_of(name) if visibility_of(info) else None
            yield from texts(getattr(value, name), (*path, info.alias or name), narrower(mark, own))
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from texts(one, (*path, index), mark)
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts(one, (*path, key), mark)


def where(data: Data, part: Part, path: Path) -> Location:
    """The place in the file of the programme, country, group or district."""
    file = data.places.get(place_key(part))
    return file.where(path) if file else Location(place_key(part))


def cycles(data: Data) -> Iterator[tuple[District, Path, Cycle]]:
    """Every cycle with its district and its path in the file."""
    for district in data.districts:
        for index, cycle in enumerate(district.cycles):
            yield district, ("cycles", index), cycle
