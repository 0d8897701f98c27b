"""Who is in an organisation's room: inviting, letting in, changing and taking away; and coming in by a link."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
from dialog.remiss.actions import members as actions
from dialog.remiss.actions.members import Colleague, Rights
from dialog.remiss.forms.room import ColleagueForm, ConfirmForm, RightsForm
from dialog.remiss.models import Addressee, Member, Remiss
from dialog.remiss.queries.invitations import invited_colleague
from dialog.remiss.queries.members import ensure_inviter, find_member
from dialog.remiss.queries.rooms import Room, enter
from dialog.remiss.rules.approval import may_write
from dialog.remiss.rules.membership import LinkGone
from dialog.remiss.views import bp
from dialog.remiss.views.letters import gone_page, public_remiss
from dialog.remiss.views.staff import do
from dialog.web.errors import roll_back
from dialog.web.forms import Form
from dialog.web.request import here

ROOM = "/remisser/<int:id>/organisation/<int:addressee>"


def _entered(id: int, addressee: int) -> tuple[Remiss, Room]:
    """The room, for those who decide who is in it."""
    remiss = public_remiss(id)
    found = enter(here(), remiss, addressee)
    ensure_inviter(here(), found.addressee)
    return remiss, found


def ask(
    remiss: Remiss, addressee: Addressee, form: Form, act: Callable[[], object], **words: Any
) -> Any:
    """A form page of the room, which leads back to it."""
    back = url_for("remiss.room", id=remiss.id, addressee=addressee.id)
    given = {
        "back": "remiss.show",
        "cancel": back,
        "template": "remiss/room_form.html",
        "onward": lambda: redirect(back, 303),
        "trail": [(addressee.name, back)],
        "asks": [each.name for each in form],
        **words,
    }
    return do(remiss, form, act, **given)


@bp.route(f"{ROOM}/bjud-in", methods=["GET", "POST"])
def invite_colleague(id: int, addressee: int) -> Any:
    """By name and e-mail."""
    remiss, found = _entered(id, addressee)
    form = ColleagueForm()

    def act() -> None:
        colleague = Colleague(form.name.data, form.email.data, form.rights())
        actions.invite_colleague(here(), remiss, found.addressee, colleague)

    return ask(
        remiss,
        found.addressee,
        form,
        act,
        heading=_("Bjud in en kollega"),
        asks=["name", "email", "may_approve", "may_invite"],
        lead=_(
            "Kollegan får ett brev med en länk och loggar in med e-legitimation. Alla som kommer in kan läsa och skriva svaret."
        ),
        button=_("Skicka inbjudan"),
        saved=_("Inbjudan skickas. Länken gäller i 14 dagar och kan användas en gång."),
    )


@bp.post(f"{ROOM}/medlem/<int:member>/ny-lank")
def resend_link(id: int, addressee: int, member: int) -> Any:
    """A new link, instead of the old one."""
    remiss, found = _entered(id, addressee)
    row = find_member(here(), found.addressee, member)
    try:
        actions.resend_link(here(), remiss, found.addressee, row)
    except DomainError as refusal:
        roll_back()
        flash(str(refusal), "warning")
    else:
        flash(_("En ny länk skickas. Den gamla fungerar inte längre."), "success")
    return redirect(url_for(".room", id=id, addressee=addressee), 303)


@bp.route(f"{ROOM}/medlem/<int:member>", methods=["GET", "POST"])
def edit_member(id: int, addressee: int, member: int) -> Any:
    """What somebody may do."""
    remiss, found = _entered(id, addressee)
    row = find_member(here(), found.addressee, member)
    form = RightsForm(obj=row)
    return ask(
        remiss,
        found.addressee,
        form,
        lambda: actions.edit_member(here(), remiss, found.addressee, row, form.rights()),
        heading=_("Ändra vad %(name)s får göra") % {"name": row.name},
        button=_("Spara"),
    )


@bp.route(f"{ROOM}/medlem/<int:member>/slapp-in", methods=["GET", "POST"])
def let_in(id: int, addressee: int, member: int) -> Any:
    """Somebody who asked. The page shows who the e-identification says that they are."""
    remiss, found = _entered(id, addressee)
    row = find_member(here(), found.addressee, member)
    form = RightsForm()
    return ask(
        remiss,
        found.addressee,
        form,
        lambda: actions.let_in(here(), remiss, found.addressee, row, form.rights()),
        heading=_("Släpp in %(name)s") % {"name": row.name},
        lead=_(
            "Namnet kommer från personens e-legitimation. Släpp bara in någon som du vet svarar för er. Den som kommer in kan läsa och skriva svaret."
        ),
        button=_("Släpp in"),
        saved=_("Nu är personen insläppt."),
    )


@bp.route(f"{ROOM}/medlem/<int:member>/ta-bort", methods=["GET", "POST"])
def remove_member(id: int, addressee: int, member: int) -> Any:
    """Take away, take back, say no, or leave. The page asks first."""
    remiss = public_remiss(id)
    found = enter(here(), remiss, addressee)
    if found.me.id != member:
        ensure_inviter(here(), found.addressee)
    row = find_member(here(), found.addressee, member)
    is_me = row.id == found.me.id
    words = _leaving() if is_me else _removal(row)
    if is_me:
        words["onward"] = lambda: redirect(url_for(".show", id=id), 303)
    return ask(
        remiss,
        found.addressee,
        ConfirmForm(),
        lambda: actions.remove_member(here(), remiss, found.addressee, row),
        color="danger",
        **words,
    )


def _leaving() -> dict[str, Any]:
    return {
        "heading": _("Lämna svaret"),
        "lead": _(
            "Du kan inte läsa eller skriva svaret efteråt. Det du har skrivit finns kvar för de andra."
        ),
        "button": _("Lämna"),
        "saved": _("Du skriver inte längre på svaret."),
    }


def _removal(row: Member) -> dict[str, Any]:
    name = {"name": row.name}
    if row.joined_at is not None:
        return {
            "heading": _("Ta bort %(name)s") % name,
            "lead": _(
                "Personen kan inte längre läsa eller skriva svaret. Det gäller genast. Det som är skrivet finns kvar."
            ),
            "button": _("Ta bort"),
            "saved": _("Personen är borttagen."),
        }
    if row.asked_at is not None:
        return {
            "heading": _("Säg nej till %(name)s") % name,
            "lead": _("Personen kommer inte in."),
            "button": _("Säg nej"),
            "saved": _("Personen släpps inte in."),
        }
    return {
        "heading": _("Ta tillbaka inbjudan till %(name)s") % name,
        "lead": _("Länken slutar fungera genast, och vi glömmer adressen."),
        "button": _("Ta tillbaka"),
        "saved": _("Inbjudan är borttagen."),
    }


@bp.route("/remisser/<int:id>/kollega/<token>", methods=["GET", "POST"])
def join_as_colleague(id: int, token: str) -> Any:
    """Come in by the link that a colleague has let us send. It works once, so the page asks first."""
    remiss = public_remiss(id)
    try:
        member = invited_colleague(here(), remiss, token)
    except LinkGone:
        return gone_page(remiss)
    addressee = member.addressee
    if may_write(member):  # a double click, or the same letter again
        return redirect(url_for(".room", id=id, addressee=addressee.id), 303)
    return ask(
        remiss,
        addressee,
        ConfirmForm(),
        lambda: actions.join_as_colleague(here(), remiss, member),
        heading=_("Skriv svaret för %(name)s") % {"name": addressee.name},
        button=_("Gå in"),
        cancel=url_for(".show", id=id),
        trail=[],
        template="remiss/join_as_colleague.html",
        rights=Rights(member.may_approve, member.may_invite),
        saved=_("Nu kan du läsa och skriva svaret."),
    )
