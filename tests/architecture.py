"""What the architecture tests look for, as functions, so that they can be shown something wrong."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = sorted(p for p in (ROOT / "dialog").rglob("*.py") if "versions" not in p.parts)
# The command line and the demo open sessions of their own, as the worker and the web do.
FRAME = {"core", "web", "cli", "demo", "migrations", "app.py", "config.py"}
FEATURES = [p for p in SOURCES if p.relative_to(ROOT / "dialog").parts[0] not in FRAME]
OVER_THE_WALL = {"commit", "connection", "bulk_save_objects", "bulk_insert_mappings"}
MAX_LINES = 300


def is_described(source: str) -> bool:
    """Whether the module begins with a sentence."""
    return bool(ast.get_docstring(ast.parse(source)))


def over_the_wall(source: str) -> set[str]:
    """Names a feature must not use: what commits, or reaches past the tenant wall."""
    tree = ast.parse(source)
    return OVER_THE_WALL & {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}


def action_faults(source: str, feature: str) -> list[str]:
    """Which public functions do not require their own name first, or leave no trace."""
    faults = []
    for func in ast.parse(source).body:
        if not isinstance(func, ast.FunctionDef) or func.name.startswith("_"):
            continue
        name = f"{feature}.{func.name}"
        first = ast.unparse(func.body[1]) if len(func.body) > 1 else ""  # body[0]: docstring
        if not first.startswith(f"ctx.require('{name}'"):
            faults.append(f"{name} must require its own name first")
        calls = [ast.unparse(n) for n in ast.walk(func) if isinstance(n, ast.Call)]
        if not any(call.startswith(f"ctx.record('{name}'") for call in calls):
            faults.append(f"{name} leaves no trace")
    return faults


def assert_agreed(name: str, rows: list[str]) -> None:
    """Compare with tests/snapshots/<name>. Delete the file to agree anew."""
    snapshot = ROOT / "tests" / "snapshots" / name
    now = "\n".join(rows) + "\n"
    if not snapshot.exists():
        snapshot.write_text(now)
    assert now == snapshot.read_text(), f"{name} is now:\n{now}"
