"""Being let in without a login: by an address that one confirms, or by a code."""

from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from dialog.consultation.actions import doors as actions
from dialog.consultation.actions.doors import WRONG_CODES, GivenCode
from dialog.consultation.forms.doors import AddressForm, CodeForm
from dialog.consultation.models import Consultation
from dialog.consultation.rules.admission import Who
from dialog.consultation.views import bp
from dialog.core.errors import Faulty
from dialog.core.i18n import current_locale
from dialog.identity import limits
from dialog.identity.limits import TooManySent
from dialog.identity.rules import local_path, network_of
from dialog.notification import addresses
from dialog.notification.addresses import Asked, LinkTooOld
from dialog.process.views.browsers import give_token, new_token, robot_page
from dialog.web.apart import keep_apart
from dialog.web.errors import roll_back
from dialog.web.forms import blame
from dialog.web.request import access, here

Answer = str | tuple[str, int] | Response


@bp.route("/medborgardialoger/<int:id>/epost", methods=["GET", "POST"])
def ask_pass(id: int) -> Answer:
    """Write an address and get a link there. The answer is the same for every address."""
    consultation = _with_door(id, Who.EMAIL)
    form: AddressForm = AddressForm()
    refusal: TooManySent | None = None
    if form.is_submitted() and form.is_robot():
        return robot_page(consultation)
    if form.validate_on_submit():
        try:
            actions.ask_pass(here(), consultation, _asked(consultation, form))
        except TooManySent as error:
            roll_back()
            refusal = error
        else:
            return redirect(url_for(".ask_pass", id=id, skickat="ja"), 303)
    page = render_template(
        "consultation/ask_pass.html",
        consultation=consultation,
        form=form,
        refusal=refusal,
        is_sent="skickat" in request.args and not form.is_submitted(),
        back=_back(consultation),
    )
    return page, _status(form, refusal)


def _asked(consultation: Consultation, form: AddressForm) -> Asked:
    return Asked(
        email=form.email.data or "",
        path=f"/medborgardialoger/{consultation.id}/in/",
        back=_back(consultation),
        locale=current_locale(),
        network=request.remote_addr or "",
        wants_letters=bool(form.wants_letters.data),
    )


@bp.route("/medborgardialoger/<int:id>/in/<token>", methods=["GET", "POST"])
def confirm_address(id: int, token: str) -> Answer:
    """The link in the letter. Looking changes nothing, since mail scanners look; the button does."""
    consultation = access(Consultation, id)
    try:
        check = addresses.find(here(), consultation, "consultation.ask_pass", token)
    except LinkTooOld:
        page = render_template("consultation/link_too_old.html", consultation=consultation)
        return page, HTTPStatus.NOT_FOUND
    if request.method == "POST":
        mine = new_token()
        actions.confirm_address(here(), consultation, check, mine)
        give_token(consultation, mine)
        return redirect(check.back or url_for(".show", id=id), 303)
    return render_template("consultation/confirm_address.html", consultation=consultation)


@bp.route("/medborgardialoger/<int:id>/kod", methods=["GET", "POST"])
def use_code(id: int) -> Answer:
    """Type the code from an invitation."""
    consultation = _with_door(id, Who.INVITED)
    form: CodeForm = CodeForm()
    refusal: TooManySent | None = None
    if form.is_submitted() and form.is_robot():
        return robot_page(consultation)
    if form.validate_on_submit():
        given = GivenCode(form.code.data or "", new_token(), network_of(request.remote_addr or ""))
        try:
            actions.use_code(here(), consultation, given)
        except Faulty as fault:
            keep_apart(lambda ctx: limits.count(ctx, WRONG_CODES, given.network))
            blame(form, fault)
        except TooManySent as error:
            roll_back()
            refusal = error
        else:
            give_token(consultation, given.token)
            return redirect(_back(consultation), 303)
    page = render_template(
        "consultation/use_code.html",
        consultation=consultation,
        form=form,
        refusal=refusal,
        back=_back(consultation),
    )
    return page, _status(form, refusal)


def _with_door(id: int, who: Who) -> Consultation:
    """The consultation, if any of its steps is entered that way."""
    consultation = access(Consultation, id)
    if all(stage.who is not who for stage in consultation.stages):
        abort(404)
    return consultation


def _back(consultation: Consultation) -> str:
    """Where the person was: a page of this consultation."""
    home = url_for(".show", id=consultation.id)
    path = local_path(request.args.get("till"), home)
    return path if path == home or path.startswith((f"{home}/", f"{home}?")) else home


def _status(form: AddressForm | CodeForm, refusal: TooManySent | None) -> int:
    if refusal is not None:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
