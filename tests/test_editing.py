"""The toolkit's texts are read as an editor would read them.

`editing/<case>.md` is read as a page, or as a tool when it has an id; `editing/<case>.yml` is read as an agenda.
`editing/<case>.txt` is what its author gets. To add a case, add a file and run `python tests/test_editing.py`:
it writes the missing texts. Read them before you keep them.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from texts import ROOT

from msi_build.cli import main
from msi_build.diagnostics import PRINTERS, Faults
from msi_build.editing import run
from msi_build.editing.style import STYLE_FILE
from msi_build.model.toolkit import load_toolkit
from msi_build.render.markup import Markup, read_dialect
from msi_build.render.tips import tips
from msi_build.settings import Settings
from msi_build.sources import Sources, read, read_markdown, read_yaml

FOLDER = Path(__file__).parent / "editing"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")


def messages(path: Path) -> str:
    """What `msi check` says of one file, with the style of the project."""
    faults = Faults()
    raw = path.read_bytes()
    style = read_yaml(STYLE_FILE, (ROOT / STYLE_FILE).read_bytes(), faults)
    if path.suffix == ".yml":
        sources = Sources((), (style, read_yaml(f"content/data/agendas/{path.name}", raw, faults)), (), ())
    else:
        place = "tools/workshop-1" if b"\nid: " in raw else "about"
        sources = Sources((read_markdown(f"content/en/{place}/{path.name}", raw, faults),), (style,), (), ())
    markup = Markup(load_toolkit(sources, faults), read_dialect(ROOT))
    for document in sources.documents:
        markup.check(document, faults)
    run(sources, faults)
    return PRINTERS["text"](faults) + "\n" if len(faults) else ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_author_is_told_where_and_what_to_write(path):
    found = messages(path)
    assert found == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert bool(found) != path.stem.startswith("ok-")
    assert found.count("hint: ") == found.count(": warning: ") + found.count(": error: ")


def test_the_texts_of_the_project_are_clean(monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["check", "--strict"])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def tools():
    faults = Faults()
    return load_toolkit(read(Settings(root=ROOT), faults), faults).tools


def test_what_is_written_for_facilitators_is_printed_for_them(tools):
    boxed = [tool for tool in tools if "\n!!! facilitators" in tool.document.body]
    assert [tool.id for tool in boxed if not any(rule.set == "F" for rule in tool.packs)] == []
    assert len(boxed) > 12


def test_no_tip_stands_in_two_tools(tools):
    found = Counter(tip.number for tool in tools for tip in tips(tool.document) if tip.number)
    assert [number for number, times in found.items() if times > 1] == []
    assert len(found) > 28


if __name__ == "__main__":
    for one in CASES:
        golden = one.with_suffix(".txt")
        if not golden.exists() or "--all" in sys.argv:
            golden.write_text(messages(one), encoding="utf-8")
            print(one.name)
