"""Many statements at once, for tests and figures about size."""

from sqlalchemy import select, update

from dialog.core.db import TenantSession, add_many
from dialog.core.keys import Keyring
from dialog.core.shapes import dump
from dialog.process.models import Contribution
from dialog.process.rules.own_words import likeness
from dialog.remiss.models import (
    Group,
    Point,
    PointTag,
    Remiss,
    RemissVersion,
    Reply,
    Response,
    Section,
    Statement,
    Tag,
)
from dialog.remiss.rules import Effect, Sender
from dialog.remiss.rules.content import Block, BlockKind, Body
from tests.remiss import rows

TAKEN = ("supports", "with_changes", "opposes", "no_view")
SAID = (
    "Bygg fler cykelvägar längs ån, och belys dem ordentligt på vintern.",
    "Bussen behöver gå oftare på kvällarna, annars tar alla bilen hem från träningen.",
    "Förslaget är bra, men kostnaden måste redovisas för varje år.",
    "Vi saknar barnens perspektiv. Hur ska de ta sig till skolan?",
)


def remiss(session: TenantSession, keys: Keyring, sections: int, statements: int) -> Remiss:
    """A remiss with so many sections, each with as many statements of as many answers; commits."""
    row = rows.remiss(session, keys)
    version = session.scalars(select(RemissVersion)).all()[-1]
    body = dump(Body((Block(BlockKind.PARAGRAPH, "Här står vad som föreslås."),)))
    for position in range(5, sections + 1):
        session.add(
            Section(
                version_id=version.id,
                key=f"s{position}",
                position=position,
                level=1,
                number=str(position),
                title=f"Avsnitt {position}",
                content=body,
            )
        )
    session.flush()
    _answer(session, row, version.id, sections, statements)
    _assess(session, row)
    session.commit()
    return row


def _answer(
    session: TenantSession, row: Remiss, version: int, sections: int, statements: int
) -> None:
    """Every answer speaks of every section; every tenth is word for word what another said."""
    answers = -(-statements // sections)
    first = _responses(session, row, version, answers)
    said = [
        (first + number // sections, f"s{number % sections + 1}", number)
        for number in range(statements)
    ]
    add_many(
        session,
        Statement,
        (
            {
                "remiss_id": row.id,
                "response_id": response,
                "section": section,
                "position": TAKEN[number % 4],
                "words": words_of(number),
            }
            for response, section, number in said
        ),
    )
    ids = session.execute(
        select(Statement.id, Statement.section, Statement.words).where(
            Statement.remiss_id == row.id
        )
    ).all()
    add_many(
        session,
        Point,
        (
            {
                "remiss_id": row.id,
                "statement_id": each.id,
                "number": 1,
                "section": each.section,
                "words": each.words,
                "likeness": likeness(each.words),
            }
            for each in ids
        ),
    )


def _assess(session: TenantSession, row: Remiss) -> None:
    """Officials have come some way: equal texts are grouped, some are tagged, some have a reply."""
    group = Group(remiss_id=row.id, title="Säger samma sak", made_at=rows.NOW)
    tag = Tag(remiss_id=row.id, name="Trafik")
    session.add_all([group, tag])
    session.flush()
    stmt = select(Point.id).where(Point.remiss_id == row.id).order_by(Point.id)
    ids = session.scalars(stmt).all()
    grouped = update(Point).where(Point.id.in_(ids[::10])).values(group_id=group.id)
    session.execute(grouped, execution_options={"synchronize_session": False})
    add_many(session, PointTag, ({"point_id": point, "tag_id": tag.id} for point in ids[::5]))
    said = {"remiss_id": row.id, "effect": Effect.NOTED, "words": "Tack.", "at": rows.NOW}
    add_many(session, Reply, [said | {"point_id": point} for point in ids[1::3]])
    session.add(Reply(group_id=group.id, **said))
    session.flush()


def words_of(number: int) -> str:
    """What statement number so-and-so says."""
    own = "" if number % 10 == 0 else f" Det är synpunkt {number}."
    return SAID[number % len(SAID)] + own


def _responses(session: TenantSession, row: Remiss, version: int, answers: int) -> int:
    """So many answers, every second one of an organisation. Return the id of the first."""
    first = 1 + (session.scalar(select(Contribution.id).order_by(Contribution.id.desc())) or 0)
    add_many(
        session,
        Contribution,
        (
            {
                "id": first + number,
                "kind": "remiss_response",
                "process_id": row.id,
                "participant_key": f"crowd-{number}",
                "receipt_number": f"CROWD-{row.id}-{number}",
                "received_at": rows.NOW,
                "changed_at": rows.NOW,
            }
            for number in range(answers)
        ),
    )
    add_many(
        session,
        Response,
        (
            {
                "id": first + number,
                "remiss_id": row.id,
                "version_id": version,
                "owner": f"crowd-{number}",
                "number": 1,
                "sender": (Sender.PERSON, Sender.ORGANISATION)[number % 2],
                "organisation": f"Förening {number}" if number % 2 else "",
                "position": TAKEN[number % 4],
                "is_late": number % 7 == 0,
            }
            for number in range(answers)
        ),
    )
    return first
