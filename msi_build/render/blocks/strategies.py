"""`strategies`: the table of strategies by area; on the screen it can be narrowed, on paper it is short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msi_build.diagnostics import Faults
from msi_build.model.base import Part
from msi_build.model.catalogues import AREA_TITLES
from msi_build.model.toolkit import Toolkit
from msi_build.render.blocks.base import Block, Scene, link_to, read_options
from msi_build.render.blocks.indicators import CATALOGUE
from msi_build.sources import DataFile

MONEY = {"none": "No extra money", "own": "Own small means"}


class Strategies(Part):
    """Shows content/data/strategies.yml; `areas` shows some of its areas."""

    areas: tuple[Literal[tuple(AREA_TITLES)], ...] = ()


def view(block: Strategies, scene: Scene) -> Mapping[str, object]:
    all_ = list(enumerate(scene.toolkit.catalogues.strategies, 1))
    areas = [
        (number, title, [(n, one) for n, one in all_ if one.area == area])
        for number, (area, title) in enumerate(AREA_TITLES.items(), 1)
        if not block.areas or area in block.areas
    ]
    return {
        "areas": [area for area in areas if area[2]],
        "count": sum(len(rows) for _, _, rows in areas),
        "money": MONEY,
        "link": lambda code: link_to(scene, CATALOGUE, code.lower(), code),
    }


def check(block: Strategies, file: DataFile, toolkit: Toolkit, faults: Faults) -> None:
    """There is something to show."""
    if not toolkit.catalogues.strategies:
        faults.add(
            file.where(), "catalogue-empty", "there are no strategies to show",
            "Write them in content/data/strategies.yml, or mend the faults told for that file.",
        )


BLOCK = Block(read_options(Strategies), view, check)
