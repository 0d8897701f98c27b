"""How those who do not log in are let in: by an address that they confirm, or by a code."""

from dataclasses import dataclass

from dialog.consultation.models import Consultation, Pass
from dialog.consultation.queries import codes
from dialog.consultation.rules.admission import Basis
from dialog.consultation.rules.codes import MOST_WRONG, read_code
from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.i18n import lazy_gettext as _l
from dialog.identity import limits
from dialog.identity.limits import TooManySent
from dialog.identity.rules import SENT_COUNTED_FOR, token_hash, whole_hour
from dialog.notification import addresses
from dialog.notification.addresses import Asked
from dialog.notification.models import AddressCheck
from dialog.process.rules import end_of_day

WRONG_CODES = "wrong codes"  # what is counted for each network


@dataclass(frozen=True)
class GivenCode:
    """What somebody typed, the token that their browser will hold, and whence it came."""

    code: str
    token: str
    network: str


def ask_pass(ctx: Context, consultation: Consultation, asked: Asked) -> None:
    """Send a link that lets whoever has the address in. Raises identity.limits.TooManySent.

    The answer is the same whether the address is known, has had many links, or does not exist.
    """
    ctx.require("consultation.ask_pass", consultation)
    check = addresses.ask(ctx, consultation, "consultation.ask_pass", asked)
    if check is not None:
        ctx.record("consultation.ask_pass", check, attributed=False)


def confirm_address(
    ctx: Context, consultation: Consultation, check: AddressCheck, token: str
) -> None:
    """Let a browser in: the link in the letter has been used. On another device it is the same person."""
    ctx.require("consultation.confirm_address", consultation)
    addresses.confirm(ctx, check)
    _let_in(ctx, consultation, token, basis=Basis.EMAIL, holder_key=check.address_key)
    ctx.record("consultation.confirm_address", consultation, attributed=False)


def use_code(ctx: Context, consultation: Consultation, given: GivenCode) -> None:
    """Let a browser in by a code. On another device the same code is the same person.

    Raises Faulty, which does not tell what is wrong with the code, and TooManySent after many such.
    """
    ctx.require("consultation.use_code", consultation)
    if limits.sent(ctx, WRONG_CODES, given.network) >= MOST_WRONG:
        raise TooManySent(whole_hour(ctx.now) + SENT_COUNTED_FOR)
    code = read_code(given.code)
    invitation = codes.living_code(ctx, consultation, code) if code else None
    if code is None or invitation is None:
        raise Faulty(_l("Koden stämmer inte. Kontrollera den och skriv den igen."), "code")
    if invitation.used_at is None:
        invitation.used_at = end_of_day(ctx.now.astimezone(ZONE).date())
    key = codes.holder_key(ctx, consultation, code)
    entrance = {"basis": Basis.CODE, "holder_key": key, "stage_id": invitation.stage_id}
    _let_in(ctx, consultation, given.token, **entrance)
    ctx.record("consultation.use_code", consultation, attributed=False)


def _let_in(ctx: Context, consultation: Consultation, token: str, **entrance: object) -> None:
    ctx.session.add(
        Pass(
            consultation_id=consultation.id,
            token_hash=token_hash(token),
            made_at=ctx.now,
            **entrance,
        )
    )
