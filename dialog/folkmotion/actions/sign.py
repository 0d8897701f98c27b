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
from dialog.folkmotion.rules import Stance
from dialog.identity.queries import is_registered
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


def sign(ctx: Context, folkmotion: Folkmotion, act: Act) -> Signature:
    """Add one name. Touches no shared row, so a thousand people can do it at the same moment.

    Raises NotOpen, TextChanged, NotEligible or AlreadySigned.
    """
    ctx.require("folkmotion.sign", folkmotion)
    rules.ensure_open(folkmotion.publication, folkmotion.window(ctx.now))
    rules.ensure_stance(folkmotion.rules, act.stance)
    if act.text_number != folkmotion.texts[-1].number:
        raise rules.TextChanged(_l("Texten har ändrats. Läs den igen innan du skriver under."))
    eligibility = rules.eligibility(
        folkmotion.rules["ef.who_may_support"],
        has_coordination_number=ctx.actor.has_coordination_number,
        is_registered=is_registered(ctx, ctx.actor.key),
    )
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
        signer_key=queries.signer_key(ctx, folkmotion),
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
    return signature


def unsign(ctx: Context, folkmotion: Folkmotion) -> None:
    """Take one's own name back while names are collected. What remains tells nothing of the person."""
    ctx.require("folkmotion.unsign", folkmotion)
    rules.ensure_open(folkmotion.publication, folkmotion.window(ctx.now))
    signature = queries.my_signature(ctx, folkmotion)
    if signature is None:
        raise rules.NotReady(_l("Du har inte skrivit under den här folkmotionen."))
    signature.signer_key = f"withdrawn:{signature.receipt_number}"
    signature.sealed = None
    signature.shown_name = ""
    signature.wants_letters = False
    signature.withdrawn_at = signature.changed_at = ctx.now
    ctx.record("folkmotion.unsign", folkmotion, attributed=False)


def _seal_signer(ctx: Context, folkmotion: Folkmotion) -> bytes:
    content = json.dumps({"person": ctx.actor.id}).encode()
    return seal(queries.process_key(ctx, folkmotion), content, "signer")
