"""What whoever judges a text sees around it: the thread, and what has happened to this text."""

from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

from dialog.core.i18n import format_datetime, format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.moderation.models import ReportCase
from dialog.moderation.queries import decisions, reports
from dialog.moderation.reasons import reason_of
from dialog.moderation.rules import MEASURE_NAMES, RESULT_NAMES
from dialog.moderation.subjects import thread_of
from dialog.process.models import Contribution
from dialog.web.request import here

Happened = tuple[datetime, str]


def around(thing: Contribution) -> dict[str, Any]:
    """The variables of moderation/_around.html. Never what else the same person has written."""
    thread = thread_of(here(), thing)
    happened = [*_sent(thing), *_reported(thing), *_decided(thing)]
    history = sorted(happened, key=itemgetter(0))  # what happened at one moment stays in this order
    return {
        "before": [_said(each) for each in thread.before],
        "after": [_said(each) for each in thread.after],
        "history": [(format_datetime(at), words) for at, words in history],
    }


def _said(thing: Contribution) -> dict[str, Any]:
    name = plain(thing.author_name) or _("Visar inget namn")
    return {
        "label": f"{thing.kind_name}. {name}, {format_datetime(thing.received_at)}",
        "words": "\n\n".join(filter(None, (thing.title, thing.body))),
        "language": thing.language,
        "is_public": thing.is_public(),
        "state": thing.publication.value,
    }


def _sent(thing: Contribution) -> Iterator[Happened]:
    for text in thing.texts:
        yield text.received_at, _("Version %(n)s skickades in") % {"n": text.number}


def _decided(thing: Contribution) -> Iterator[Happened]:
    for each in decisions.about(here(), thing):
        reason = reason_of(each.ground, each.subject_type).title
        yield each.decided_at, f"{MEASURE_NAMES[each.measure]}: {reason}"
        if asked := each.appeal:
            yield asked.appealed_at, _("Omprövning begärdes")
            if asked.result and asked.judged_at:
                yield asked.judged_at, str(RESULT_NAMES[asked.result])


def _reported(thing: Contribution) -> Iterator[Happened]:
    for case in reports.cases_about(here(), thing):
        words = ngettext("%(n)s anmälan kom in", "%(n)s anmälningar kom in", case.count)
        yield case.opened_at, words % {"n": format_number(case.count)}
        if case.closed_at:
            yield case.closed_at, _outcome(case)


def _outcome(case: ReportCase) -> str:
    if case.reason:
        return _("Anmälningarna ledde till ett beslut")
    return _("Anmälningarna ledde inte till något")
