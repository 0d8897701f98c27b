"""That somebody took part, and the little that is known of who: written once for each consultation."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from dialog.consultation.models import Consultation, Participation
from dialog.consultation.rules.admission import Basis, Participant
from dialog.consultation.rules.groups import age_group
from dialog.core.context import Context
from dialog.core.i18n import ZONE
from dialog.identity import limits
from dialog.process.models import Contribution, Support
from dialog.process.rules import end_of_day
from dialog.tenancy.queries import rules_now


def note_participation(ctx: Context, consultation: Consultation, who: Participant) -> None:
    """Remember that they took part. What they tell of themselves later is added; nothing is taken away.

    The age of whoever logged in is known; only its group is kept. Raises identity.limits.TooManySent
    when nobody has vouched for them and much has come from their network this hour.
    """
    if who.basis is Basis.OPEN and who.network:
        most = rules_now(ctx)["dialog.sent_per_hour"]
        limits.ensure_few(ctx, f"consultation {consultation.id}", who.network, most)
    row = _find(ctx, consultation, who) or _add(ctx, consultation, who)
    row.age_group = age_group(who.age) or who.told_group or row.age_group
    row.area = who.told_area or row.area
    row.channel = who.channel  # of what staff entered, the way it came can be corrected
    if who.is_resident is not None:
        row.is_resident = who.is_resident


def forget_participation(ctx: Context, consultation: Consultation, key: str) -> None:
    """Whoever has taken back all that they sent has not taken part, unless they support an idea."""
    ctx.session.flush()
    sent = select(Contribution.id).where(
        Contribution.process_id == consultation.id, Contribution.participant_key == key
    )
    supports = (
        select(Support.id)
        .join(Contribution, Contribution.id == Support.contribution_id)
        .where(Contribution.process_id == consultation.id, Support.supporter_key == key)
    )
    mine = (
        Participation.consultation_id == consultation.id,
        Participation.participant_key == key,
    )
    if ctx.session.scalar(sent.limit(1)) is None and ctx.session.scalar(supports.limit(1)) is None:
        ctx.session.execute(delete(Participation).where(*mine))


def _find(ctx: Context, consultation: Consultation, who: Participant) -> Participation | None:
    stmt = select(Participation).where(
        Participation.consultation_id == consultation.id,
        Participation.participant_key == who.key,
    )
    return ctx.session.scalar(stmt)


def _add(ctx: Context, consultation: Consultation, who: Participant) -> Participation:
    row = Participation(
        consultation_id=consultation.id,
        participant_key=who.key,
        basis=who.basis,
        channel=who.channel,
        first_on=end_of_day(ctx.now.astimezone(ZONE).date()),
    )
    try:
        with ctx.session.begin_nested():
            ctx.session.add(row)
    except IntegrityError:  # the same person, at the same moment, in another window
        found = _find(ctx, consultation, who)
        if found is None:
            raise
        return found
    return row
