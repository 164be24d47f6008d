"""A small country and group around one district's file, and the districts of the repository."""

from functools import cache
from pathlib import Path

from msi_build import checks
from msi_build.diagnostics import Faults, as_text
from msi_build.edition import Edition
from msi_build.model.load import load
from msi_build.model.programme import Data
from msi_build.settings import Settings
from msi_build.sources import Sources, read, read_yaml

ROOT = Path(__file__).parent.parent
BAD = Path(__file__).parent / "bad"
EAST = "districts/gh/adinkra-east.yml"

AROUND = {
    "districts/programme.yml": b"name: Test programme\n",
    "districts/gh/country.yml": b"""
code: gh
name: Ghana
as_of: 2027-01-01
source: invented
district_types: [{code: municipal, label: municipal district}]
facility_types: [{code: chps, label: CHPS zone}]
roles: [{code: director, label: director}, {code: hr_officer, label: HR officer}]
cadres: [{code: midwife, label: midwife}]
""",
    "districts/gh/groups/adinkra.yml": b"""
id: adinkra
country: gh
name: Adinkra
districts: [adinkra-east]
""",
}


def loaded(district: bytes, overlay: bytes | None = None) -> tuple[Data, Faults]:
    """The data of one district's file in its surroundings, and what was said about it."""
    faults = Faults()
    files = AROUND | {EAST: district}
    read_files = [read_yaml(name, raw, faults) for name, raw in files.items()]
    private = [read_yaml("overlay/gh/adinkra-east.yml", overlay, faults)] if overlay else []
    sources = Sources(
        (), (), tuple(file for file in read_files if file), tuple(file for file in private if file)
    )
    return load(sources, faults), faults


def messages(raw: bytes, edition: str = "public") -> str:
    """What the author of a district's file with these bytes is told."""
    data, faults = loaded(raw)
    checks.run(data, Edition.parse(edition), faults)
    own = [one for one in faults if one.location.file == EAST]
    return "".join(line.rstrip() + "\n" for line in as_text(own).splitlines())


@cache
def repository() -> Data:
    """The districts of the repository."""
    return load(read(Settings(ROOT), Faults()), Faults())
