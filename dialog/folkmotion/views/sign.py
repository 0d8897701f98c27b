"""Signing, and taking one's name back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask import session as cookie

from dialog.core.context import Context
from dialog.core.errors import DomainError, NotFound
from dialog.core.i18n import current_locale
from dialog.core.i18n import gettext as _
from dialog.core.text import markdown, plain
from dialog.folkmotion import rules
from dialog.folkmotion.actions import sign as actions
from dialog.folkmotion.actions.sign import Act
from dialog.folkmotion.forms.propose import Confirmation
from dialog.folkmotion.forms.sign import Signing
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.queries import my_signature
from dialog.folkmotion.queries import sign as queries
from dialog.folkmotion.rules import Stance
from dialog.folkmotion.views import bp
from dialog.identity.acts import CompletedAct, NewAct, completes
from dialog.identity.kept import was_kept
from dialog.identity.login import start_act
from dialog.identity.queries import person_by_key, reveal
from dialog.tenancy.pages import default_text
from dialog.tenancy.queries import municipality
from dialog.web.request import access, here

KIND = "folkmotion.sign"
REFUSED, UNFINISHED = 409, 422


@bp.route("/folkmotioner/<int:id>/skriv-under", methods=["GET", "POST"])
def sign(id: int) -> Any:
    """The exact text, the choices, and the way to the e-legitimation."""
    folkmotion = access(Folkmotion, id)
    signature = my_signature(here(), folkmotion)
    if signature is not None:
        return _already(folkmotion, signature)
    obstacle = _obstacle(folkmotion)
    if obstacle is not None:
        return _cannot(folkmotion, obstacle)
    text = folkmotion.texts[-1]
    form = _form(folkmotion)
    if form.is_submitted() and form.text_number.data != str(text.number):
        form.form_errors.append(_("Texten har ändrats. Läs den igen innan du skriver under."))
        form.text_number.data = str(text.number)
    elif form.validate_on_submit():
        return start_act(_act(folkmotion, form))
    page = render_template(
        "folkmotion/sign.html",
        folkmotion=folkmotion,
        text=folkmotion.shown(text),
        form=form,
        restored=was_kept(form),
        info=markdown(default_text("skriv-under-info", current_locale())),
    )
    return page, UNFINISHED if form.errors else 200


def _form(folkmotion: Folkmotion) -> Signing:
    ctx = here()
    me = person_by_key(ctx, ctx.actor.key) if ctx.actor.id else None
    form: Signing = Signing(
        data={
            "text_number": folkmotion.texts[-1].number,
            "email": reveal(ctx, me.sealed_email, "email") if me else "",
            "letters": me.wants_letters if me else True,
        },
    )
    form.offer(_statements(folkmotion))
    return form


def _statements(folkmotion: Folkmotion) -> dict[Stance, str]:
    """What can be signed, in whole sentences. The chosen one is part of the record."""
    words = {"title": plain(folkmotion.title), "place": municipality(here().session).name}
    offered = {
        Stance.FOR: _("Jag ställer mig bakom folkmotionen ”%(title)s” till %(place)s.") % words
    }
    if folkmotion.rules["ef.votes_against_allowed"]:
        offered[Stance.AGAINST] = _("Jag är emot folkmotionen ”%(title)s” till %(place)s.") % words
    return offered


def _act(folkmotion: Folkmotion, form: Signing) -> NewAct:
    text, stance = folkmotion.texts[-1], form.chosen_stance()
    statement = _statements(folkmotion)[stance]
    return NewAct(
        kind=KIND,
        record={
            "municipality": municipality(here().session).slug,
            "folkmotion": folkmotion.id,
            "text_number": text.number,
            "text_hash": text.hash,
            "stance": stance.value,
            "statement": statement,
        },
        next_path=url_for(".sign", id=folkmotion.id),
        payload=form.payload(),
        level=folkmotion.rules["ef.identity_level"],
        message={current_locale(): statement},
    )


@completes(KIND)
def complete_sign(ctx: Context, act: CompletedAct) -> str:
    """The person has come back from the identity provider: the name is added."""
    folkmotion = queries.to_sign(ctx, act.record["folkmotion"])
    if folkmotion is None:
        raise NotFound(_("Folkmotionen finns inte."))
    signature = actions.sign(
        ctx,
        folkmotion,
        Act(
            text_number=act.record["text_number"],
            record_hash=act.record_hash,
            statement=act.record["statement"],
            stance=Stance(act.record["stance"]),
            shown_name=ctx.actor.name if act.payload["shows_name"] else "",
            wants_letters=act.payload["wants_letters"],
            email=act.payload["email"],
        ),
    )
    flash(_("Tack! Du har skrivit under. Det här är ditt kvitto."), "success")
    return url_for("registry.receipt", number=signature.receipt_number)


def _obstacle(folkmotion: Folkmotion) -> DomainError | None:
    """Why the person cannot sign, as far as is known now; None when nothing is known against it."""
    ctx = here()
    try:
        rules.ensure_open(folkmotion.publication, folkmotion.window(ctx.now))
        if ctx.actor.id is not None:
            queries.ensure_may_sign(ctx, folkmotion)
    except DomainError as error:
        return error
    return None


def _cannot(folkmotion: Folkmotion, obstacle: DomainError) -> Any:
    """A page of its own that says why, and what one can do."""
    cookie.pop("_flashes", None)  # the login may have said the same already
    window = folkmotion.window(here().now)
    page = render_template(
        "folkmotion/cannot_sign.html",
        folkmotion=folkmotion,
        obstacle=obstacle,
        kind=type(obstacle).__name__,
        window=window.value,
        last_day=folkmotion.last_day(),
    )
    return page, REFUSED


def _already(folkmotion: Folkmotion, signature: Signature) -> Any:
    """Whoever has signed sees it, with the receipt and the way back."""
    if request.method == "POST":
        return redirect(url_for(".sign", id=folkmotion.id), 303)
    cookie.pop("_flashes", None)
    return render_template(
        "folkmotion/signed.html",
        folkmotion=folkmotion,
        signature=signature,
        is_open=rules.is_open(folkmotion.publication, folkmotion.window(here().now)),
    )


@bp.route("/folkmotioner/<int:id>/ta-tillbaka", methods=["GET", "POST"])
def unsign(id: int) -> Any:
    """Ask whether the person means it, and take the name back."""
    folkmotion = access(Folkmotion, id)
    signature = my_signature(here(), folkmotion)
    if signature is None:
        return redirect(url_for(".sign", id=id), 303)
    form = Confirmation()
    number = signature.receipt_number
    if form.validate_on_submit():
        actions.unsign(here(), folkmotion)
        flash(_("Ditt namn är tillbakataget."), "success")
        return redirect(url_for("registry.receipt", number=number), 303)
    is_open = rules.is_open(folkmotion.publication, folkmotion.window(here().now))
    page = render_template(
        "folkmotion/unsign.html",
        form=form,
        folkmotion=folkmotion,
        signature=signature,
        is_open=is_open,
    )
    return page, 200 if is_open else REFUSED
