"""The pages of districts, groups, countries and the programme as ready HTML, to be filled into the shells of the
site, and the files that stand beside them.

Districts stand in the order of the alphabet, never in an order of merit; what an edition does not hold is
said in words. Values are escaped by the templates and never pass through Markdown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from msi_build.artifacts import Artifact
from msi_build.edition import Edition, audience
from msi_build.model.programme import Data
from msi_build.render.calendars import calendar_files
from msi_build.render.csv_text import csv_text
from msi_build.render.cycle_board import CSV_HEAD, csv_rows
from msi_build.render.portal_country import board_csv, country_pages
from msi_build.render.portal_district import district_pages, pages_of
from msi_build.render.portal_group import group_page
from msi_build.render.portal_library import library_pages
from msi_build.render.portal_page import PortalPage, Site
from msi_build.render.portal_phone import phone_file
from msi_build.render.portal_programme import PROGRAMME_CSV, programme_page
from msi_build.render.templates import THEME, environment

if TYPE_CHECKING:
    from msi_build.model.toolkit import Toolkit
    from msi_build.papers import Paper

__all__ = ["PortalPage", "portal_files", "portal_pages", "portal_site"]

PUBLIC = Edition("public")


def portal_site(
    data: Data,
    toolkit: Toolkit,
    as_of: dt.date,
    downloads: Mapping[str, Paper],
    edition: Edition = PUBLIC,
    theme: Path = THEME,
) -> Site:
    """What portals are made from. `data` is already cut down to the edition.

    `downloads` are the papers by their path in the edition; `edition` decides only whether open questions
    are asked.
    """
    words = "" if edition.is_public else audience(edition, data)
    return Site(
        data, toolkit, as_of, downloads, environment(theme, "pages"), not edition.is_public, audience=words, theme=theme
    )


def portal_pages(site: Site) -> Iterator[PortalPage]:
    """Every portal page of the edition."""
    for view in site.views.values():
        yield from district_pages(view, site)
    for group in site.data.groups:
        yield group_page(group, site)
    for country in site.data.countries:
        yield from country_pages(country, site)
    yield programme_page(site)
    yield from library_pages(site)


def portal_files(site: Site) -> Iterator[Artifact]:
    """The files beside the pages: calendars, a file for phones of each district, cycle boards for spreadsheets."""
    yield from calendar_files(site.data, site.as_of)
    alone = replace(site, alone=True, downloads={})
    for view in site.views.values():
        yield phone_file(view, alone, list(district_pages(view, alone)), pages_of(view))
    whole = csv_text(CSV_HEAD, csv_rows(site.views.values(), site.as_of))
    yield Artifact(PROGRAMME_CSV, whole)
    for country in site.data.countries:
        views = (view for view in site.views.values() if view.country.code == country.code)
        yield Artifact(board_csv(country), csv_text(CSV_HEAD, csv_rows(views, site.as_of)))
