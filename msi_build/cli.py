"""The `msi` command: arguments in, exit code out.

0 good · 1 faults in the sources or the build · 2 wrong usage · 130 interrupted.
"""

from __future__ import annotations

import datetime as dt
import difflib
import inspect
import os
import signal
import sys
import textwrap
import time
from pathlib import Path

import click
from rich.console import Console

from msi_build import doctor as doctor_module
from msi_build.build import BuildFault, Result, as_of, build, events_to_pack, load, pack
from msi_build.deliver import author_files
from msi_build.diagnostics import PRINTERS, Faults, SourceFault, summary
from msi_build.edition import Edition
from msi_build.model.base import EVENTS
from msi_build.model.dictionary_pages import generated
from msi_build.plan import Unknown
from msi_build.progress import Progress
from msi_build.questions import ask
from msi_build.settings import Settings
from msi_build.starters import Known, Refused, Starter, new_country, new_cycle, new_district, new_group

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Teaching(click.Group):
    """Says "did you mean" for a command as click does for an option."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f" Did you mean '{near[0]}'?" if near else f" Commands: {', '.join(self.list_commands(ctx))}."
            raise click.UsageError(f"No such command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


class ForAnEvent(click.Command):
    """Names in its help the events that have packs, as the tools say it."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        try:
            events = events_to_pack(Settings(root=find_root(Path.cwd())))
        except click.UsageError:
            events = EVENTS
        named = textwrap.fill(", ".join(events), 72, break_on_hyphens=False)
        self.help = inspect.cleandoc(self.help).replace("{events}", named)
        super().format_help_text(ctx, formatter)


def find_root(start: Path) -> Path:
    """The project's folder: the nearest one upwards with mkdocs.yml and content/."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    raise click.UsageError(f"{start} is not inside a toolkit (no mkdocs.yml with content/); change into its folder")


def _date(_: click.Context, option: click.Parameter, value: str | None) -> dt.date | None:
    if value is None:
        return None
    try:
        day = dt.date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        raise click.BadParameter(f"'{value}' is not a date like 2027-06-30 (year-month-day)")
    return day


def _edition(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    try:
        return value and str(Edition.parse(value))
    except ValueError as fault:
        raise click.BadParameter(str(fault)) from None


as_of_option = click.option(
    "--as-of", metavar="DATE", callback=_date, help="Treat this day as today, e.g. 2027-06-30. Default: programme.yml."
)
overlay_option = click.option(
    "--overlay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Private folder with people's names and phones; never used for public or programme.",
)
jobs_option = click.option("--jobs", type=click.IntRange(1, 64), help="Processes for rendering. Default: all cores.")
edition_option = click.option(
    "--edition", default="public", show_default=True, callback=_edition, help="public, programme, group:ID or district:ID."
)
out_option = click.option("--out", type=click.Path(path_type=Path), help="Folder for the result.")


def _be_quiet(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        ctx.obj.quiet = True


quiet_option = click.option(
    "--quiet", "-q", is_flag=True, expose_value=False, callback=_be_quiet, help="Print errors and nothing else."
)


@click.group(cls=Teaching, context_settings=CONTEXT)
@click.option("--quiet", "-q", is_flag=True, help="Print errors and nothing else.")
@click.version_option(package_name="msi-toolkit-builder", message="%(version)s")
@click.pass_context
def main(ctx: click.Context, quiet: bool) -> None:
    """Build the MSI toolkit: a website with district portals, and packs for the copy shop.

    \b
    Start here:
      msi check                                    read everything, say what is wrong
      msi build                                    the public website and packs, in build/public
      msi pack workshop-1 --group adinkra          tomorrow's workshop, as a folder for the copy shop
      msi new district gh ID --group adinkra       a file to fill in
    """
    ctx.obj = Progress(Console(stderr=False, soft_wrap=True, highlight=False), quiet)


def _settings(**options: object) -> Settings:
    if options.get("overlay") and options.get("edition") in ("public", "programme"):
        raise click.UsageError(f"people's names never go into the {options['edition']} edition: leave --overlay out")
    given = {name: value for name, value in options.items() if value is not None}
    return Settings(root=find_root(Path.cwd()), **given)


@main.command("build", context_settings=CONTEXT)
@edition_option
@overlay_option
@as_of_option
@out_option
@click.option("--packs", type=click.Choice(["none", "any", "all"]), default="any", show_default=True,
              help="none: tools only; any: generic and district packs; all: also the packs of every group.")
@jobs_option
@quiet_option
@click.option("--strict", is_flag=True, help="Warnings stop the build too.")
@click.pass_obj
def build_command(progress: Progress, **options: object) -> None:
    """Build the website and the packs of one edition.

    \b
    Examples:
      msi build                                    the public edition, in build/public
      msi build --edition group:adinkra            what the facilitators of this group may see
      msi build --out /media/stick/toolkit         straight into a folder of your own

    The last good edition stays in place until the new one is whole.
    """
    started = time.monotonic()
    result = _guard(progress, lambda faults: build(_settings(**options), faults, progress))
    progress.say(_built(result, time.monotonic() - started))


def _built(result: Result, seconds: float) -> str:
    took = f"{seconds:.1f} s"
    if result.unchanged:
        return f"Nothing has changed since the last build ({took}).\nOpen {result.open}"
    return "\n".join([f"Made {result.words} in {took}.", f"Open {result.open}"])


@main.command("check", context_settings=CONTEXT)
@click.option("--format", "form", type=click.Choice(list(PRINTERS)), default="text", show_default=True)
@edition_option
@overlay_option
@as_of_option
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--questions", is_flag=True, help="Also what the quality rules ask each district, with its place.")
@click.pass_obj
def check_command(progress: Progress, form: str, strict: bool, questions: bool, **options: object) -> None:
    """Read all content and districts, and say what is wrong and where. Writes nothing.

    \b
    Examples:
      msi check
      msi check --format json > faults.json
      msi check --format github                    beside the lines of a pull request

    Ends with one line of summary; shows at most 20 faults a file.
    """
    faults = Faults()
    try:
        loaded = load(_settings(**options), faults)
    except SourceFault:
        loaded = None
    stop = bool(faults.errors or strict and len(faults))
    if questions and loaded:
        ask(loaded.data, as_of(_settings(**options), loaded.data), faults)
    printed = PRINTERS[form](faults)
    if printed:
        click.echo(printed)
    if form != "json":
        read = f"{len(loaded.toolkit.tools)} tools, {len(loaded.data.districts)} districts: " if loaded else ""
        click.echo(read + summary(faults))
    if stop:
        raise SystemExit(1)


@main.command("pack", cls=ForAnEvent, context_settings=CONTEXT)
@click.argument("event", metavar="EVENT")
@click.option("--group", help="A group of districts, e.g. adinkra.")
@click.option("--district", help="One district, e.g. adinkra-east.")
@click.option("--any", "generic", is_flag=True, help="Generic: no group, blanks to fill in by hand.")
@click.option("--number", type=click.IntRange(1, 9), help="Which visit or meeting, e.g. 2.")
@click.option("--participants", type=click.IntRange(1, 500), help="People in the room without facilitators.")
@click.option("--facilitators", type=click.IntRange(1, 50))
@click.option("--guests", type=click.IntRange(0, 200))
@click.option("--start", metavar="DATE", callback=_date, help="First day, when it is not the one of the group's file.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--set", "sets", help="Only these sets, e.g. F,P (facilitators, participants, districts, wall).")
@click.option("--with", "own", multiple=True, metavar="FILE[:set=P,copies=N]",
              help="A sheet of your own, .md or .pdf; may be given again. See below.")
@click.option("--edition", callback=_edition, help="Default: group:ID of the group.")
@overlay_option
@as_of_option
@out_option
@jobs_option
@quiet_option
@click.pass_obj
def pack_command(progress: Progress, event: str, **options: object) -> None:
    """Make the folder that you hand to a copy shop, for one event.

    EVENT is one of those below. What you do not say comes from the group's file.

    \b
    {events}

    \b
    Examples:
      msi pack workshop-1 --group adinkra
      msi pack workshop-1 --group adinkra --participants 18 --facilitators 5
      msi pack workshop-1 --any --paper letter --set P
      msi pack workshop-1 --group adinkra --with map.pdf --with rules.md:set=D,copies=2D

    \b
    A sheet of your own (--with) gets its place in the contents, the print run and on every page the stamp.
    Usual: set P, one copy for each person, one side, last in its set. What differs stands behind a colon:
      set=F,P,D or W    copies=2N+3F (as in the tools)    sides=simplex or duplex
      order=55 (its place among the tools)    title=Map to the hall    spare=true
    A text (.md) may say the same in its front matter, as a tool does.
    A PDF must be A4 (posters: A3 across), without a password, at most 4 MB.
    """
    if event not in EVENTS:
        near = difflib.get_close_matches(event, EVENTS, 1)
        raise click.UsageError(f"no event '{event}'." + (f" Did you mean '{near[0]}'?" if near else f" Events: {', '.join(EVENTS)}."))
    if sum(map(bool, (options["group"], options["district"], options["generic"]))) != 1:
        raise click.UsageError("say for whom: --group ID, --district ID, or --any for a generic pack")
    wanted = _sets(options.pop("sets"))
    request = {name: options.pop(name) for name in (
        "group", "district", "generic", "number", "participants", "facilitators", "guests", "start", "paper")}
    edition, own = options.pop("edition"), options.pop("own")
    settings = _settings(**options)
    started = time.monotonic()
    result = _guard(progress, lambda faults: pack(settings, faults, progress, event=event, sets=wanted, edition=edition, own=own, **request))
    progress.say(f"Made {result.words} in {time.monotonic() - started:.1f} s.\n{result.advice}")


def _sets(text: str | None) -> str:
    if text is None:
        return "FPDW"
    letters = [part.strip().upper() for part in text.split(",") if part.strip()]
    if not letters or any(letter not in set("FPDW") for letter in letters):
        raise click.UsageError(f"--set '{text}': the sets are F (facilitators), P (participants), D (districts), W (wall)")
    return "".join(letters)


@main.command("schema", context_settings=CONTEXT)
def schema_command() -> None:
    """Write the data dictionary and the schemas for editors anew, from the models.

    \b
    For those who change a field in msi_build/model/. It writes:
      schemas/*.schema.json                        what an editor knows of each kind of data file
      content/en/about/data-dictionary.md          the same as pages: an overview,
      content/en/about/data-dictionary/*.md        and a page a file
    """
    files = generated()
    changed = author_files.write_changed(find_root(Path.cwd()), files)
    for name in files:
        click.echo(f"{'written  ' if name in changed else 'unchanged'}  {name}")


@main.group("new", cls=Teaching, context_settings=CONTEXT)
def new_commands() -> None:
    """Write a starter file with every key explained: a country, a group, a district or a cycle.

    \b
    Examples:
      msi new country rw --name Rwanda
      msi new group ug muvule --districts muvule-north,muvule-hill,muvule-lakeside
      msi new district ug kasese-x --group muvule
      msi new cycle muvule-hill --kind same_adapted

    What it writes passes `msi check`. A file that is there is never written over.
    """


name_option = click.option("--name", help="Official spelling. Default: made from the id.")


@new_commands.command("country", context_settings=CONTEXT)
@click.argument("code", metavar="CC")
@name_option
def new_country_command(code: str, name: str | None) -> None:
    """A country: districts/CC/country.yml. CC are the two letters of the country.

    \b
    Example:
      msi new country rw --name Rwanda
    """
    _write_new(lambda known: new_country(known, code, name))


@new_commands.command("group", context_settings=CONTEXT)
@click.argument("country", metavar="CC")
@click.argument("id_", metavar="ID")
@click.option("--districts", default="", help="Ids of its districts, with commas; those without a file get one.")
@name_option
def new_group_command(country: str, id_: str, districts: str, name: str | None) -> None:
    """A group of districts: districts/CC/groups/ID.yml, and a file for each district that has none.

    \b
    Example:
      msi new group ug muvule --districts muvule-north,muvule-hill,muvule-lakeside
    """
    listed = [one.strip() for one in districts.split(",") if one.strip()]
    _write_new(lambda known: new_group(known, country, id_, listed, name))


@new_commands.command("district", context_settings=CONTEXT)
@click.argument("country", metavar="CC")
@click.argument("id_", metavar="ID")
@click.option("--group", required=True, help="Its group, e.g. muvule.")
@name_option
def new_district_command(country: str, id_: str, group: str, name: str | None) -> None:
    """A district: districts/CC/ID.yml. Says what to add to the file of its group.

    \b
    Example:
      msi new district ug kasese-x --group muvule --name "Kasese X"
    """
    _write_new(lambda known: new_district(known, country, id_, group, name))


@new_commands.command("cycle", context_settings=CONTEXT)
@click.argument("district", metavar="DISTRICT")
@click.option("--kind", type=click.Choice(["new", "same_adapted", "continue"]),
              help="Default: as the district decided at the end of the cycle before; else new.")
@click.option("--start", metavar="DATE", callback=_date, help="First day. Default: next Monday.")
def new_cycle_command(district: str, kind: str | None, start: dt.date | None) -> None:
    """A cycle at the end of a district's file. Not a letter of what stands there is changed.

    \b
    Examples:
      msi new cycle kasese-x --start 2027-08-16
      msi new cycle muvule-hill --kind same_adapted
    """
    _write_new(lambda known: new_cycle(known, district, kind, start))


def _write_new(make) -> None:
    """Make a starter from what is known, write it, and say what to do next."""
    settings = _settings()
    try:
        starter: Starter = make(Known.read(settings))
        author_files.write_new(settings.root, starter.files)
    except Refused as fault:
        raise (click.UsageError if fault.usage else click.ClickException)(str(fault)) from None
    except author_files.Stands as fault:
        raise click.ClickException(f"{fault}.") from None
    except OSError as fault:
        raise click.ClickException(f"{fault.strerror or fault}: {fault.filename or ''}") from None
    for name in starter.files:
        click.echo(f"Wrote {name}")
    if starter.append_to:
        author_files.append(settings.root / starter.append_to, starter.addition)
        click.echo(f"Added a cycle at the end of {starter.append_to}")
    else:
        click.echo(starter.addition, nl=False)
    click.echo("\n".join(starter.advice or ("Fill it in, then: msi check",)))


@main.command("serve", context_settings=CONTEXT)
@click.option("--port", type=click.IntRange(1024, 65535), default=8000, show_default=True)
@edition_option
@click.pass_obj
def serve_command(progress: Progress, port: int, edition: str) -> None:
    """Show the site in a browser, and build it again when a source changes."""
    from msi_build.serve import serve

    serve(_settings(edition=edition), progress, port)


@main.command("doctor", context_settings=CONTEXT)
@click.pass_obj
def doctor_command(progress: Progress) -> None:
    """Say what this machine lacks, and the exact cure."""
    findings = doctor_module.examine()
    for finding in findings:
        click.echo(f"{'good   ' if finding.good else 'MISSING'}  {finding.what}" + ("" if finding.good else f"\n         cure: {finding.cure}"))
    if not all(finding.good or finding.optional for finding in findings):
        raise SystemExit(1)


def _guard(progress: Progress, work):
    """Run `work(faults)`; show faults of the sources; turn what can go wrong into one clear line and exit code 1."""
    faults = Faults()
    try:
        result = work(faults)
    except Unknown as fault:
        raise click.UsageError(str(fault)) from None
    except SourceFault as fault:
        click.echo(PRINTERS["text"](faults), err=True)
        raise click.ClickException(f"{fault}. Nothing was written; the last good edition is untouched.") from None
    except BuildFault as fault:
        raise click.ClickException(str(fault)) from None
    except OSError as fault:
        where = f": {fault.filename}" if fault.filename else ""
        raise click.ClickException(f"{fault.strerror or fault}{where}. The last good edition is untouched.") from None
    finally:
        progress.close()
    if len(faults):
        click.echo(PRINTERS["text"](faults), err=True)
    return result


def run() -> None:
    """Entry point: `msi` and `python -m msi_build`."""
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())  # a polite kill cleans up as Ctrl-C does
    try:
        code = main(standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        code = fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. Nothing was changed; the last good edition is untouched.", err=True)
        code = 130
    except BrokenPipeError:  # `msi check | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    raise SystemExit(code)


def _interrupt() -> None:
    raise KeyboardInterrupt
