"""Pages of the author: the steps of a proposal, until it is sent in or taken back."""

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.folkmotion import rules
from dialog.folkmotion.actions import propose as actions
from dialog.folkmotion.actions.propose import Proposal
from dialog.folkmotion.forms import propose as forms
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries import propose as queries
from dialog.folkmotion.views import bp
from dialog.identity.kept import forget_kept, was_kept
from dialog.moderation.queries.decisions import in_force
from dialog.moderation.reasons import REASONS
from dialog.process.forms.writing import ALIAS, LANGUAGES, MY_NAME, NOBODY
from dialog.process.rules import AREA_NAMES, EDITABLE, PUBLICATION, Publication, last_day
from dialog.process.views.cards import card
from dialog.registry.queries import latest_receipt
from dialog.tenancy.queries import rules_now
from dialog.web.request import access, allow, here

SAVE = "spara"
REFUSED = 409


@dataclass(frozen=True)
class Step:
    """One page of the wizard."""

    title: Any
    lead: Any
    form: type[forms.Draft] | None = None


STEPS = (
    Step(_l("Vad föreslår du?"), _l("Föreslå en sak. Du kan ändra allt senare."), forms.Opening),
    Step(_l("Text och skäl"), _l("Det här är texten som andra skriver under."), forms.Wording),
    Step(_l("Ämne och namn"), _l("Så blir förslaget lätt att hitta."), forms.Placing),
    Step(
        _l("Liknande förslag"),
        _l("Se efter om någon redan har föreslagit samma sak."),
    ),
    Step(_l("Granska och skicka in"), ""),
)
LABELS = [step.title for step in STEPS]
NAMES, ALIKE, REVIEW = 3, 4, 5


@bp.route("/folkmotioner/ny", methods=["GET", "POST"])
def create() -> Any:
    """Step 1 of a new proposal. Sending it begins a draft."""
    allow()
    ctx = here()
    try:
        queries.ensure_may_propose(ctx)
    except DomainError as error:
        kind = type(error).__name__
        return render_template("folkmotion/cannot_propose.html", reason=error, kind=kind), REFUSED
    form = forms.Opening()
    if form.validate_on_submit():
        folkmotion = queries.begun_with(ctx, form.once.data or "")
        wording = form.wording()
        if folkmotion is None:
            proposal = Proposal(**wording, body="")
            folkmotion = actions.create(ctx, proposal, once=form.once.data or "")
        elif folkmotion.publication in EDITABLE:  # sent again, perhaps with other words
            actions.edit(ctx, folkmotion, replace(proposal_of(folkmotion), **wording))
        forget_kept()
        return redirect(_after(folkmotion, 1), 303)
    form.once.data = form.once.data or secrets.token_urlsafe()
    return _page("folkmotion/create.html", form, step=STEPS[0])


def proposal_of(folkmotion: Folkmotion) -> Proposal:
    """What the author has written so far."""
    text = folkmotion.texts[-1]
    return Proposal(
        title=text.title,
        summary=text.summary,
        body=text.body,
        reasons=text.reasons,
        area=folkmotion.area,
        tags=tuple(folkmotion.tags),
        language=folkmotion.language,
        author_name=folkmotion.author_name,
    )


@bp.route("/folkmotioner/<int:id>/redigera", methods=["GET", "POST"])
def edit(id: int) -> Any:
    """Steps 1 to 4 of a draft, or of a proposal that a moderator has sent back."""
    folkmotion = access(Folkmotion, id)
    if folkmotion.publication not in EDITABLE:
        return redirect(url_for(".preview", id=id), 303)
    number = _asked_step()
    if number == ALIKE:
        return _show_alike(folkmotion)
    form = _form(folkmotion, number)
    if SAVE in request.form:
        form.forgive()
    if form.validate_on_submit():
        wording = form.wording()
        if isinstance(form, forms.Placing):
            wording["author_name"] = form.chosen_name(here().actor.name)
        actions.edit(here(), folkmotion, replace(proposal_of(folkmotion), **wording))
        forget_kept()
        return redirect(_after(folkmotion, number), 303)
    return _page("folkmotion/edit.html", form, **_frame(folkmotion, number))


def _asked_step() -> int:
    asked = request.args.get("steg", default=1, type=int)
    return min(max(asked, 1), ALIKE)


def _form(folkmotion: Folkmotion, number: int) -> forms.Draft:
    kind = STEPS[number - 1].form or forms.Opening
    written = proposal_of(folkmotion)
    given = {**vars(written), "tags": ", ".join(written.tags)}
    actor = here().actor
    if number == NAMES:
        given |= _name_choice(folkmotion, written.author_name)
    form: forms.Draft = kind(data=given)
    if isinstance(form, forms.NamedForm):
        form.offer(actor.name, is_allowed=rules_now(here())["privacy.public_names"])
    return form


def _name_choice(folkmotion: Folkmotion, name: str) -> dict[str, str]:
    """Which choice the name that is stored stands for."""
    if not name:
        return {"shown": NOBODY if folkmotion.area else ""}  # not asked yet
    if name == here().actor.name:
        return {"shown": MY_NAME}
    return {"shown": ALIAS, "alias": name}


def _after(folkmotion: Folkmotion, number: int) -> str:
    """Where a step leads: to the next one, or home when the author wants to go on later."""
    if SAVE in request.form:
        flash(_("Utkastet är sparat. Du hittar det här på Mina sidor."), "success")
        return url_for("process.my_pages")
    return url_for(".edit", id=folkmotion.id, steg=number + 1)


def _frame(folkmotion: Folkmotion, number: int) -> dict[str, Any]:
    hrefs = [url_for(".edit", id=folkmotion.id, steg=n) for n in range(1, REVIEW)]
    hrefs.append(url_for(".preview", id=folkmotion.id))
    return {
        "folkmotion": folkmotion,
        "number": number,
        "step": STEPS[number - 1],
        "labels": LABELS,
        "hrefs": hrefs,
    }


def _page(template: str, form: forms.Draft, **more: Any) -> Any:
    """A step with its form; 422 when something in it must be put right."""
    more = {"number": 1, "labels": LABELS, "hrefs": None, "restored": was_kept(form)} | more
    return render_template(template, form=form, **more), 422 if form.errors else 200


def _show_alike(folkmotion: Folkmotion) -> str:
    """Step 4: what others have proposed, and who is to be invited."""
    ctx = here()
    current = rules_now(ctx)
    found = queries.similar_to(ctx, folkmotion.texts[-1])
    months = current["ef.duplicate_block_months"]
    return render_template(
        "folkmotion/edit.html",
        form=None,
        alike=[(card(each, ctx.now), each, _blocked(each, months)) for each in found],
        open_now={
            each.id for each in found if rules.is_open(each.publication, each.window(ctx.now))
        },
        needed=current["ef.co_proposers"],
        **_frame(folkmotion, ALIKE),
    )


def _blocked(folkmotion: Folkmotion, months: int) -> date | None:
    """Until when the same matter may not be raised again; None when it may."""
    if folkmotion.publication is Publication.REJECTED or folkmotion.published_at is None:
        return None
    return rules.blocked_until(folkmotion.published_at, months, here().now)


@bp.get("/folkmotioner/<int:id>/granska")
def preview(id: int) -> Any:
    """Step 5: the whole proposal as it will be, and what is missing."""
    folkmotion = access(Folkmotion, id)
    current = rules_now(here())
    return render_template(
        "folkmotion/preview.html",
        form=forms.Confirmation(),
        text=folkmotion.texts[-1],
        rules=current,
        reason=REASONS.get(folkmotion.refusal),
        decision=in_force(here(), folkmotion),
        review_day=last_day(folkmotion.review_due_at) if folkmotion.review_due_at else None,
        area=AREA_NAMES.get(folkmotion.area, ""),
        spoken=LANGUAGES.get(folkmotion.language, folkmotion.language),
        missing=_missing(folkmotion, current["ef.co_proposers"]),
        receipt=latest_receipt(here(), "folkmotion.submit", folkmotion),
        is_editable=folkmotion.publication in EDITABLE,
        **_frame(folkmotion, REVIEW),
    )


def _missing(folkmotion: Folkmotion, co_proposers: int) -> list[tuple[str, str]]:
    """What must be done before it can be sent in: words and where."""
    text, lacking = folkmotion.texts[-1], []

    def step(number: int) -> str:
        return url_for(".edit", id=folkmotion.id, steg=number)

    if not (text.title and text.summary):
        lacking.append((_("Skriv rubrik och sammanfattning."), step(1)))
    if not text.body:
        lacking.append((_("Skriv förslagets text."), step(2)))
    if not folkmotion.area:
        lacking.append((_("Välj ämne, och om ditt namn ska synas."), step(3)))
    if len(folkmotion.co_proposers) < co_proposers:
        lacking.append((_("Bjud in medförslagsställare."), url_for(".invite", id=folkmotion.id)))
    if text.received_at is not None and folkmotion.publication is Publication.RETURNED:
        lacking.append((_("Ändra det som kommunen skriver om."), step(1)))
    return lacking


@bp.route("/folkmotioner/<int:id>/skicka-in", methods=["GET", "POST"])
def submit(id: int) -> Any:
    """Send in. Doing it twice leads to the same receipt."""
    folkmotion = access(Folkmotion, id)
    if request.method == "GET":  # after a lost login, or the back button
        return redirect(url_for(".preview", id=id), 303)
    known = latest_receipt(here(), "folkmotion.submit", folkmotion)
    if known is not None and folkmotion.publication is Publication.SUBMITTED:
        return redirect(url_for("registry.receipt", number=known.number), 303)
    receipt = actions.submit(here(), folkmotion)
    flash(_("Förslaget är inskickat. Det här är ditt kvitto."), "success")
    return redirect(url_for("registry.receipt", number=receipt.number), 303)


@bp.route("/folkmotioner/<int:id>/dra-tillbaka", methods=["GET", "POST"])
def withdraw(id: int) -> Any:
    """Ask whether the author means it, and take the proposal back."""
    folkmotion = access(Folkmotion, id)
    form = forms.Confirmation()
    done = folkmotion.publication is Publication.WITHDRAWN
    if form.validate_on_submit() and not done:
        actions.withdraw(here(), folkmotion)
        done = True
    if done:
        flash(_("Du har dragit tillbaka förslaget ”%(title)s”.") % {"title": folkmotion.title})
        return redirect(url_for("process.my_pages"), 303)
    can_withdraw = PUBLICATION.allows(folkmotion.publication, "withdraw")
    page = render_template(
        "folkmotion/withdraw.html", form=form, folkmotion=folkmotion, can_withdraw=can_withdraw
    )
    return page, 200 if can_withdraw else REFUSED
