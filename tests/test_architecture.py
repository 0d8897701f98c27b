"""The rules that keep the code honest. If one fails, read its message, not its code."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from dialog.core import policy
from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.core.policy import ANONYMOUS, SYSTEM, Actor
from tests import make
from tests.architecture import (
    FEATURES,
    MAX_LINES,
    ROOT,
    SOURCES,
    action_faults,
    assert_agreed,
    is_described,
    over_the_wall,
)
from tests.cast import CAST
from tests.consultation.rows import consultation
from tests.remiss.rows import remiss

ACTIONS = sorted(
    [*(ROOT / "dialog").glob("*/actions.py"), *(ROOT / "dialog").glob("*/actions/*.py")]
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_fits_in_one_head(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= MAX_LINES, f"{lines} lines: split it by concept, not by number"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_file_says_what_it_is_for(path: Path) -> None:
    assert is_described(path.read_text()), "begin with one sentence"


@pytest.mark.parametrize("path", FEATURES, ids=name_of)
def test_a_feature_neither_commits_nor_climbs_the_tenant_wall(path: Path) -> None:
    used = over_the_wall(path.read_text())
    assert not used, f"leave {used} to web/request.py and core/"


@pytest.mark.parametrize("path", ACTIONS, ids=name_of)
def test_an_action_requires_first_and_records(path: Path) -> None:
    feature = path.relative_to(ROOT / "dialog").parts[0]
    assert action_faults(path.read_text(), feature) == []


def test_a_broken_rule_is_noticed() -> None:
    """The guards above are shown something wrong on purpose."""
    assert not is_described("import os\n")
    assert over_the_wall("def f(session):\n    session.commit()\n") == {"commit"}
    silent = 'def sign(ctx):\n    """Sign."""\n    ctx.require("folkmotion.sign")\n'
    assert action_faults(silent, "folkmotion") == ["folkmotion.sign leaves no trace"]
    open_door = 'def sign(ctx):\n    """Sign."""\n    ctx.record("folkmotion.sign", ctx)\n'
    assert "folkmotion.sign must require its own name first" in action_faults(
        open_door, "folkmotion"
    )


def test_every_endpoint_has_a_permission_of_the_same_name(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()} - {"static"}
    assert endpoints <= policy.RULES.keys()


def test_every_permission_is_used(app: Flask) -> None:
    """A permission that nothing asks for is a promise that nobody keeps."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    sources = "\n".join(path.read_text() for path in SOURCES if path.name != "policy.py")
    unused = [n for n in policy.RULES if n not in endpoints and f'"{n}"' not in sources]
    assert unused == []


def test_the_permission_table_is_what_we_last_agreed_on(
    acting: Callable[[str], Context], keys: Keyring
) -> None:
    """A change here is a change of power. It must be seen in review."""
    author = acting("author")
    folkmotion = make.folkmotion(author.session, keys, author_id=author.actor.id)
    subjects = {
        "consultation": consultation(author.session, keys),
        "remiss": remiss(author.session, keys),
    }
    names = [name for name in CAST if not name.startswith("second")]
    actors: dict[str, Actor] = {"anonymous": ANONYMOUS, "worker": SYSTEM}
    actors |= {name: acting(name).actor for name in names}
    width = max(map(len, policy.RULES))
    rows = [" " * width + "  " + " ".join(actors)]
    for name in sorted(policy.RULES):
        subject = subjects.get(name.partition(".")[0], folkmotion)
        marks = [
            ("x" if policy.can(actor, name, subject) else ".").ljust(len(label))
            for label, actor in actors.items()
        ]
        rows.append(f"{name:<{width}}  {' '.join(marks)}".rstrip())
    assert_agreed("permissions.txt", rows)


def test_the_addresses_are_what_we_last_agreed_on(app: Flask) -> None:
    """People have bookmarked them. If one goes away, think of a redirect."""
    rows = [
        f"{rule.rule}  {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    ]
    assert_agreed("routes.txt", sorted(rows))


def test_the_import_contracts_are_exhaustive() -> None:
    """Every package of ours stands in the table of layers (import-linter judges the rest)."""
    contracts = (ROOT / "pyproject.toml").read_text()
    for path in (ROOT / "dialog").iterdir():
        if (path / "__init__.py").exists() or path.suffix == ".py":
            assert path.stem in contracts or path.stem == "__init__", path.stem


def test_plurals_are_chosen_by_a_number_and_not_by_its_words() -> None:
    """The first variable of {% trans %} decides; "1" as text would always be many."""
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        for block in re.findall(r"{% trans (.*?)%}(.*?){% endtrans %}", text, re.DOTALL):
            if re.search(r"{% pluralize *%}", block[1]):
                first = block[0].split(",")[0]
                assert not re.search(r"[|] *number|format_number", first), f"{first} in {path.name}"


def test_templates_ask_nothing_but_can() -> None:
    """A template may call can() and print; anything else is a query or a rule."""
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text()
        for word in (".session", ".query(", "session.execute(", "config."):
            assert word not in text, f"{word} in {path.relative_to(ROOT)}"


def test_migrations_import_nothing_of_ours() -> None:
    for path in (ROOT / "dialog" / "migrations" / "versions").glob("*.py"):
        imported = [
            node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert not [name for name in imported if name and name.startswith("dialog")], path.name
