"""The register of organisations that remisser are sent to."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import lazy_gettext as _l
from dialog.remiss.models import Organisation
from dialog.remiss.rules.addressees import Card, sound


def add_organisation(ctx: Context, card: Card) -> Organisation:
    """Put an organisation in the register. Raises Faulty, also when one of that name is there."""
    ctx.require("remiss.add_organisation")
    sane = sound(card)
    _ensure_new_name(ctx, sane.name)
    row = Organisation(added_at=ctx.now, **vars(sane))
    ctx.session.add(row)
    ctx.record("remiss.add_organisation", row)
    return row


def import_organisations(ctx: Context, cards: Sequence[Card]) -> tuple[int, int]:
    """Put many in the register at once. Those of the same name get what the lines say of them.

    Returns how many are new, and how many were changed.
    """
    ctx.require("remiss.import_organisations")
    known = {row.name.casefold(): row for row in ctx.session.scalars(select(Organisation))}
    new, changed = 0, 0
    for card in map(sound, cards):
        row = known.get(card.name.casefold())
        if row is None:
            row = Organisation(added_at=ctx.now, **vars(card))
            ctx.session.add(row)
            known[card.name.casefold()] = row
            new += 1
        else:
            changed += _fill(row, card)
        ctx.session.flush()
        ctx.record("remiss.import_organisations", row)
    return new, changed


def _fill(row: Organisation, card: Card) -> bool:
    """What a line leaves out stays as it was; one that was put away comes back."""
    given = {
        name: value for name, value in vars(card).items() if value and name not in {"name", "sort"}
    }
    changes = {name: value for name, value in given.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    is_back, row.is_retired = row.is_retired, False
    return bool(changes) or is_back


def edit_organisation(ctx: Context, organisation: Organisation, card: Card) -> None:
    """Change what the register holds. Remisser that have been sent keep their own name and address."""
    ctx.require("remiss.edit_organisation")
    ctx.lock(organisation)
    sane = sound(card)
    if sane.name.casefold() != organisation.name.casefold():
        _ensure_new_name(ctx, sane.name)
    for name, value in vars(sane).items():
        setattr(organisation, name, value)
    ctx.record("remiss.edit_organisation", organisation)


def retire_organisation(ctx: Context, organisation: Organisation) -> None:
    """Offer it no longer for new remisser. What it has answered stays."""
    ctx.require("remiss.retire_organisation")
    organisation.is_retired = True
    ctx.record("remiss.retire_organisation", organisation)


def restore_organisation(ctx: Context, organisation: Organisation) -> None:
    """Offer it again."""
    ctx.require("remiss.restore_organisation")
    organisation.is_retired = False
    ctx.record("remiss.restore_organisation", organisation)


def _ensure_new_name(ctx: Context, name: str) -> None:
    names = ctx.session.scalars(select(Organisation.name))
    if name.casefold() in {each.casefold() for each in names}:
        raise Faulty(_l("Det finns redan en organisation med det namnet."), "name")
