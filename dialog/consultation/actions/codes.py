"""Codes of invitation: officials make them in batches and can take back those that nobody has used."""

from sqlalchemy import update

from dialog.consultation.models import Invitation, Stage
from dialog.consultation.queries.codes import code_hash, has_batch
from dialog.consultation.rules.codes import MOST_IN_A_BATCH, new_code, read_code
from dialog.core.context import Context
from dialog.core.db import add_many
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy


def make_codes(ctx: Context, stage: Stage, batch: str, number: int) -> list[str]:
    """So many new codes for the step. They are returned once; only their hashes are kept.

    Raises Faulty, also when there are codes of that name: a page that is sent twice makes no more.
    """
    ctx.require("consultation.make_codes", stage.consultation)
    ctx.lock(stage)
    name = tidy(batch)
    if not name:
        raise Faulty(_l("Skriv vilka koderna är till."), "batch")
    if not 1 <= number <= MOST_IN_A_BATCH:
        raise Faulty(_l("Skriv ett antal mellan 1 och 2 000."), "number")
    if has_batch(ctx, stage, name):
        raise Faulty(_l("Det finns redan koder med det namnet. Välj ett annat."), "batch")
    codes = [new_code() for _each in range(number)]
    rows = (
        {
            "stage_id": stage.id,
            "batch": name,
            "code_hash": code_hash(ctx, stage.consultation, read_code(code) or ""),
            "made_at": ctx.now,
        }
        for code in codes
    )
    add_many(ctx.session, Invitation, rows)
    ctx.record("consultation.make_codes", stage.consultation, stage=stage.id, number=number)
    return codes


def revoke_codes(ctx: Context, stage: Stage, batch: str) -> int:
    """Let nobody in by the codes of the batch that have not been used. Returns how many they were.

    Whoever has used theirs goes on.
    """
    ctx.require("consultation.revoke_codes", stage.consultation)
    unused = update(Invitation).where(
        Invitation.stage_id == stage.id,
        Invitation.batch == batch,
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    options = {"synchronize_session": False}
    done = ctx.session.execute(unused.values(revoked_at=ctx.now), execution_options=options)
    number = int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE has it
    ctx.record("consultation.revoke_codes", stage.consultation, stage=stage.id, number=number)
    return number
