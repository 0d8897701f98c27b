"""What publication needs to know: what is missing, and the words to keep and to find it by."""

from collections.abc import Sequence

from sqlalchemy import select

from dialog.core.canonical import digest
from dialog.core.context import Context
from dialog.core.i18n import SOURCE, speaking
from dialog.core.i18n import lazy_gettext as _l
from dialog.process.models import ProcessText
from dialog.process.queries.record import as_text, keep_said
from dialog.process.rules.golive import Missing
from dialog.process.search import IN_TITLE, index
from dialog.remiss.models import Remiss, RemissVersion, Section, Statement
from dialog.remiss.queries.document import shown_version, version_in_work
from dialog.remiss.rules import golive
from dialog.remiss.rules.golive import Dates, Document
from dialog.remiss.rules.oddities import has_personal_number
from dialog.tenancy.queries import rules_now

SAID = (
    ("concerns", _l("Vem berörs?")),
    ("asks_for", _l("Det här ska svaren handla om")),
    ("decided_by", _l("Vem beslutar?")),
    ("decision_when", _l("När fattas beslutet?")),
    ("feedback_how", _l("Så får du veta vad det blev av svaren")),
    ("short_reason", _l("Därför är tiden kortare än vanligt")),
)


def min_days(ctx: Context, remiss: Remiss) -> int:
    """On how many days one must be able to answer: by the rule that it runs under, else by today's."""
    rules = remiss.rules or rules_now(ctx)
    return int(rules["remiss.min_days"])


def may_show_names(ctx: Context, remiss: Remiss) -> bool:
    """Whether the municipality lets private persons show their name."""
    rules = remiss.rules or rules_now(ctx)
    return bool(rules["remiss.publish_private_names"])


def dates_of(remiss: Remiss) -> Dates:
    """From when until when one can answer."""
    return Dates(remiss.opens_at, remiss.closes_at, remiss.short_reason)


def missing(ctx: Context, remiss: Remiss) -> list[Missing]:
    """What must be done before it can be published. Three statements at most."""
    least, dates = min_days(ctx, remiss), dates_of(remiss)
    return [
        *golive.missing_facts(remiss),
        *golive.missing_dates(dates, remiss.feedback_on, least, ctx.now),
        *golive.missing_document(_document(ctx, remiss)),
        *golive.missing_positions(remiss.all_positions()),
    ]


def _document(ctx: Context, remiss: Remiss) -> Document | None:
    version = version_in_work(ctx, remiss)
    if version is None:
        return None
    found = sections(ctx, version)
    return Document(
        sections=len(found),
        asked=sum(each.takes_views for each in found),
        has_personal_number=any(has_personal_number(each.as_heading()) for each in found),
    )


def sections(ctx: Context, version: RemissVersion | None) -> Sequence[Section]:
    """The sections of a version, in order. One statement, none without a version."""
    if version is None:
        return []
    stmt = select(Section).where(Section.version_id == version.id).order_by(Section.position)
    return ctx.session.scalars(stmt).all()


def current(ctx: Context, remiss: Remiss) -> RemissVersion | None:
    """The version that officials ask about: the one that is shown, else the one in work."""
    return shown_version(ctx, remiss) or version_in_work(ctx, remiss)


def is_answered(ctx: Context, remiss: Remiss, question: str) -> bool:
    """Whether anybody has answered that question."""
    stmt = select(Statement.id).where(
        Statement.remiss_id == remiss.id, Statement.question == question
    )
    return ctx.session.scalar(stmt.limit(1)) is not None


def keep_text(ctx: Context, remiss: Remiss) -> ProcessText:
    """Keep what the remiss says now as a version that never changes, and find it by that and its document.

    The document itself stays as it is in its frozen version; the record holds its headings and its
    hash. To be called whenever something that people have seen is changed.
    """
    with speaking(SOURCE):  # the record is in Swedish, whatever language the official reads
        return _keep_text(ctx, remiss)


def _keep_text(ctx: Context, remiss: Remiss) -> ProcessText:
    version = current(ctx, remiss)
    document = [(each.heading, each.body().words()) for each in sections(ctx, version)]
    said = [(label, getattr(remiss, name)) for name, label in SAID]
    if version is not None:
        words = _l("Version %(n)s, SHA-256 %(hash)s")
        which = words % {"n": version.number, "hash": digest([list(each) for each in document])}
        said.append((_l("Dokumentet"), str(which)))
    headings = [heading for heading, _words in document]
    body = as_text(said, [*headings, *(each.text for each in remiss.all_questions())])
    text = keep_said(ctx, remiss, remiss.title, remiss.summary, body)
    whole = " ".join([body, *(words for _heading, words in document)])
    index(ctx, remiss, (remiss.title, IN_TITLE), (remiss.summary, 2), (whole, 1))
    return text
