"""`dialog remiss import`: prints what was recognised, and begins a draft with the document."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.process.models import Attachment
from dialog.process.rules import Publication
from dialog.remiss.models import Remiss, RemissVersion
from tests.cli.conftest import Dialog

TEXT = """Plan för cykling i Ekby

1. Mål

Fler ska cykla till skolan¹ och till arbetet varje dag, året om, i hela kommunen.

1.1 Uppföljning

Vi räknar varje år.

¹ Även till förskolan.
"""
IMPORT = ("remiss", "import", "--municipality", "ekby")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_rehearsal_prints_the_tree_and_keeps_nothing(
    dialog: Dialog, system: Context, plan: Path
) -> None:
    system.session.rollback()
    done = dialog(*IMPORT, "--dry-run", str(plan))
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "Plan för cykling i Ekby",
        "  1 Mål [level 1, 19 words]: Fler ska cykla till skolan[1] och till arbetet",
        "    1.1 Uppföljning [level 2, 4 words]: Vi räknar varje år.",
        "nothing was kept",
    ]
    assert system.session.scalar(select(func.count(Remiss.id))) == 0


def test_the_tree_is_printed_for_machines(dialog: Dialog, plan: Path) -> None:
    done = dialog(*IMPORT, "--dry-run", "--json", str(plan))
    whole = json.loads(done.output)
    assert (whole["title"], whole["remiss"]) == ("Plan för cykling i Ekby", None)
    assert whole["sections"][0] == {
        "number": "1",
        "title": "Mål",
        "level": 1,
        "first_words": "Fler ska cykla till skolan[1] och till arbetet",
        "word_count": 19,
        "footnotes": ["1"],
    }


def test_a_draft_is_made_with_the_document_and_its_original(
    dialog: Dialog, system: Context, plan: Path
) -> None:
    system.session.rollback()
    done = dialog(*IMPORT, "--json", str(plan))
    assert done.exit_code == 0, done.output
    row = system.session.get_one(Remiss, json.loads(done.output)["remiss"])
    assert (row.title, row.publication) == ("Plan för cykling i Ekby", Publication.DRAFT)
    version = system.session.scalars(select(RemissVersion)).one()
    assert [(each.number, each.title, each.level) for each in version.sections] == [
        *(("1", "Mål", 1), ("1.1", "Uppföljning", 2)),
    ]
    assert version.file is not None
    assert system.files.read(version.file.digest) == plan.read_bytes()
    assert version.file.name == "plan.txt"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (("plan.txt", b""), "tomt"),
        (("plan.docx", b"PK\x03\x04"), "trasigt"),
        (("plan.xyz", b"x"), "odt"),
    ],
)
def test_what_cannot_be_read_is_told_and_keeps_nothing(
    dialog: Dialog, system: Context, tmp_path: Path, bad: tuple[str, bytes], words: str
) -> None:
    system.session.rollback()
    path = tmp_path / bad[0]
    path.write_bytes(bad[1])
    done = dialog(*IMPORT, str(path))
    assert done.exit_code == 1
    assert words in str(done.exception)
    assert system.session.scalar(select(func.count(Attachment.id))) == 0


def test_an_unknown_municipality_is_told(dialog: Dialog, plan: Path) -> None:
    done = dialog("remiss", "import", "--municipality", "ankeborg", str(plan))
    assert done.exit_code == 1
    assert "ankeborg" in str(done.exception)
