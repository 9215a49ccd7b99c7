"""The rooms import only what stands to their left."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# room -> rooms that it may import; everything to the left in the order of docs/architecture.md
LEFT_OF_ALL = ["tracekenya.lib"]
BASE = [*LEFT_OF_ALL, "tracekenya.places", "tracekenya.vault", "tracekenya.roles"]
MAY_IMPORT: dict[str, list[str]] = {
    "tracekenya.lib": [],
    "tracekenya.ops": [],
    "tracekenya.ui": LEFT_OF_ALL,
    "tracekenya.places": LEFT_OF_ALL,
    "tracekenya.vault": LEFT_OF_ALL,
    "tracekenya.gate": LEFT_OF_ALL,
    "tracekenya.roles": LEFT_OF_ALL,
    "tracekenya.audit": BASE,
    "tracekenya.accounts": [*BASE, "tracekenya.audit"],
    "tracekenya.pages": [*BASE, "tracekenya.audit", "tracekenya.accounts"],
    "tracekenya.notices": [*BASE, "tracekenya.audit", "tracekenya.accounts", "tracekenya.pages"],
    "tracekenya.lists": LEFT_OF_ALL,
    "tracekenya.administration": [
        *BASE,
        "tracekenya.lists",
        "tracekenya.audit",
        "tracekenya.accounts",
        "tracekenya.pages",
        "tracekenya.notices",
        "tracekenya.ui",
    ],
    "tracekenya.directory": [*BASE, "tracekenya.audit", "tracekenya.accounts", "tracekenya.pages"],
    "tracekenya.jobs": [
        *BASE,
        "tracekenya.lists",
        "tracekenya.audit",
        "tracekenya.accounts",
        "tracekenya.pages",
        "tracekenya.notices",
    ],
}
COMMON = [
    *BASE,
    "tracekenya.gate",
    "tracekenya.lists",
    "tracekenya.audit",
    "tracekenya.accounts",
    "tracekenya.pages",
    "tracekenya.notices",
    "tracekenya.directory",
    "tracekenya.jobs",
    "tracekenya.ui",
]
MAY_IMPORT |= {
    "cases": COMMON,
    **{app: [*COMMON, "cases"] for app in ("shelter", "intercepts", "referrals", "programmes")},
    "reporting": [*COMMON, "cases", "shelter", "intercepts", "referrals", "programmes"],
}
# sign-in pages and the audit trail's page are drawn with the common look
for room in ("accounts", "pages", "notices", "directory", "jobs"):
    MAY_IMPORT[f"tracekenya.{room}"].append("tracekenya.ui")
OURS = (
    "tracekenya",
    "cases",
    "shelter",
    "intercepts",
    "referrals",
    "programmes",
    "reporting",
    "tests",
    "bench",
)
LATE_IMPORTS_ALLOWED = {"tasks.py", "apps.py"}


def files_of(room: str) -> list[Path]:
    return sorted((ROOT / room.replace(".", "/")).rglob("*.py"))


def imported_modules(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in found if name.split(".")[0] in OURS]


def belongs_to(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def wrong_imports(room: str) -> list[str]:
    allowed = [room, *MAY_IMPORT[room]]
    return [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files_of(room)
        for module in imported_modules(path)
        if not any(belongs_to(module, other) for other in allowed)
    ]


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_stands_to_its_left(room):
    assert files_of(room) != []
    assert wrong_imports(room) == []


def test_every_package_of_ours_is_a_room_of_the_table():
    packages = {f"tracekenya.{p.parent.name}" for p in (ROOT / "tracekenya").glob("*/__init__.py")}
    apps = {p.parent.name for p in ROOT.glob("*/apps.py")} - {"tracekenya"}

    assert packages - {"tracekenya.formats", "tracekenya.management"} | apps == set(MAY_IMPORT)


def test_a_wrong_import_would_be_found(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("from reporting.results import framework\n")

    assert imported_modules(path) == ["reporting.results.framework"]


@pytest.mark.parametrize("room", sorted(set(MAY_IMPORT) - {"tracekenya.ops"}))
def test_no_import_hides_inside_a_function(room):
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files_of(room)
        if path.name not in LATE_IMPORTS_ALLOWED and "noqa: PLC0415" not in path.read_text()
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    assert hidden == []
