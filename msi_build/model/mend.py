"""A second look at a file with faults, so that one run tells all of them.

What cannot be read is taken out of a copy, or a neutral value stands for it, until the rest is a good model. That
model is only used to check references; it never reaches a page. The places that were mended are kept, because a
fault that only follows from them must not be told.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from msi_build.model.base import Part, fields_by_key
from msi_build.model.kinds import Shape, part_in, shape
from msi_build.yaml_text import Path

Model = TypeVar("Model", bound=Part)

#: Rounds of mending; each lets pydantic see what the faults before had hidden.
MOST_ROUNDS = 8


@dataclass(frozen=True)
class Mended(Generic[Model]):
    """The model, every place that was mended, and of those the places where a whole entry is gone."""

    part: Model
    places: frozenset[Path]
    holes: frozenset[Path]


class _Beyond(Exception):
    """What is left makes no model."""


def mend(model: type[Model], data: object, sure: Mapping[str, str]) -> Mended[Model] | None:
    """The data as a model, as far as they go; `sure` are keys at the top whose values are known from elsewhere."""
    if not isinstance(data, dict):
        return None
    patient = _Patient(model, copy.deepcopy(data), sure)
    try:
        for _ in range(MOST_ROUNDS):
            try:
                part = model.model_validate(patient.data)
            except ValidationError as error:
                patient.treat(error)
            else:
                return Mended(part, frozenset(patient.places), frozenset(patient.holes))
    except _Beyond:
        pass
    return None


class _Patient:
    """One file's data while it is mended."""

    def __init__(self, model: type[Part], data: dict[str, Any], sure: Mapping[str, str]) -> None:
        self.model, self.data, self.sure = model, data, sure
        self.places: set[Path] = set()
        self.holes: set[Path] = set()

    def treat(self, error: ValidationError) -> None:
        """Take out or replace what the error names; entries at the end of lists first, so that places hold."""
        places = {}
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            place = tuple(step for step in one["loc"] if not str(step).startswith("function-") and step != "[key]")
            places[place] = one["type"]
        for place in sorted(places, key=lambda steps: [(isinstance(step, int), step) for step in steps], reverse=True):
            self._treat(place, places[place])

    def _treat(self, place: Path, kind: str) -> None:
        if not place:
            raise _Beyond
        self.places.add(place)
        holder = self._at(place[:-1])
        if holder is None:  # it went with something around it
            return
        info = _field(self.model, place)
        if kind == "extra_forbidden" or (kind != "missing" and (info is None or not info.is_required())):
            self._take_out(place)
        elif (value := self._neutral(place, info)) is not None and isinstance(holder, dict):
            holder[place[-1]] = value
        else:
            self._drop_around(place)

    def _neutral(self, place: Path, info: FieldInfo | None) -> str | None:
        """A value that can stand for what could not be read, as typed."""
        if len(place) == 1 and place[0] in self.sure:
            return self.sure[str(place[0])]
        return stand_in(shape(info)) if info else None

    def _drop_around(self, place: Path) -> None:
        """Take out the nearest entry or optional block around a place."""
        for length in range(len(place) - 1, 0, -1):
            info = _field(self.model, place[:length])
            if isinstance(place[length - 1], int) or (info and not info.is_required()):
                self.holes.add(place[:length])
                self._take_out(place[:length])
                return
        raise _Beyond

    def _take_out(self, place: Path) -> None:
        holder, step = self._at(place[:-1]), place[-1]
        if isinstance(step, int):
            self.holes.add(place)
        if isinstance(holder, dict):
            holder.pop(step, None)
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            del holder[step]
        else:
            raise _Beyond

    def _at(self, place: Path) -> Any:
        here: Any = self.data
        for step in place:
            if isinstance(here, dict) and step in here or isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here


def stand_in(one: Shape) -> str | None:
    """A neutral value of this shape as typed, within its limits; None for lists, blocks and names."""
    if one.of == "choice":
        return str(one.choices[0])
    if one.kind is None or not one.kind.neutral:
        return None
    return str(max(int(one.kind.example), one.limits.get("ge", 1))) if one.kind.example.isdigit() else one.kind.example


def _field(model: type[Part], place: Path) -> FieldInfo | None:
    """The field at a place; None for an entry of a list, a free key, or what no model knows."""
    here: type[Part] | None = model
    info: FieldInfo | None = None
    for step in place:
        info = None
        if isinstance(step, str) and here:
            info = fields_by_key(here).get(step)
            here = part_in(shape(info)) if info else here
    return info
