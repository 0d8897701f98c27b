"""What the states of remisser speak of: those of the demo, and some that are set up for them."""

from typing import Any

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.policy import Actor
from dialog.core.shapes import dump
from dialog.demo.content.load import load_organisations, load_remisser
from dialog.identity.models import Person
from dialog.identity.rules import token_hash
from dialog.process.models import Attachment, Scan
from dialog.process.rules import Publication
from dialog.remiss.models import (
    Addressee,
    Annex,
    Mask,
    Member,
    Organisation,
    Phrase,
    Point,
    Reading,
    Remiss,
    Response,
    ResponseFile,
    Section,
    Tag,
)
from dialog.remiss.rules import Showing
from dialog.remiss.rules.content import Block, BlockKind, Body
from dialog.remiss.rules.response import View
from tests.e2e.acts import ROLES
from tests.e2e.looking import Numbers
from tests.e2e.town import Town
from tests.make import EKBY
from tests.remiss import compiled, rooms, rows

COLLEAGUE, TAKEN = "kollegans-egen-lank-4711", "brevet-till-den-som-redan-svarar"
MANY_CELLS = tuple(
    (f"Rad {n}", f"{n * 100} kr", "ett långt ord: avfallsförebyggande") for n in range(9)
)


def find_remiss_numbers(town: Town) -> Numbers:
    """Names of remisser, sections, organisations, answers and points, and their numbers."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    town.work()
    with TenantSession(engine, municipality_id=EKBY) as session:
        found = _of_the_demo(session)
        resident = _who_writes(session, ROLES["resident"])
        actor = Actor(id=resident.id, key=resident.key, name=ROLES["resident"], loa="loa3")
        ctx = Context(session, actor, town.clock(), keys)
        found |= _own(ctx) | _moved(ctx) | _locked(ctx) | _worked_on(ctx)
        session.commit()
        return found


def _who_writes(session: TenantSession, name: str) -> Person:
    """Somebody of the demo who writes for an organisation."""
    found = select(Member.person_id).where(Member.name == name, Member.person_id.is_not(None))
    return session.get_one(Person, session.scalars(found).first())


def _of_the_demo(session: TenantSession) -> Numbers:
    keys = {told.title: told.key for told in load_remisser("ekby")}
    names = {told.name: told.key for told in load_organisations("ekby")}
    found: Numbers = {}
    for row in session.scalars(select(Remiss)):
        key = keys[row.title]
        found[key] = row.id
        stmt = select(Section).where(Section.version.has(remiss_id=row.id))
        for section in session.scalars(stmt.order_by(Section.id)):
            found[f"{key}_{section.number.replace('.', '_') or 'forord'}"] = section.key
        for addressee in session.scalars(select(Addressee).where(Addressee.remiss_id == row.id)):
            found[f"{key}_{names.get(addressee.name, 'uninvited')}"] = addressee.id
        for name, model in (("answer", Response), ("point", Point), ("tag", Tag)):
            found |= _first(session, f"{key}_{name}", model, model.remiss_id == row.id)
        is_late = (Response.remiss_id == row.id, Response.is_late)
        found |= _first(session, f"{key}_late", Response, *is_late)
        of_it = ResponseFile.response.has(remiss_id=row.id)
        found |= _first(session, f"{key}_file", ResponseFile, of_it)
        if file := session.get(ResponseFile, found.get(f"{key}_file", 0)):
            found[f"{key}_filed"] = file.response_id
        long = (Point.remiss_id == row.id, Point.words.contains(". "), Point.number == 1)
        found |= _first(session, f"{key}_long", Point, *long)
        second = (Point.remiss_id == row.id, Point.number == 2)
        found |= _first(session, f"{key}_split", Point, *second)
        grouped = (Point.remiss_id == row.id, Point.group_id.is_not(None))
        found |= _first(session, f"{key}_grouped", Point, *grouped)
    found |= _first(session, "mask", Mask) | _first(session, "phrase", Phrase)
    found |= _first(session, "organisation", Organisation)
    if mask := session.get(Mask, found.get("mask", 0)):
        found["masked"] = mask.response_id
    return found


def _first(session: TenantSession, name: str, model: Any, *where: Any) -> Numbers:
    row = session.scalars(select(model.id).where(*where).order_by(model.id).limit(1)).first()
    return {} if row is None else {name: row}


def _own(ctx: Context) -> Numbers:
    """One with a version in work, annexes, a reading that failed, and rooms with known links."""
    session = ctx.session
    row = rows.remiss(session, ctx.keys, title="Prov av alla lägen", showing=Showing.AT_ONCE)
    invited = rooms.invited(ctx, row, "Inbjudna klubben")
    taken = rooms.invited(ctx, row, "Upptagna klubben", token_hash=token_hash(TAKEN))
    me = rooms.inside(ctx, taken)
    until = ctx.now + 9 * rows.DAY
    waiting = Member(addressee_id=taken.id, name="Lena Forsberg", invited_at=ctx.now)
    waiting.person_id, waiting.asked_at = _who_writes(session, waiting.name).id, ctx.now
    colleague = Member(addressee_id=taken.id, name="Per Hägg", invited_at=ctx.now)
    colleague.token_hash, colleague.token_until = token_hash(COLLEAGUE), until
    colleague.sealed_email = b"sealed"
    session.add_all([waiting, colleague])
    answer = rows.add_response(session, row, {"s2": View("opposes", "En sak. En annan sak.")})
    work = rows.add_version(session, row, frozen=False)
    section = session.scalars(
        select(Section).where(Section.version == work, Section.key == "s2")
    ).one()
    body = Body(
        (Block(BlockKind.PARAGRAPH, "Vi bygger tre."), Block(BlockKind.TABLE, rows=MANY_CELLS))
    )
    section.content = dump(body)
    file = Attachment(
        process_id=row.id, name="Bilaga 1.pdf", media_type="application/pdf", size=4711,
        digest="a" * 64, uploaded_at=ctx.now, scan=Scan.CLEAN,
    )  # fmt: skip
    session.add(file)
    session.flush()
    annex = Annex(
        remiss_id=row.id, attachment_id=file.id, title="Karta", position=1, added_at=ctx.now
    )
    read = {"remiss_id": row.id, "file_id": file.id, "asked_at": ctx.now - rows.DAY}
    failed = Reading(**read, ended_at=ctx.now, error="Dokumentet har ingen text. Är det inskannat?")
    session.add_all([annex, failed])
    session.flush()
    return {
        "own": row.id, "invited": invited.id, "taken": taken.id, "me": me.id,
        "waiting": waiting.id, "colleague": colleague.id, "own_answer": answer.id,
        "annex": annex.id, "failed": failed.id,
    }  # fmt: skip


def _moved(ctx: Context) -> Numbers:
    """One whose document has got a new version since an organisation began to write; one being read."""
    row = rows.remiss(ctx.session, ctx.keys, title="Ny version medan någon skriver")
    member = rooms.inside(ctx, rows.add_addressee(ctx.session, row, "Skrivande klubben"))
    rooms.written(ctx, row, member)
    version = rows.add_version(ctx.session, row)
    for section in list(version.sections):
        if section.key == "s2":
            ctx.session.delete(section)
    file = Attachment(
        process_id=row.id, name="Plan.docx", media_type="application/pdf", size=4711,
        digest="b" * 64, uploaded_at=ctx.now, scan=Scan.CLEAN,
    )  # fmt: skip
    ctx.session.add(file)
    ctx.session.flush()
    later = ctx.now + 9 * rows.DAY  # nobody takes it before that
    reading = Reading(
        remiss_id=row.id, file_id=file.id, asked_at=ctx.now, claimed_until=later, attempts=1,
        done=40, total=90,
    )  # fmt: skip
    ctx.session.add(reading)
    ctx.session.flush()
    return {"moved": row.id, "moved_room": member.addressee_id, "reading": reading.id}


def _locked(ctx: Context) -> Numbers:
    """One in which a colleague is writing just now, for the same organisation; and one that is hidden."""
    row = rows.remiss(ctx.session, ctx.keys, title="En kollega skriver just nu")
    club = rows.add_addressee(ctx.session, row, "Skrivande klubben")
    rooms.inside(ctx, club)
    lena = _who_writes(ctx.session, "Lena Forsberg")
    colleague = Member(addressee_id=club.id, name="Lena Forsberg", invited_at=ctx.now)
    colleague.come_in(lena.id, "Lena Forsberg", ctx.now)
    ctx.session.add(colleague)
    ctx.session.flush()
    rooms.written(ctx, row, colleague)
    hidden = rows.remiss(ctx.session, ctx.keys, title="Dold", publication=Publication.HIDDEN)
    return {"locked": row.id, "locked_room": club.id, "hidden": hidden.id}


def _worked_on(ctx: Context) -> Numbers:
    """A draft that is ready; a compilation that is ready, and one that is mended."""
    session = ctx.session
    unpublished = {"submitted_at": None, "published_at": None, "publication": Publication.DRAFT}
    draft = rows.remiss(session, ctx.keys, title="Redo att publiceras", **unpublished)
    rows.add_version(session, draft, frozen=False)
    ready = compiled.heard(session, ctx.keys, title="Redo att sammanställas")
    compiled.comment(session, ready, *compiled.KEYS)
    opened = {"reopened_at": ctx.now, "reopened_words": "Vi hade räknat fel i avsnitt 2."}
    mended = compiled.heard(session, ctx.keys, title="Rättas", **opened)
    return {
        "ready_draft": draft.id, "ready": ready.id, "mended": mended.id,
        "ready_point": compiled.points(session, ready, "s2")[0].id,
    }  # fmt: skip
