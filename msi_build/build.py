"""The whole build on one screen: read, check, cut down to one audience, plan, render, print, make the site, swap it in."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from msi_build.artifacts import Artifact
from msi_build.cache import Cache
from msi_build.checks import codes
from msi_build.checks import run as run_checks
from msi_build.deliver import publish
from msi_build.diagnostics import Faults
from msi_build.editing import run as edit
from msi_build.edition import Edition, project
from msi_build.fingerprint import fingerprint, still_whole
from msi_build.inspection import secrets_of
from msi_build.local_sheets import read_local_sheets
from msi_build.model.load import load as load_data
from msi_build.model.programme import Data
from msi_build.model.toolkit import Toolkit, load_toolkit
from msi_build.papers import Paper, PaperFault, Papers
from msi_build.plan import (
    EditionPlan,
    PackPlan,
    PackRequest,
    events_with_packs,
    find,
    plan_edition,
    plan_one_pack,
)
from msi_build.printing.foreign import ForeignPdf
from msi_build.printing.pdf import PrintFault
from msi_build.progress import Progress
from msi_build.questions import with_questions
from msi_build.render.finder import finder
from msi_build.render.markup import Markup, read_dialect
from msi_build.render.navigation import navigation
from msi_build.render.pages import Pages, shown_pack
from msi_build.render.portal_search import PortalIndexes
from msi_build.render.portals import portal_files, portal_pages, portal_site
from msi_build.render.preflight_page import preflight_alone, preflight_artifacts, preflight_json
from msi_build.render.templates import environment
from msi_build.settings import Settings
from msi_build.sources import read
from msi_build.website.builder import SiteFault, build_site
from msi_build.website.fill import fill_all, finish, shells
from msi_build.website.links import check_links
from msi_build.website.stage import stage


class BuildFault(Exception):
    """The build cannot go on, though the sources are sound; the message says why, and what to do."""


@dataclass(frozen=True)
class Loaded:
    """Everything that was read, whole and checked; no audience yet."""

    toolkit: Toolkit
    data: Data
    markup: Markup


@dataclass(frozen=True)
class Result:
    """What a run made, in words, and the file to open."""

    words: str
    open: Path
    advice: str = ""
    unchanged: bool = False
    rendered: int = 0
    bound: int = 0


def load(settings: Settings, faults: Faults) -> Loaded:
    """Sources to model, all checks run. Faults of all files are collected; raises SourceFault when one is an error."""
    edition = Edition.parse(settings.edition)
    sources = read(settings, faults)
    toolkit = load_toolkit(sources, faults)
    data = load_data(sources, faults)
    markup = Markup(toolkit, read_dialect(settings.root))
    for document in sources.documents:
        markup.check(document, faults)
    edit(sources, faults)
    run_checks(data, edition, faults)
    codes.check(data, toolkit.catalogues, faults)
    faults.stop_on_errors(warnings_too=settings.strict)
    return Loaded(toolkit, data, markup)


def events_to_pack(settings: Settings) -> tuple[str, ...]:
    """Events that have packs, in the order of the cycle; faults in the sources are for others to tell."""
    faults = Faults()
    return events_with_packs(load_toolkit(read(settings, faults), faults))


def build(settings: Settings, faults: Faults, progress: Progress) -> Result:
    """Build one edition and swap it in. Raises SourceFault or BuildFault; the last good edition then stays."""
    inputs = fingerprint(settings)
    publish.recover(settings.target)
    if still_whole(settings.target, inputs):
        return Result("", settings.target / "index.html", unchanged=True)
    loaded = load(settings, faults)
    view = replace(loaded, data=_seen_by(loaded.data, settings))
    plan = plan_edition(view.toolkit, view.data, settings.packs)
    try:
        hidden = secrets_of(loaded.data, view.data, view.toolkit)
        with closing(Papers(settings, view.toolkit, view.data, view.markup, progress, secrets=hidden)) as papers:
            made = papers.make(plan)
        report = preflight_artifacts(papers.inspection, environment(settings.theme, "pages"))
        site = _website(settings, view, plan, made, report, progress)
        with publish.replacing(settings.target, settings.root) as fresh:
            _assemble(settings, view, site, made, fresh)
            manifest = publish.manifest(fresh, settings.edition, {"inputs": inputs})
            (fresh / publish.MANIFEST).write_bytes(manifest)
    except (PrintFault, PaperFault, SiteFault, publish.PublishFault) as fault:
        raise BuildFault(str(fault)) from fault
    Cache(settings.cache_folder / "sheets").trim()
    return Result(
        _words(settings.target, made), settings.target / "index.html", rendered=papers.rendered, bound=papers.bound
    )


def _seen_by(data: Data, settings: Settings) -> Data:
    """The data cut down to the edition's audience. Raises Unknown for a group or district that does not exist."""
    edition = Edition.parse(settings.edition)
    if edition.kind == "group":
        find("group", edition.id, data.groups)
    if edition.kind == "district":
        find("district", edition.id, data.districts)
    return with_questions(data, project(data, edition), edition, as_of(settings, data))


def _website(
    settings: Settings, view: Loaded, plan: EditionPlan, made: Sequence[Paper], report: Sequence[Artifact], progress: Progress
) -> Path:
    """Stage pages and papers and let the site builder make the site; an unchanged stage is not built again."""
    work = settings.cache_folder / f"{settings.target.name}-{_short_hash(str(settings.target.resolve()).encode())}"
    pages = Pages(view.toolkit, view.markup, environment(settings.theme, "pages"), {paper.path: paper for paper in made})
    staged = [Artifact(paper.path, paper.pdf) for paper in made]
    staged += [pages.tool(tool) for tool in view.toolkit.tools]
    packs = {pack.event: shown_pack(pack, made) for pack in plan.packs if not pack.place}
    staged += [pages.page(page, packs.get(page.event)) for page in view.toolkit.pages]
    staged += [finder(view.data, as_of(settings, view.data), pages.templates), *shells(), *report]
    site, proof = work / "site", work / "site-of"
    stage(staged, work / "stage")
    look = fingerprint(settings, ("theme/site", "mkdocs.yml", "requirements.lock", "msi_build/website"))
    # What the site was made from stands beside it, written last: a killed run can leave no site that seems up to date.
    made_from = " ".join([look, *sorted(f"{one.path} {_short_hash(one.content)}" for one in staged)])
    if not proof.is_file() or proof.read_text(encoding="utf-8") != made_from:
        proof.unlink(missing_ok=True)
        done = progress.step("Making the site", 1)
        build_site(work / "stage", site, settings.root / "mkdocs.yml", navigation(view.toolkit))
        proof.write_text(made_from, encoding="utf-8")
        done()
    return site


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _assemble(settings: Settings, view: Loaded, site: Path, made: Sequence[Paper], fresh: Path) -> None:
    """The built site and the filled portal pages, finished and with every link followed."""
    shutil.copytree(site, fresh, dirs_exist_ok=True)
    downloads = {paper.path: paper for paper in made}
    edition = Edition.parse(settings.edition)
    portals = portal_site(view.data, view.toolkit, as_of(settings, view.data), downloads, edition, settings.theme)
    indexes = PortalIndexes()
    filled = fill_all(fresh, indexes.reading(portal_pages(portals)))
    for artifact in chain(filled, indexes.files(), portal_files(portals)):
        place = fresh / artifact.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(artifact.content)
    finish(fresh)
    if broken := check_links(fresh):
        raise BuildFault("Links that lead nowhere:\n" + "\n".join(broken[:20]))


def as_of(settings: Settings, data: Data):
    """The day that counts as today: said on the command line, else fixed by programme.yml, else the clock's."""
    return settings.as_of or data.programme.as_of or settings.today


def _words(target: Path, made: Sequence[Paper]) -> str:
    pages = sum(1 for _ in target.rglob("*.html"))
    return f"{pages} pages and {sum(paper.pages > 0 for paper in made)} PDFs in {target}"


def pack(
    settings: Settings, faults: Faults, progress: Progress, edition: str | None = None, own: Sequence[str] = (), **request
) -> Result:
    """Make the folder for the copy shop. What the request leaves open comes from the group's file.

    `own` names sheets that somebody brings along, as `--with` takes them.
    """
    loaded = load(settings, faults)
    wanted = PackRequest(**request)
    loaded, foreign = _with_own(loaded, own, wanted, settings, faults)
    group = wanted.group_in(loaded.data)
    settings = replace(settings, edition=edition or (f"group:{group.id}" if group else "public"))
    data = _seen_by(loaded.data, settings)
    plan: PackPlan = plan_one_pack(loaded.toolkit, data, wanted)
    target = settings.out or settings.root / plan.folder
    try:
        hidden = secrets_of(loaded.data, data, loaded.toolkit)
        with closing(
            Papers(settings, loaded.toolkit, data, loaded.markup, progress, wanted.paper, hidden, foreign)
        ) as papers:
            made = papers.make_pack(plan)
        with publish.replacing(target, settings.root) as fresh:
            for paper in made:
                (fresh / Path(paper.path).name).write_bytes(paper.pdf)
            (fresh / publish.PACK_MANIFEST).write_bytes(publish.manifest(fresh, settings.edition))
        report = preflight_alone(papers.inspection, environment(settings.theme, "pages"), plan.folder, target.name)
        publish.write_beside(target, "-preflight.html", report.encode())
        publish.write_beside(target, "-preflight.json", preflight_json(papers.inspection))
    except (PrintFault, PaperFault, publish.PublishFault) as fault:
        raise BuildFault(str(fault)) from fault
    return Result(f"{len(made)} files in {target}", target, papers.advice(plan, made, target), False, papers.rendered, papers.bound)


def _with_own(
    loaded: Loaded, own: Sequence[str], wanted: PackRequest, settings: Settings, faults: Faults
) -> tuple[Loaded, Mapping[str, ForeignPdf]]:
    """The toolkit with the sheets that somebody brings along, checked like any other text; and those that are PDFs."""
    if not own:
        return loaded, {}
    brought = read_local_sheets(own, wanted.event, {tool.id for tool in loaded.toolkit.tools}, faults, wanted.sets)
    toolkit = replace(loaded.toolkit, tools=(*loaded.toolkit.tools, *brought.tools))
    markup = Markup(toolkit, read_dialect(settings.root))
    for tool in brought.tools:
        markup.check(tool.document, faults)
    faults.stop_on_errors(warnings_too=settings.strict)
    return Loaded(toolkit, loaded.data, markup), brought.pdfs
