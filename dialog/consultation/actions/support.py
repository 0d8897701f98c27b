"""Support of ideas and comments: one from each participant. It touches no row that others share."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from dialog.consultation import rules
from dialog.consultation.models import Comment, Idea
from dialog.consultation.queries.participation import note_participation
from dialog.consultation.rules.admission import Participant, ensure_admitted
from dialog.consultation.rules.writing import AlreadyThere, NotChangeable, is_own
from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import Support

ALREADY = _l("Du stöder redan det här.")


def support(ctx: Context, thing: Idea | Comment, who: Participant) -> None:
    """Stand behind what somebody else has written. The worker counts.

    Raises NotOpen, NotAdmitted, NotChangeable (it is not shown, or one's own) and AlreadyThere.
    """
    ctx.require("consultation.support", thing.part.stage.consultation)
    _ensure_taken(ctx, thing, who)
    if not thing.is_public():
        raise NotChangeable(_l("Texten visas inte längre. Därför går det inte att stödja den."))
    if is_own(thing, who.key):
        raise NotChangeable(_l("Du har skrivit det här själv. Därför räknas inget stöd från dig."))
    try:
        with ctx.session.begin_nested():
            ctx.session.add(Support(contribution_id=thing.id, supporter_key=who.key, at=ctx.now))
    except IntegrityError as error:  # the index decides, also at the same moment in two windows
        raise AlreadyThere(ALREADY) from error
    note_participation(ctx, thing.part.stage.consultation, who)
    ctx.record("consultation.support", thing, attributed=False)


def unsupport(ctx: Context, thing: Idea | Comment, who: Participant) -> None:
    """Take one's support back. Twice is the same as once. Raises NotOpen and NotAdmitted."""
    ctx.require("consultation.unsupport", thing.part.stage.consultation)
    _ensure_taken(ctx, thing, who)
    mine = delete(Support).where(
        Support.contribution_id == thing.id, Support.supporter_key == who.key
    )
    ctx.session.execute(mine)
    ctx.record("consultation.unsupport", thing, attributed=False)


def _ensure_taken(ctx: Context, thing: Idea | Comment, who: Participant) -> None:
    stage = thing.part.stage
    publication = stage.consultation.publication
    rules.ensure_open(publication, stage.opens_at, stage.closes_at, ctx.now)
    ensure_admitted(stage.demand(), who)
