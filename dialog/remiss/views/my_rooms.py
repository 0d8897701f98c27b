"""The organisations that I answer for, on "My pages"."""

from flask import url_for

from dialog.core.context import Context
from dialog.core.i18n import format_date
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.process.views.panels import Panel, Row, panel
from dialog.remiss.models import Member
from dialog.remiss.queries.addressees import last_day
from dialog.remiss.queries.members import my_rooms


@panel
def my_organisations(ctx: Context) -> Panel | None:
    """Every room that I am a member of. Nobody but me can ask this."""
    found = [each for each in my_rooms(ctx) if each.addressee.remiss.is_public()]
    if not found:
        return None
    return Panel(_("Organisationer som jag svarar för"), [_row(each) for each in found], "")


def _row(member: Member) -> Row:
    addressee, remiss = member.addressee, member.addressee.remiss
    facts = [plain(remiss.title)]
    if last := last_day(addressee):
        facts.append(_("Svara senast %(day)s") % {"day": format_date(last)})
    return Row(
        title=addressee.name,
        href=url_for("remiss.room", id=remiss.id, addressee=addressee.id),
        language=remiss.language,
        next=_next(member),
        facts=facts,
    )


def _next(member: Member) -> str:
    addressee = member.addressee
    if addressee.answered_at is not None:
        return _("Svaret är skickat.")
    if addressee.declined_at is not None:
        return _("Ni har avstått från att svara.")
    return _("Ni har inte skickat något svar än.")
