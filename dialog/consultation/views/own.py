"""What I have written: in one consultation, known by login or by this browser, and on "My pages"."""

from flask import render_template, url_for

from dialog.consultation.models import Consultation, Idea
from dialog.consultation.queries import writing as queries
from dialog.consultation.rules.writing import CHANGEABLE
from dialog.consultation.views import bp
from dialog.consultation.views.taking_part import participant
from dialog.consultation.views.writing import Answer
from dialog.core.context import Context
from dialog.core.i18n import format_datetime
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.reasons import reason_of
from dialog.moderation.subjects import title_of
from dialog.moderation.views.own import decisions_about, knows_authors
from dialog.moderation.views.places import address_of
from dialog.process.models import Contribution
from dialog.process.rules import Publication
from dialog.process.views.browsers import is_known as is_known_here
from dialog.process.views.panels import Panel, Row, panel
from dialog.web.request import access, here

SAYS_WHY = {Publication.RETURNED, Publication.HIDDEN}


@bp.get("/medborgardialoger/<int:id>/mina-inlagg")
def my_contributions(id: int) -> Answer:
    """Ideas and comments of whoever asks, with where each stands, and why something was hidden."""
    ctx, consultation = here(), access(Consultation, id)
    is_known = is_known_here(consultation)
    found = queries.written_by(ctx, consultation, participant(consultation).key) if is_known else []
    decided = decisions_about(found)
    return render_template(
        "consultation/my_contributions.html",
        consultation=consultation,
        rows=[(each, _row(each), _reason(each), decided.get(each.id)) for each in found],
    )


@knows_authors("consultation")
def _key(consultation: Consultation) -> str:
    """What whoever asks is known by in the consultation; "" before they have sent anything."""
    return participant(consultation).key if is_known_here(consultation) else ""


@panel
def written(ctx: Context) -> Panel | None:
    """My ideas and comments in every consultation. Nobody but me can ask this."""
    found = queries.written_by_me(ctx)
    if not found:
        return None
    return Panel(_("Mina idéer och kommentarer"), [_row(each, about) for about, each in found], "")


def _row(thing: Contribution, about: Consultation | None = None) -> Row:
    links = [(_("Kvitto"), url_for("registry.receipt", number=thing.receipt_number))]
    if thing.publication in CHANGEABLE:
        links += [(_("Ändra"), _to("edit", thing)), (_("Dra tillbaka"), _to("withdraw", thing))]
    facts = [_("Skickad %(when)s") % {"when": format_datetime(thing.received_at)}]
    if about is not None:
        facts.insert(0, plain(about.title))
    return Row(
        title=f"{thing.kind_name}: {title_of(thing)}",
        href=_read(thing),
        language=thing.language,
        tags=[("publication", thing.publication.value, "")],
        comment=thing.refusal_text if thing.publication in SAYS_WHY else "",
        facts=facts,
        links=links,
    )


def _reason(thing: Contribution) -> object:
    is_hidden = thing.publication is Publication.HIDDEN and thing.refusal
    return reason_of(thing.refusal, "contribution") if is_hidden else None


def _read(thing: Contribution) -> str:
    """Where it can be read. What waits for a moderator is read on the receipt."""
    if not thing.is_public():
        return url_for("registry.receipt", number=thing.receipt_number)
    return address_of(thing)


def _to(verb: str, thing: Contribution) -> str:
    if isinstance(thing, Idea):
        return url_for(f"consultation.{verb}_idea", id=thing.process_id, idea=thing.id)
    return url_for(f"consultation.{verb}_comment", id=thing.process_id, comment=thing.id)
