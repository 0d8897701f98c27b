"""Signing: one person, one name, decided by the database and by nothing else."""

import json
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.keys import seal
from dialog.core.text import tidy
from dialog.folkmotion import queries, rules
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries.sign import ensure_may_sign, withdrawn_key
from dialog.folkmotion.rules import Stance
from dialog.identity.models import Person
from dialog.identity.queries import hide
from dialog.process.queries.keys import own_key, process_key
from dialog.registry.records import Received, issue_receipt


@dataclass(frozen=True)
class Act:
    """What a person did when signing: which text, for or against, and the hash of the record.

    `record_hash` is the SHA-256 that the identity provider's signature covers (SAML.md 5.2 b).
    """

    text_number: int
    record_hash: str
    statement: str
    stance: Stance = Stance.FOR
    shown_name: str = ""
    wants_letters: bool = True
    email: str = ""  # where to send them, if the person has told


def sign(ctx: Context, folkmotion: Folkmotion, act: Act) -> Signature:
    """Add one name. Touches no shared row, so a thousand people can do it at the same moment.

    Raises NotOpen, TextChanged, NotEligible, WrongLevel or AlreadySigned.
    """
    ctx.require("folkmotion.sign", folkmotion)
    rules.ensure_open(folkmotion.publication, folkmotion.window(ctx.now))
    rules.ensure_stance(folkmotion.rules, act.stance)
    if act.text_number != folkmotion.texts[-1].number:
        raise rules.TextChanged(_l("Texten har ändrats. Läs den igen innan du skriver under."))
    eligibility = ensure_may_sign(ctx, folkmotion)
    if queries.my_signature(ctx, folkmotion) is not None:
        raise rules.AlreadySigned(_l("Du har redan skrivit under den här folkmotionen."))
    receipt = issue_receipt(
        ctx,
        "folkmotion.sign",
        folkmotion,
        Received(act.text_number, act.record_hash, act.statement),
    )
    signature = Signature(
        folkmotion_id=folkmotion.id,
        signer_key=own_key(ctx, folkmotion),
        stance=act.stance,
        eligibility=eligibility,
        shown_name=tidy(act.shown_name),
        text_number=act.text_number,
        receipt_number=receipt.number,
        sealed=_seal_signer(ctx, folkmotion),
        wants_letters=act.wants_letters,
        signed_at=ctx.now,
        changed_at=ctx.now,
    )
    ctx.session.add(signature)
    try:
        ctx.record("folkmotion.sign", folkmotion, attributed=False, text=act.text_number)
        ctx.session.flush()
    except IntegrityError as error:  # the same person, at the same moment, in another window
        raise rules.AlreadySigned(_l("Du har redan skrivit under den här folkmotionen.")) from error
    _remember_address(ctx, act)
    return signature


def unsign(ctx: Context, folkmotion: Folkmotion) -> None:
    """Take one's own name back while names are collected. What remains tells nothing of the person."""
    ctx.require("folkmotion.unsign", folkmotion)
    rules.ensure_open(folkmotion.publication, folkmotion.window(ctx.now))
    signature = queries.my_signature(ctx, folkmotion)
    if signature is None:
        raise rules.NotReady(_l("Du har inte skrivit under den här folkmotionen."))
    signature.signer_key = withdrawn_key(signature.receipt_number)
    signature.sealed = None
    signature.shown_name = ""
    signature.wants_letters = False
    signature.withdrawn_at = signature.changed_at = ctx.now
    ctx.record("folkmotion.unsign", folkmotion, attributed=False)


def _remember_address(ctx: Context, act: Act) -> None:
    """Whoever leaves an address wants letters, also if they once said no."""
    if act.email:
        person = ctx.session.get_one(Person, ctx.actor.id)
        person.sealed_email, person.wants_letters = hide(ctx, act.email, "email"), True


def _seal_signer(ctx: Context, folkmotion: Folkmotion) -> bytes:
    content = json.dumps({"person": ctx.actor.id}).encode()
    return seal(process_key(ctx, folkmotion), content, "signer")
