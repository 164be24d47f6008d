"""`indicators`: the indicator catalogue, whole or as the rows of a sheet to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from msi_build.diagnostics import Faults
from msi_build.model.base import Number, Part, Short
from msi_build.model.catalogues import GROUP_TITLES
from msi_build.model.toolkit import Toolkit
from msi_build.render.blocks.base import Block, Scene, link_to, read_options
from msi_build.render.blocks.table_form import Columns
from msi_build.sources import DataFile

#: The tool in which every indicator is explained.
CATALOGUE = "indicator-catalogue"

BETTER = {"up": "more", "down": "less", "none": "neither"}
OFTEN = {"monthly": "each month", "quarterly": "each quarter", "yearly": "each year"}


class Indicators(Part):
    """Shows content/data/indicators.yml; `groups` shows some of its groups.

    With `columns` it is a sheet to fill in: one row for each indicator, and `own` empty rows.
    """

    groups: tuple[Literal[tuple(GROUP_TITLES)], ...] = ()
    columns: Columns = ()
    own: Annotated[Number, Field(ge=0, le=10)] = 0
    height: Annotated[Number, Field(ge=8, le=30)] = 8.5
    first: Short = "Indicator: what is counted ÷ out of what"


def view(block: Indicators, scene: Scene) -> Mapping[str, object]:
    groups = [
        (title, [one for one in scene.toolkit.catalogues.measures if one.group == group])
        for group, title in GROUP_TITLES.items()
        if not block.groups or group in block.groups
    ]
    return {
        "block": block,
        "groups": [group for group in groups if group[1]],
        "count": sum(len(rows) for _, rows in groups),
        "own": int(block.own),
        "better": BETTER,
        "link": lambda code: link_to(scene, CATALOGUE, code.lower(), code),
        "often": OFTEN,
    }


def check(block: Indicators, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    """There is something to show."""
    if not toolkit.catalogues.measures:
        faults.add(
            file.where(), "catalogue-empty", "there are no indicators to show",
            "Write them in content/data/indicators.yml, or mend the faults told for that file.",
        )


BLOCK = Block(read_options(Indicators), view, check)
