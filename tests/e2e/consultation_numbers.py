"""What the states of consultations speak of: those of the demo, and some that are set up for them."""

from sqlalchemy import select

from dialog.consultation.actions import setup
from dialog.consultation.actions.ideas import NewIdea, propose
from dialog.consultation.models import Comment, Consultation, Idea, Part
from dialog.consultation.rules import Blueprint, PartKind
from dialog.consultation.rules.admission import Basis, Participant, Who
from dialog.consultation.rules.content import IdeasContent, TextContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.core.policy import Actor, Role
from dialog.demo.content.load import load_consultations
from dialog.identity.models import Person
from tests.consultation import rows
from tests.e2e.town import Town
from tests.make import EKBY

Numbers = dict[str, int]


def find_numbers(town: Town) -> Numbers:
    """Names of consultations, parts, ideas and comments, and their numbers."""
    engine, keys = town.app.extensions["engine"], town.app.extensions["keys"]
    with TenantSession(engine, municipality_id=EKBY) as session:
        found = _of_the_demo(session)
        officer = next(p for p in session.scalars(select(Person)) if Role.OFFICER in p.roles)
        actor = Actor(id=officer.id, key=officer.key, roles=frozenset({Role.OFFICER}), loa="loa3")
        ctx = Context(session, actor, town.clock(), keys)
        for blueprint in Blueprint:
            draft = setup.create(ctx, blueprint, f"Ett utkast: {blueprint.value}")
            found |= _numbered(draft, f"draft_{blueprint.value}")
        session.commit()
        doors = rows.consultation(session, keys, title="Bara för några", who=Who.EMAIL)
        rows.add_part(session, doors, IdeasContent("Vad vill du?"), title="Idéer")
        invited = rows.add_stage(session, doors, title="För inbjudna", who=Who.INVITED)
        rows.add_part(session, doors, TextContent("Läs."), title="Läs det här", stage=invited)
        part = rows.add_part(session, doors, IdeasContent("Och?"), title="Svar", stage=invited)
        found |= {"doors": doors.id, "doors_email": doors.stages[0].parts[0].id}
        found |= {"doors_invited": part.id, "doors_step": invited.id}
        waiting = rows.consultation(
            session, keys, title="Läses av en moderator först", is_reviewed_first=True
        )
        place = rows.add_part(session, waiting, IdeasContent("Vad vill du?"), title="Idéer")
        found |= {"reviewed": waiting.id, "reviewed_part": place.id}
        found["waiting_idea"] = _waiting(ctx, place)
        return found


def _of_the_demo(session: TenantSession) -> Numbers:
    keys = {told.title: told.key.replace("-", "_") for told in load_consultations("ekby")}
    found: Numbers = {}
    for row in session.scalars(select(Consultation)):
        found |= _numbered(row, keys[row.title])
    for model, name in ((Idea, "idea"), (Comment, "comment")):
        for part_id, part_name in [(n, k) for k, n in found.items() if k.endswith("_part")]:
            stmt = select(model.id).where(model.part_id == part_id).order_by(model.id)
            if first := session.scalars(stmt.limit(1)).first():
                found[part_name.replace("_part", f"_{name}")] = first
    return found


def _numbered(row: Consultation, name: str) -> Numbers:
    """The consultation, its first step, its parts by kind, and the first part that people act in."""
    parts: list[Part] = [part for stage in row.stages for part in stage.parts]
    acted = next(part for part in parts if part.kind is not PartKind.TEXT)
    by_kind = {f"{name}_{part.kind.value}": part.id for part in parts}
    return {name: row.id, f"{name}_step": row.stages[0].id, f"{name}_part": acted.id} | by_kind


def _waiting(ctx: Context, part: Part) -> int:
    """An idea that a moderator has not read yet."""
    body = "Så att fler får plats."
    words = (("Rubrik", "En längre brygga"), ("Beskriv din idé", body))
    new = NewIdea("En längre brygga", body, words, author_name="Siv")
    receipt = propose(ctx, part, Participant("siv", Basis.OPEN), new)
    ctx.session.commit()
    return receipt.contribution_id or 0
