"""The house keeps its shape: no import cycle, seams in one place, and the map in CONTRIBUTING.md is the tree."""

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "msi_build"


def modules() -> dict[str, Path]:
    """Dotted name -> file of every module of the package."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path) -> set[str]:
    """Every module that `path` imports, inside functions too; imports for type checkers alone do not run."""
    names: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_no_import_cycle():
    known = modules()
    graph = {name: {one for one in imports(path) & known.keys() if one != name} for name, path in known.items()}
    # `from msi_build.render import x` names the package too; a package's own __init__ is not a stage
    graph = {name: {one for one in others if not name.startswith(f"{one}.")} for name, others in graph.items()}
    try:
        order = tuple(TopologicalSorter(graph).static_order())
    except CycleError as fault:
        pytest.fail(f"import cycle: {' -> '.join(fault.args[1])}")
    assert len(order) == len(known) > 20


@pytest.mark.parametrize(
    ("library", "homes"),
    [
        ("weasyprint", {"msi_build.printing.pdf"}),
        ("pikepdf", {"msi_build.printing"}),
        ("mkdocs", {"msi_build.website"}),
        ("click", {"msi_build.cli"}),
        ("rich", {"msi_build.cli", "msi_build.progress"}),
    ],
)
def test_each_engine_is_known_in_one_place(library, homes):
    users = {name for name, path in modules().items() if any(one.split(".")[0] == library for one in imports(path))}
    assert all(any(user == home or user.startswith(f"{home}.") for home in homes) for user in users), users


def test_only_the_doors_read_the_clock_and_the_environment():
    doors = {"settings.py", "cli.py", "serve.py", "doctor.py"}
    clock = re.compile(r"\b(date\.today|datetime\.now|utcnow|time\.time|os\.environ|os\.getenv)\b")
    found = {path.name for path in PACKAGE.rglob("*.py") if clock.search(path.read_text(encoding="utf-8"))}
    assert found <= doors, found - doors


def test_the_map_in_contributing_is_the_tree():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## Modules")[1].split("\n## ")[0]
    named = set(re.findall(r"^\| `([\w/]+\.py|[\w/]+/)` \|", section, re.MULTILINE))
    real = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"}
    folders = {name for name in named if name.endswith("/")}
    assert named - folders == real
    assert folders == {f"{path.parent.relative_to(PACKAGE).as_posix()}/" for path in PACKAGE.glob("*/__init__.py")}


def test_the_code_is_as_the_linter_wants_it():
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--output-format=concise", "msi_build", "tests"],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout
