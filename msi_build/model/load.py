"""From data files to `Data`: every file read as its model, then every reference between them checked.

A file with a fault is left out; what points to it is not blamed for that. Its own references are checked all the same,
as far as it can be mended, so that one run tells all faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from msi_build.diagnostics import Faults, Location
from msi_build.model.base import parse
from msi_build.model.mend import mend
from msi_build.model.programme import Country, Data, District, Group, Overlay, Programme, place_key
from msi_build.model.references import (
    Kind,
    Names,
    Read,
    check_country,
    check_district,
    check_group,
    check_name,
    stem,
)
from msi_build.sources import Sources
from msi_build.yaml_text import DataFile

_PLACES = (
    "Files belong in districts/programme.yml, districts/<cc>/country.yml, districts/<cc>/groups/<group>.yml "
    "or districts/<cc>/<district>.yml."
)


_COUNTRIES = r"districts/[a-z]{2}/country\.yml"
_GROUPS = r"districts/[a-z]{2}/groups/[^/]+\.yml"
_DISTRICTS = r"districts/[a-z]{2}/(?!country\.yml)[^/]+\.yml"


def load(sources: Sources, faults: Faults) -> Data:
    """Everything under districts/, and the people of the overlay. Faults go to the collector."""
    names = _names(sources.districts, faults)
    programme = next(iter(_whole(_all(Programme, sources, faults, r"districts/programme\.yml"))), None)
    if programme is None and not any(file.name == "districts/programme.yml" for file in sources.districts):
        faults.add(
            Location("districts/programme.yml"),
            "missing",
            "this file is missing or cannot be read",
            "It holds the name of the programme: name: …",
        )
    all_countries = list(_all(Country, sources, faults, _COUNTRIES))
    all_groups = list(_all(Group, sources, faults, _GROUPS))
    all_districts = list(_all(District, sources, faults, _DISTRICTS))
    countries, groups, districts = map(_whole, (all_countries, all_groups, all_districts))
    by_code = {read.part.code: read.part for read in countries}
    for read in all_countries:
        check_country(read)
    for read in all_groups:
        check_group(read, names, {one.part.id: one.part for one in districts})
    for read in all_districts:
        check_district(read, names, {one.part.id: one.part for one in groups}, by_code.get(read.part.country))
    people = _people(sources.overlay, faults, names)
    return Data(
        programme.part if programme else Programme(name="MSI programme"),
        tuple(sorted((read.part for read in countries), key=lambda part: part.code)),
        tuple(sorted((read.part for read in groups), key=lambda part: part.id)),
        tuple(sorted((_with_people(read.part, people) for read in districts), key=lambda part: part.id)),
        places=_places([programme] if programme else [], countries, groups, districts),
    )


def _places(*reads: Iterable[Read]) -> dict[str, DataFile]:
    """Positions without content by `kind:id`: `district:adinkra-east`."""
    return {place_key(read.part): replace(read.file, data=None, lines=()) for some in reads for read in some}


def _names(files: Iterable[DataFile], faults: Faults) -> Names:
    found: dict[str, set[str]] = {"countries": set(), "groups": set(), "districts": set()}
    for file in files:
        if match := re.fullmatch(r"districts/([a-z]{2})/country\.yml", file.name):
            found["countries"].add(match[1])
        elif match := re.fullmatch(r"districts/[a-z]{2}/(groups/)?([^/]+)\.yml", file.name):
            found["groups" if match[1] else "districts"].add(match[2])
        elif file.name != "districts/programme.yml":
            faults.add(Location(file.name), "file-place", "a file in this place is not read", _PLACES)
    return Names(*(frozenset(found[kind]) for kind in ("countries", "groups", "districts")))


def _all(model: type[Kind], sources: Sources, faults: Faults, pattern: str) -> Iterator[Read[Kind]]:
    """Every file whose name fits, read as `model`; those with faults mended where they can be."""
    for file in sources.districts:
        if not re.fullmatch(pattern, file.name):
            continue
        if part := parse(model, file, faults):
            yield Read(part, file, faults)
        elif mended := mend(model, file.data, _sure(file)):
            yield Read(mended.part, file, faults, mended.places, mended.holes)


def _sure(file: DataFile) -> dict[str, str]:
    """What the name of the file says anyway: so a slip in these keys hides no other fault."""
    return {"id": stem(file), "country": file.name.split("/")[1], "code": file.name.split("/")[1]}


def _whole(reads: Iterable[Read[Kind]]) -> list[Read[Kind]]:
    """Those without faults."""
    return [read for read in reads if not read.mended]


def _people(files: Iterable[DataFile], faults: Faults, names: Names) -> dict[str, Overlay]:
    """The overlay's people by district id."""
    found: dict[str, Overlay] = {}
    for file in files:
        if overlay := parse(Overlay, file, faults):
            read = Read(overlay, file, faults)
            check_name(read, "id", stem(file))
            read.require(("id",), overlay.id, names.districts or {""}, "a district with a file")
            found[overlay.id] = overlay
    return found


def _with_people(district: District, overlays: Mapping[str, Overlay]) -> District:
    overlay = overlays.get(district.id)
    return district.model_copy(update={"people": overlay.people}) if overlay else district
