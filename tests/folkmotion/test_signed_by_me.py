"""What have I signed? Only one's own key can find it, and quickly."""

from dialog.folkmotion.queries.propose import signed_by_me
from tests import make


def test_only_ones_own_key_finds_what_one_has_signed(resident, author, keys, statements):
    mine = [make.folkmotion(resident.session, keys, title=f"Nummer {n}") for n in range(3)]
    for each in mine:
        make.signed_by(author, each)
    make.signed_by(resident, mine[0])
    make.signed_by(resident, mine[2])
    resident.session.flush()
    statements.clear()
    found = signed_by_me(resident)
    assert [folkmotion.title for _, folkmotion in found] == ["Nummer 2", "Nummer 0"]
    assert len(statements) <= 4
    assert not any("person" in statement for statement in statements)


def test_what_one_has_signed_is_looked_for_in_parts(resident, keys, statements, monkeypatch):
    monkeypatch.setattr("dialog.folkmotion.queries.propose.CHUNK", 4)
    for n in range(10):
        make.signed_by(resident, make.folkmotion(resident.session, keys, title=f"Nummer {n}"))
    statements.clear()
    assert len(signed_by_me(resident)) == 10


def test_what_one_has_signed_is_found_without_reading_what_others_have(
    resident, keys, engine, statements
):
    """However many names there are: the unique index leads to one's own."""
    make.signed_by(resident, make.folkmotion(resident.session, keys))
    resident.session.commit()
    statements.clear()
    assert len(signed_by_me(resident)) == 1
    looked = next(text for text in statements if "WITH mine" in text)
    assert "JOIN mine" in looked
    resident.session.rollback()
    if engine.dialect.name == "sqlite":  # the other one plans by what it knows of the table
        with engine.connect() as connection:
            plan = connection.exec_driver_sql(f"explain query plan {looked}", (1, "x", 1))
            searched = [row[3] for row in plan if "signature" in row[3]]
        assert searched
        assert all("folkmotion_id=? AND signer_key=?" in line for line in searched)


def test_where_the_key_is_destroyed_nobody_is_found(resident, keys):
    gone = make.folkmotion(resident.session, keys)
    make.signed_by(resident, gone)
    gone.wrapped_key = b"forgotten:" + b"0" * 60
    resident.session.flush()
    assert signed_by_me(resident) == []
