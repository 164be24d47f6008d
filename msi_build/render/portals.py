"""The pages of districts, groups and countries as ready HTML, to be filled into the shells of the site.

Districts stand in the order of the alphabet, never in an order of merit; what an edition does not hold is
said in words. Values are escaped by the templates and never pass through Markdown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msi_build.artifacts import Artifact
from msi_build.edition import Edition
from msi_build.model.programme import Data
from msi_build.render.calendars import calendar_files
from msi_build.render.district_view import view_of
from msi_build.render.portal_district import district_pages
from msi_build.render.portal_page import PortalPage, Site
from msi_build.render.portal_places import country_page, group_page
from msi_build.render.templates import THEME, environment

if TYPE_CHECKING:
    from msi_build.model.toolkit import Toolkit
    from msi_build.papers import Paper

__all__ = ["PortalPage", "portal_files", "portal_pages"]

PUBLIC = Edition("public")


def portal_pages(
    data: Data,
    toolkit: Toolkit,
    as_of: dt.date,
    downloads: Mapping[str, Paper],
    edition: Edition = PUBLIC,
    theme: Path = THEME,
) -> list[PortalPage]:
    """Every portal page of the edition. `data` is already cut down to it.

    `downloads` are the papers by their path in the edition; `edition` decides only whether open questions
    are asked.
    """
    return list(
        _pages(Site(data, toolkit, as_of, downloads, environment(theme, "pages"), not edition.is_public))
    )


def portal_files(data: Data, as_of: dt.date) -> list[Artifact]:
    """What lies beside the pages: the calendars of districts and groups. `data` is already cut down."""
    return list(calendar_files(data, as_of))


def _pages(site: Site) -> Iterator[PortalPage]:
    for district in site.data.districts:
        yield from district_pages(view_of(site.data, district), site)
    for group in site.data.groups:
        yield group_page(group, site)
    for country in site.data.countries:
        yield country_page(country, site)
