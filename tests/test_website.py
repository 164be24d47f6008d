"""The website: a small stage built for real by the site builder as a child process."""

from __future__ import annotations

import pytest
from site_fixture import CONFIG, NAV, PORTALS, built, staged

from msi_build.artifacts import Artifact, IllegalPath, by_path
from msi_build.website.builder import SiteFault, build_site, readable
from msi_build.website.fill import ShellFault, fill, shell_for
from msi_build.website.links import check_links
from msi_build.website.stage import StageFault, stage
from msi_build.website.tables import mended

FILES = """\
assets/blocks.css
assets/catalogues.css
assets/css/fonts.css
assets/css/print.css
assets/css/theme.css
assets/fonts/Charis-OFL.txt
assets/fonts/SourceSans3-OFL.txt
assets/fonts/charis-sil-latin-400-normal.woff2
assets/fonts/charis-sil-latin-700-normal.woff2
assets/fonts/charis-sil-latin-ext-400-normal.woff2
assets/fonts/charis-sil-latin-ext-700-normal.woff2
assets/fonts/source-sans-3-latin-ext-wght-normal.woff2
assets/fonts/source-sans-3-latin-wght-italic.woff2
assets/fonts/source-sans-3-latin-wght-normal.woff2
assets/images/favicon.svg
assets/javascripts/board.js
assets/javascripts/bundle.*.min.js
assets/javascripts/choose.js
assets/javascripts/filter.js
assets/javascripts/finder.js
assets/javascripts/iframe-worker-LICENSE.txt
assets/javascripts/iframe-worker-shim.js
assets/javascripts/portal-search.js
assets/javascripts/search.js
assets/javascripts/site.js
assets/javascripts/today.js
assets/places.css
assets/portal.css
assets/stylesheets/main.*.min.css
assets/stylesheets/palette.*.min.css
assets/tokens.css
countries/gh/index.html
districts/gh/adinkra-east/index.html
districts/gh/adinkra-west/index.html
districts/index.html
events/index.html
events/workshop-1.html
groups/gh/adinkra/index.html
index.html
learning/index.html
programme/index.html
search/search_index.js
search/search_index.json
tools/index.html
tools/workshop-1/checklist.html
tools/workshop-1/checklist.pdf
""".splitlines()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return built(tmp_path_factory.mktemp("website"))


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_hash(path):
    """assets/javascripts/bundle.a5f9d56c.min.js -> assets/javascripts/bundle.*.min.js"""
    parts = path.split(".")
    return ".".join([parts[0], "*", *parts[2:]]) if len(parts) == 4 else path


def test_the_site_holds_these_files_and_no_others(site):
    assert sorted(without_hash(path) for path in tree(site)) == FILES


def test_every_link_of_the_site_resolves(site):
    assert check_links(site) == []


def test_a_portal_page_is_a_whole_page_of_the_site(site):
    text = (site / "districts/gh/adinkra-east/index.html").read_text()
    assert "<title>Adinkra East - MSI toolkit</title>" in text
    assert '<a href="../../index.html" class="md-path__link"><span class="md-ellipsis">Districts' in text
    assert '<a href="../../index.html" class="msi-here" aria-current="true">Districts</a>' in text
    assert 'href="../../../assets/portal.css"' in text
    assert "msi:" not in text


def test_portals_are_not_in_the_search_index(site):
    index = (site / "search/search_index.js").read_text()
    assert index.startswith('var __index = {"config"')
    assert "tools/workshop-1/checklist.html#numbers" in index
    assert "shell" not in index and "Your next step" not in index


def test_the_bytes_do_not_depend_on_the_folder(site, tmp_path):
    assert tree(built(tmp_path / "elsewhere, é")) == tree(site)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[x](missing.md)", "page 'index.md' contains a link 'missing.md', but the target is not found among"),
        ("[x](tools/index.md#nowhere)", "does not contain an anchor '#nowhere'"),
        ("[x](/tools/index.md)", "page 'index.md' contains an absolute link '/tools/index.md'"),
    ],
)
def test_a_broken_link_stops_the_build_in_plain_words(tmp_path, link, said):
    with pytest.raises(SiteFault) as fault:
        built(tmp_path, index=f"# Start\n\n{link}\n")
    assert said in str(fault.value)
    assert "Traceback" not in str(fault.value) and "WARNING" not in str(fault.value)


def test_a_page_of_the_nav_that_is_not_staged_stops_the_build(tmp_path):
    stage(staged(), tmp_path / "stage")
    with pytest.raises(SiteFault, match=r"'gone.md'.* is included in the 'nav' configuration"):
        build_site(tmp_path / "stage", tmp_path / "site", CONFIG, [*NAV, {"Gone": "gone.md"}])


def test_a_log_without_faults_shows_its_last_line():
    assert readable("Traceback (most recent call last):\n  File x\nKeyError: 'theme'\n") == "KeyError: 'theme'"
    assert readable("") == "the site builder stopped without a word"


def test_staging_touches_only_what_changed(tmp_path):
    first = [Artifact("a/one.md", b"1"), Artifact("a/two.md", b"2"), Artifact("b/three.md", b"3")]
    stage(first, tmp_path / "stage")
    before = (tmp_path / "stage/a/one.md").stat().st_mtime_ns
    changes = stage([first[0], Artifact("a/two.md", b"!")], tmp_path / "stage")
    assert changes.written == ("a/two.md",) and changes.removed == ("b/three.md",) and changes.kept == 1
    assert (tmp_path / "stage/a/one.md").stat().st_mtime_ns == before
    assert sorted(path.name for path in (tmp_path / "stage").iterdir()) == [".msi-stage", "a"]


def test_staging_lets_a_file_become_a_folder_and_back(tmp_path):
    stage([Artifact("a", b"1")], tmp_path / "stage")
    stage([Artifact("a/b", b"2")], tmp_path / "stage")
    stage([Artifact("a", b"3")], tmp_path / "stage")
    assert (tmp_path / "stage/a").read_bytes() == b"3"


def test_staging_refuses_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(StageFault, match="files that this build did not make"):
        stage([], tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_staging_does_not_follow_links(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/kept.txt").write_text("kept")
    stage([], tmp_path / "stage")
    (tmp_path / "stage/link").symlink_to(tmp_path / "outside")
    stage([Artifact("link/new.txt", b"new")], tmp_path / "stage")
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["kept.txt"]


@pytest.mark.parametrize(
    "path",
    ["/etc/x", "a//b", "../x", "a/./b", "a\\b", "con.pdf", "a/NUL", "x.", ".hidden", "naïve.md", "a b", "x" * 121, ""],
)
def test_paths_that_a_memory_stick_cannot_hold_are_refused(path):
    with pytest.raises(IllegalPath):
        Artifact(path, b"")


@pytest.mark.parametrize("paths", [("a.md", "A.md"), ("a.md", "a.md"), ("a", "a/b"), ("A", "a/b/c")])
def test_two_outputs_cannot_have_one_place(paths):
    with pytest.raises(IllegalPath):
        by_path(Artifact(path, b"") for path in paths)


def test_a_shell_without_a_mark_or_with_one_twice_is_a_fault():
    marks = "<!-- msi:title --> <!-- msi:breadcrumb --> <!-- msi:content -->"
    for shell in (marks, f"{marks} <!-- msi:sidebar --> <!-- msi:sidebar -->", "nothing"):
        with pytest.raises(ShellFault):
            fill(shell, PORTALS[0])


def test_each_portal_page_has_the_shell_of_its_depth():
    assert shell_for("districts/gh/adinkra-east/workplan.html") == "districts/shell/shell/index.html"
    assert shell_for("countries/gh/index.html") == "countries/shell/index.html"
    with pytest.raises(ShellFault):
        shell_for("districts/gh/index.html")


BROKEN_PAGE = """
<a href="nothing.html">1</a> <a href="/index.html">2</a> <a href="folder/">3</a> <a href="folder">4</a>
<a href="INDEX.html">5</a> <a href="folder/index.html#no">6</a> <a href="javascript:alert(1)">7</a>
<img src="https://example.org/x.png"> <script src="//example.org/x.js"></script> <link rel="stylesheet" href="a.css">
<a href="folder/index.html#yes">right</a> <a href="https://example.org">right</a> <a href="#top">right</a>
<!-- <a href="comment.html"> --> <h1 id="top">Top</h1> <a href="folder/index.html?h=word#yes">right</a>
"""


def test_the_link_check_names_every_kind_of_fault(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "index.html").write_text(BROKEN_PAGE)
    (tmp_path / "folder/index.html").write_text('<p id="yes">')
    (tmp_path / "a.css").write_text("@font-face { src: url(gone.woff2) } /* url(comment.png) */")
    assert check_links(tmp_path) == [
        "a.css: loads gone.woff2, which does not exist",
        "index.html: link /index.html begins at the root of the server",
        "index.html: link INDEX.html leads to nothing (there is index.html)",
        "index.html: link folder leads to a folder; name its index.html",
        "index.html: link folder/ leads to a folder; name its index.html",
        "index.html: link folder/index.html#no names an anchor that folder/index.html does not have",
        "index.html: link javascript:alert(1) is not a web address, a mail address or a page",
        "index.html: link nothing.html leads to nothing",
        "index.html: loads //example.org/x.js from elsewhere",
        "index.html: loads https://example.org/x.png from elsewhere",
    ]


TABLE = "<table><thead><tr><th>{}</th><th>Who & <em>where</em></th><th>When</th></tr></thead><tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody></table>"


def test_on_a_phone_each_cell_of_a_wide_table_says_its_column():
    page = mended(TABLE.format("What"))
    assert '<table data-stack style="--c2:\'Who &amp; where\';--c3:\'When\'">' in page


def test_small_tables_and_tables_of_the_blocks_stay_as_they_are():
    for table in ("<table><thead><tr><td></td><th>b</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
                  TABLE.format("x").replace("<table>", '<table class="agenda">')):  # fmt: skip
        assert mended(table) == table


def test_an_empty_corner_is_no_heading():
    assert "<tr><td></td><th>" in mended(TABLE.format(""))
