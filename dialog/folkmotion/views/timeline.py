"""One timeline over three tracks: publication, collection and handling; past and planned."""

from collections.abc import Sequence
from datetime import datetime

from dialog.core.i18n import ZONE, format_number
from dialog.core.i18n import gettext as _
from dialog.core.journal import Event
from dialog.folkmotion.models import Folkmotion
from dialog.moderation.reasons import REASONS
from dialog.process.models import Step
from dialog.process.rules import Handling, Publication, Window, last_day
from dialog.process.views.timeline import Entry as Entry
from dialog.process.views.timeline import in_order, step_entry

ENDED = {Publication.REJECTED, Publication.HIDDEN, Publication.WITHDRAWN, Publication.STOPPED}


def timeline(
    folkmotion: Folkmotion, steps: Sequence[Step], turns: Sequence[Event], now: datetime
) -> list[Entry]:
    """Everything that has happened and everything that is planned, in order of time."""
    entries = [
        *_publication(folkmotion, turns),
        *_window(folkmotion, turns, now),
        *(step_entry(step, now) for step in steps),
        *_handling(folkmotion, turns, now),  # on the same day the meeting comes before its decision
    ]
    return in_order(entries)


def _publication(folkmotion: Folkmotion, turns: Sequence[Event]) -> list[Entry]:
    sent = [turn.at for turn in turns if turn.name == "folkmotion.submit"]
    if not sent and folkmotion.submitted_at:
        sent = [folkmotion.submitted_at]
    entries = [Entry("publication", at, _("Förslaget skickades in")) for at in sent[:1]]
    entries += [Entry("publication", at, _("Förslaget skickades in igen")) for at in sent[1:]]
    entries += [
        Entry("publication", turn.at, _("Kommunen bad om ändringar i texten"))
        for turn in turns
        if turn.name == "folkmotion.send_back"
    ]
    entries += [
        Entry("publication", turn.at, _("Kommunen ändrade sitt beslut efter omprövning"))
        for turn in turns
        if turn.name == "moderation.judge" and turn.data["is_restored"]
    ]
    state, at = folkmotion.publication, folkmotion.published_at
    if state is Publication.SUBMITTED and folkmotion.review_due_at:
        due = last_day(folkmotion.review_due_at)
        entries.append(Entry("publication", due, _("Granskas senast"), planned=True))
    elif state is Publication.REJECTED and at:
        entries.append(Entry("publication", at, _("Förslaget avvisades"), _reason(folkmotion)))
    elif state in {Publication.PUBLISHED, Publication.STOPPED} and at:
        entries.append(Entry("publication", at, _("Granskat och publicerat")))
    return entries + _stop(folkmotion, turns)


def _stop(folkmotion: Folkmotion, turns: Sequence[Event]) -> list[Entry]:
    if folkmotion.publication is not Publication.STOPPED:
        return []
    at = next((turn.at for turn in turns if turn.name == "folkmotion.stop"), None)
    return [Entry("publication", at, _("Kommunen stoppade folkmotionen"), _reason(folkmotion))]


def _reason(folkmotion: Folkmotion) -> str:
    reason = REASONS.get(folkmotion.refusal)
    return str(reason.title) if reason else ""


def _window(folkmotion: Folkmotion, turns: Sequence[Event], now: datetime) -> list[Entry]:
    entries = [_check(turn) for turn in turns if _has_checked(turn)]
    window, is_stopped = folkmotion.window(now), folkmotion.publication in ENDED
    if folkmotion.opens_at:
        if window is not Window.UPCOMING:
            entries.append(Entry("window", folkmotion.opens_at, _("Insamlingen började")))
        elif not is_stopped:
            opens = _("Insamlingen börjar")
            entries.append(Entry("window", folkmotion.opens_at, opens, planned=True))
    if last := folkmotion.last_day():
        if window is Window.CLOSED:
            entries.append(Entry("window", last, _("Insamlingen slutade"), _result(folkmotion)))
        elif not is_stopped:
            entries.append(Entry("window", last, _("Insamlingen slutar"), planned=True))
    return entries


def _has_checked(turn: Event) -> bool:
    if turn.name != "folkmotion.check_names":
        return False
    return bool(turn.data.get("valid") or turn.data.get("not_resident"))


def _check(turn: Event) -> Entry:
    note = _(
        "%(valid)s namn räknas. %(others)s räknas inte, för de är inte folkbokförda i kommunen."
    ) % {
        "valid": format_number(turn.data.get("valid", 0)),
        "others": format_number(turn.data.get("not_resident", 0)),
    }
    return Entry("window", turn.at, _("Namnen jämfördes med folkbokföringen"), note)


def _result(folkmotion: Folkmotion) -> str:
    if folkmotion.threshold is None or folkmotion.handling is not Handling.NONE:
        return ""
    if folkmotion.counting_names >= folkmotion.threshold:
        return _("Gränsen nåddes.")
    return _("Gränsen nåddes inte.")


def _handling(folkmotion: Folkmotion, turns: Sequence[Event], now: datetime) -> list[Entry]:
    entries = []
    if folkmotion.handed_over_at:
        reached = _("Överlämnad till kommunen")
        entries.append(
            Entry("handling", folkmotion.handed_over_at, reached, _threshold(folkmotion))
        )
    numbers = [turn for turn in turns if turn.name == "folkmotion.register"]
    if numbers and folkmotion.case_number:
        registered = _("Ärendet fick diarienummer %(number)s") % {"number": folkmotion.case_number}
        entries.append(Entry("handling", numbers[0].at, registered))
    entries += _deadline(folkmotion, now)
    entries += _decision(folkmotion)
    entries += [
        Entry("handling", turn.at, _("Ärendet avslutades"))
        for turn in turns
        if turn.name == "folkmotion.complete"
    ]
    return entries or _not_yet(folkmotion)


def _deadline(folkmotion: Folkmotion, now: datetime) -> list[Entry]:
    if folkmotion.answer_due_at is None or folkmotion.decided_at:
        return []
    due = last_day(folkmotion.answer_due_at)
    if folkmotion.is_answer_late(now):
        return [Entry("handling", due, _("Kommunen skulle ha svarat"), planned=True)]
    return [Entry("handling", due, _("Kommunen ska svara senast"), planned=True)]


def _threshold(folkmotion: Folkmotion) -> str:
    if folkmotion.threshold is None:
        return ""
    number = format_number(folkmotion.threshold)
    return _("Gränsen på %(number)s underskrifter nåddes.") % {"number": number}


def _decision(folkmotion: Folkmotion) -> list[Entry]:
    outcome = folkmotion.outcome
    if outcome is None:
        return []
    words = {"body": outcome.body, "decision": outcome.decision_name}
    decided = _("%(body)s beslutade: %(decision)s") % words
    entries = [Entry("handling", outcome.decided_on, decided, outcome.paragraph)]
    if outcome.published_at.astimezone(ZONE).date() > outcome.decided_on:
        entries.append(Entry("handling", outcome.published_at, _("Svaret publicerades")))
    return entries


def _not_yet(folkmotion: Folkmotion) -> list[Entry]:
    if folkmotion.publication is not Publication.PUBLISHED or folkmotion.threshold is None:
        return []
    text = _("Lämnas över till kommunen när gränsen är nådd")
    return [Entry("handling", None, text, planned=True)]
