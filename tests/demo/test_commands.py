"""The commands of the demo: what they do, and that production refuses every one of them."""

from pathlib import Path

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from dialog.cli.demo import demo as demo_group
from dialog.config import ConfigError
from dialog.core.journal import Event
from dialog.demo.reset import NotOnlyDemo, forget_letters, take_away
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import is_carried
from dialog.identity.models import Person
from dialog.process.models import SearchTerm
from dialog.process.rules import Window
from dialog.process.search import stem
from dialog.registry.models import Receipt
from dialog.tenancy.models import Municipality
from tests.demo.conftest import Run


def test_production_refuses_every_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "evidence.public.pem").write_text("all else that production asks for is there")
    production = {"DIALOG_ENV": "production", "DIALOG_SMTP_URL": "smtp://localhost:25"}
    assert {"seed", "reset", "serve", "fill", "measure", "replay"} == set(demo_group.commands)
    for name in demo_group.commands:
        result = run(name, **production)
        assert isinstance(result.exception, ConfigError)
        assert "the demo is refused" in str(result.exception)


def test_seeding_is_quiet_when_all_is_there(run: Run) -> None:
    result = run("seed")
    assert (result.exit_code, result.output) == (0, "")


def test_reset_asks_before_it_takes_anything_away(run: Run, own: Engine) -> None:
    result = run("reset")
    assert result.exit_code == 1
    assert "Take away everything" in result.output
    with Session(own) as session:
        assert session.scalar(select(func.count(Folkmotion.id)))


def test_reset_takes_away_only_what_was_made_up(run: Run, own: Engine) -> None:
    with Session(own) as session:
        row = session.scalars(select(Municipality)).first()
        assert row
        row.is_demo = False
        session.commit()
    result = run("reset", "--yes")
    assert isinstance(result.exception, NotOnlyDemo)
    with Session(own) as session:
        assert session.scalar(select(func.count(Folkmotion.id)))


def test_what_is_taken_away_is_gone(own: Engine, tmp_path: Path) -> None:
    letter = tmp_path / "mail" / "ekby" / "20261201T120000-a.eml"
    letter.parent.mkdir(parents=True)
    letter.write_text("Hej")
    take_away(own)
    forget_letters(tmp_path)
    assert inspect(own).get_table_names() == []
    assert not letter.exists()


def test_a_filled_database_holds_to_every_rule(run: Run, own: Engine) -> None:
    with Session(own) as session:
        newest = session.scalar(select(func.max(Folkmotion.id))) or 0
        known = session.scalar(select(func.count(Signature.id))) or 0
    assert (
        run(
            "fill",
            "--no-consultation",
            "--no-remiss",
            "--folkmotioner",
            "60",
            "--signatures",
            "900",
        ).exit_code
        == 0
    )
    with Session(own) as session:
        made = session.scalars(select(Folkmotion).where(Folkmotion.id > newest)).all()
        assert len(made) == 60
        assert (session.scalar(select(func.count(Signature.id))) or 0) - known == 900
        assert sum(row.count_valid for row in made) == 900
        latest = max(row.counted_at for row in made if row.counted_at)
        for row in made:
            assert row.closes_at
            assert row.counted_at
            assert row.texts[0].hash
            assert not is_carried(row.count_valid, 0, row.threshold, row.rules)
            is_open = row.counted_at == latest and row.window(latest) is Window.OPEN
            assert is_open or row.counted_at > row.closes_at
        assert not session.scalars(
            select(Person.key).group_by(Person.key).having(func.count() > 1)
        ).all()
        first, last = (
            session.scalars(select(column).order_by(column)).all()
            for column in (Signature.receipt_number, Receipt.number)
        )
        assert set(first) <= set(last)
        signed = select(func.count(Event.id)).where(Event.name == "folkmotion.sign")
        assert session.scalar(signed) == known + 900


def test_what_was_filled_in_can_be_found(run: Run, own: Engine) -> None:
    with Session(own) as session:
        newest = session.scalar(select(func.max(Folkmotion.id))) or 0
    run("fill", "--no-consultation", "--no-remiss", "--folkmotioner", "40", "--signatures", "0")
    found = select(SearchTerm.process_id).where(SearchTerm.term == stem("kommunen"))
    with Session(own) as session:
        assert len([each for each in session.scalars(found) if each > newest]) >= 20


def test_where_there_is_no_register_the_names_are_not_verified(run: Run, own: Engine) -> None:
    words = [
        "fill",
        "--no-consultation",
        "--no-remiss",
        "--folkmotioner",
        "2",
        "--signatures",
        "20",
        "--municipality",
        "bjorkby",
    ]
    assert run(*words).exit_code == 0
    with Session(own) as session:
        made = session.scalars(select(Folkmotion).order_by(Folkmotion.id.desc()).limit(2)).all()
    assert sum(row.count_unverified for row in made) == 20
    assert sum(row.count_valid for row in made) == 0


def test_filling_twice_is_filling_more(run: Run, own: Engine) -> None:
    for _ in range(2):
        assert (
            run(
                "fill",
                "--no-consultation",
                "--no-remiss",
                "--folkmotioner",
                "3",
                "--signatures",
                "30",
            ).exit_code
            == 0
        )


def test_measuring_tells_each_page_with_its_statements(run: Run) -> None:
    result = run("measure")
    assert result.exit_code == 0
    rows = [line.split() for line in result.output.splitlines()[1:]]
    assert [row[5] for row in rows][:3] == ["/", "/dialoger", "/folkmotioner"]
    told = " ".join(row[5] for row in rows)
    for page in ("/ideer/", "efter=", "/ide/", "/svara/", "/resultat", "/matris", "/bedomning"):
        assert page in told
    most = {row[5]: int(row[4]) for row in rows}
    assert all(1 <= each <= 10 for path, each in most.items() if "/medborgardialoger/" in path)
    assert all(
        1 <= each <= 8
        for path, each in most.items()
        if "/medborgardialoger/" not in path and "/remisser" not in path
    )
    assert all(1 <= each <= 20 for path, each in most.items() if "/remisser" in path)
    assert "(404)" not in result.output
