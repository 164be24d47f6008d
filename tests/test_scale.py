"""Three hundred districts are read and checked in seconds, with little memory; the made-up programme is a good one."""

import datetime as dt
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from generate_districts import files_of, write

from msi_build.build import build
from msi_build.diagnostics import Faults
from msi_build.model import programme
from msi_build.model.base import Part
from msi_build.model.load import load
from msi_build.progress import silent
from msi_build.settings import Settings
from msi_build.sources import Sources, read_yaml

#: Districts -> seconds that a check may take; most of the seconds of a small one are for a busy machine.
SECONDS = {30: 8, 300: 20}
MEGABYTES = 500
PARTS = [
    value for value in vars(programme).values() if isinstance(value, type) and issubclass(value, Part) and value is not Part
]


def toolkit(folder: Path, count: int) -> Path:
    """A toolkit with so many generated districts."""
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write(folder, count, seed=1)
    return folder


#: Runs the command and writes down its own peak of memory. What the system tells of a child that ended will not do:
#: it begins with the memory of the process that started it, and a test process is large.
PROBE = """
import atexit, pathlib, runpy
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: pathlib.Path("peak.txt").write_text(status.read_text()))
runpy.run_module("msi_build", run_name="__main__")
"""


def check(folder: Path) -> tuple[str, float, float]:
    """Run `msi check` as a child: what it says, its seconds, its peak of memory in MB."""
    started = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    child = subprocess.run(
        [sys.executable, "-c", PROBE, "check"], cwd=folder, env=environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seconds = time.monotonic() - started
    peak = re.search(r"VmHWM:\s+(\d+) kB", (folder / "peak.txt").read_text())
    return child.stdout, seconds, int(peak[1]) / 1024


@pytest.mark.parametrize("count", [30, pytest.param(300, marks=pytest.mark.slow)])
def test_many_districts_are_checked_in_seconds(tmp_path, count):
    said, seconds, megabytes = check(toolkit(tmp_path / "project", count))
    print(f"msi check of {count} districts: {seconds:.1f} s, {megabytes:.0f} MB")
    assert f"{count} districts: " in said.strip().splitlines()[-1]
    assert "error" not in said
    assert seconds < SECONDS[count]
    assert megabytes < MEGABYTES


@cache
def thirty():
    """Thirty generated districts, read with their people, and what was said about them."""
    faults = Faults()
    files = [read_yaml(name, text.encode(), faults) for name, text in files_of(30, seed=7, overlay=True).items()]
    private = tuple(file for file in files if file.name.startswith("overlay/"))
    return load(Sources((), (), tuple(file for file in files if file not in private), private), faults), faults


def used(value: object, found: set[tuple[type, str]]) -> set[tuple[type, str]]:
    """Every field that holds something typed, deep."""
    if isinstance(value, Part):
        for name in value.model_fields_set:
            inner = getattr(value, name)
            if inner not in (None, (), {}):
                found.add((type(value), name))
            used(inner, found)
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            used(one, found)
    return found


def test_the_generated_districts_are_good_and_use_every_field_of_the_model():
    data, faults = thirty()
    assert list(faults) == []
    found: set[tuple[type, str]] = set()
    for part in (data.programme, *data.countries, *data.groups, *data.districts):
        used(part, found)
    wanted = {(part, name) for part in PARTS for name in part.model_fields if part is not programme.Overlay}
    assert sorted(f"{part.__name__}.{name}" for part, name in wanted - found) == []


def test_the_same_seed_gives_the_same_files_and_another_seed_others():
    assert files_of(12, seed=3) == files_of(12, seed=3) != files_of(12, seed=4)


# ---------------------------------------------------------------- the site

#: Kilobytes of a page's HTML, megabytes of the site, seconds of the site part and of a search on a slow phone.
PAGE_KB, SITE_MB, SITE_SECONDS, SEARCH_SECONDS = 60, 80, 60, 3

#: Pages of guidance are as long as their texts; these folders grow with the districts.
GROWING = ("districts", "groups", "countries", "programme", "learning")


def processor() -> float:
    """Seconds of the processor that this process and its children have taken."""
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


@pytest.fixture(scope="module")
def three_hundred(tmp_path_factory):
    """The site of 300 districts without packs, and the seconds that the site part took: sheets were laid out before."""
    root = toolkit(tmp_path_factory.mktemp("many") / "project", 300)
    shutil.copy(ROOT / "requirements.lock", root)
    (root / "msi_build").symlink_to(ROOT / "msi_build")
    times = []  # of the processor, since a machine may be shared
    for day in (dt.date(2027, 6, 30), dt.date(2027, 7, 5)):
        started = processor()
        build(Settings(root=root, packs="none", as_of=day), Faults(), silent())
        times.append(processor() - started)
    print(f"site part of 300 districts: {times[1]:.0f} s")
    return root / "build/public", times[1]


@pytest.mark.slow
def test_the_site_of_300_districts_is_light_and_soon_made(three_hundred):
    site, seconds = three_hundred
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    heavy = {
        name: size for name, size in sizes.items()
        if name.endswith(".html") and name.split("/")[0] in GROWING and size > PAGE_KB * 1000
    }  # fmt: skip
    assert {name: size for name, size in heavy.items() if not name.endswith("/phone.html")} == {}  # a district whole
    print(f"site of 300 districts: {sum(sizes.values()) / 1e6:.1f} MB")
    assert sum(sizes.values()) < SITE_MB * 1_000_000
    assert seconds < SITE_SECONDS


@pytest.mark.slow
def test_the_guidance_of_300_districts_is_searched_on_a_slow_phone(three_hundred, visit):
    """From opening the box to the first find, with a sixth of the processor; the best of three, since a machine is shared."""
    times = []
    for _ in range(3):
        tab = visit(viewport={"width": 1280, "height": 800})
        tab.goto((three_hundred[0] / "index.html").as_uri())
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": 6})
        started = time.monotonic()
        tab.locator(".md-search__input").click()
        tab.keyboard.type("absence")
        tab.locator(".md-search-result__link").first.wait_for(timeout=30_000)
        times.append(time.monotonic() - started)
    print(f"search at a sixth of the speed: {min(times):.1f} s")
    assert min(times) < SEARCH_SECONDS
