"""How a folkmotion stands: the next step and whose turn it is, and the honest count of names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialog.core.i18n import ZONE, format_date, format_number, format_share
from dialog.core.i18n import gettext as _
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import advised_number
from dialog.process.models import Step
from dialog.process.rules import Handling, Publication, Window, last_day
from dialog.process.views.timeline import NextStep as NextStep
from dialog.process.views.timeline import first_planned

DECIDES_AGAINST = {"rejected", "considered_answered"}


@dataclass(frozen=True)
class Surroundings:
    """What the next step depends on besides the folkmotion itself."""

    steps: Sequence[Step]
    department: str  # whoever prepares it, "" when nobody has been named
    place: str  # "Ekby"
    now: datetime


def next_step(folkmotion: Folkmotion, around: Surroundings) -> NextStep:
    """The next step of a folkmotion, in every state of every track."""
    if folkmotion.publication is not Publication.PUBLISHED:
        return _before_publication(folkmotion)
    if folkmotion.handling is Handling.NONE:
        return _while_collecting(folkmotion, around)
    return _IN_HANDLING[folkmotion.handling](folkmotion, around)


def _before_publication(folkmotion: Folkmotion) -> NextStep:
    author, state = _("Förslagsställaren"), folkmotion.publication
    if state is Publication.DRAFT:
        return NextStep(_("Förslaget skickas in"), author)
    if state is Publication.RETURNED:
        return NextStep(_("Texten ändras och skickas in igen"), author)
    if state is Publication.SUBMITTED:
        due = folkmotion.review_due_at
        at = last_day(due) if due else None
        return NextStep(_("Förslaget granskas"), _("Kommunen"), at, is_deadline=True)
    return NextStep(
        {
            Publication.REJECTED: _("Förslaget är avvisat och går inte vidare."),
            Publication.HIDDEN: _("Förslaget är dolt och går inte vidare."),
            Publication.WITHDRAWN: _("Förslaget är tillbakadraget och går inte vidare."),
            Publication.STOPPED: _("Folkmotionen är stoppad och går inte vidare."),
        }[state]
    )


def _while_collecting(folkmotion: Folkmotion, around: Surroundings) -> NextStep:
    window, needed = folkmotion.window(around.now), folkmotion.threshold
    if needed is not None and folkmotion.counting_names >= needed:
        return NextStep(_("Folkmotionen lämnas över till kommunen"), _("Sker automatiskt"))
    if window is Window.UPCOMING and folkmotion.opens_at:
        opens_on = folkmotion.opens_at.astimezone(ZONE).date()
        return NextStep(_("Insamlingen börjar"), _who_may_sign(folkmotion, around.place), opens_on)
    if window is Window.OPEN:
        text, who = _("Fler skriver under"), _who_may_sign(folkmotion, around.place)
        return NextStep(text, who, folkmotion.last_day(), is_deadline=True)
    if needed is not None and folkmotion.counting_names + folkmotion.names_to_check >= needed:
        return NextStep(_("Namnen jämförs med folkbokföringen"), _("Kommunen"))
    return NextStep(_("Insamlingen är slut. Gränsen nåddes inte, så folkmotionen går inte vidare."))


def _who_may_sign(folkmotion: Folkmotion, place: str) -> str:
    if folkmotion.rules.get("ef.who_may_support") == "anyone":
        return _("Alla som vill")
    return _("Du som är folkbokförd i %(place)s") % {"place": place}


def _after_hand_over(folkmotion: Folkmotion, around: Surroundings) -> NextStep:
    if planned := first_planned(around.steps):
        return NextStep(planned.title, planned.body or _who_prepares(around), planned.planned_on)
    if folkmotion.handling is Handling.HANDED_OVER and not folkmotion.case_number:
        return NextStep(
            _("Ärendet får ett diarienummer och en ansvarig"), _("Kommunens registrator")
        )
    due = folkmotion.answer_due_at
    at = last_day(due) if due else None
    text = _("Kommunen bereder ärendet och svarar")
    return NextStep(text, _who_prepares(around), at, is_deadline=True)


def _after_decision(folkmotion: Folkmotion, around: Surroundings) -> NextStep:
    if planned := first_planned(around.steps):
        return NextStep(planned.title, planned.body or _who_prepares(around), planned.planned_on)
    outcome = folkmotion.outcome
    if outcome is not None and outcome.decision.value in DECIDES_AGAINST:
        return NextStep(_("Ärendet avslutas"), _who_prepares(around))
    return NextStep(_("Beslutet genomförs"), _who_prepares(around))


def _when_completed(folkmotion: Folkmotion, around: Surroundings) -> NextStep:
    return NextStep(_("Ärendet är avslutat."))


_IN_HANDLING: dict[Handling, Callable[[Folkmotion, Surroundings], NextStep]] = {
    Handling.HANDED_OVER: _after_hand_over,
    Handling.IN_PREPARATION: _after_hand_over,
    Handling.DECIDED: _after_decision,
    Handling.IMPLEMENTING: _after_decision,
    Handling.COMPLETED: _when_completed,
}


def _who_prepares(around: Surroundings) -> str:
    return around.department or _("Kommunen")


def basis(folkmotion: Folkmotion) -> str:
    """What the threshold is based on, in words."""
    given = folkmotion.threshold_basis or {}
    if given.get("mode") != "percent_population":
        return _("Antalet står i kommunens regler.")
    words = {
        "share": format_share(float(given["value"]) / 100),
        "people": format_number(given["population"]),
    }
    if given.get("as_of"):
        words["day"] = format_date(date.fromisoformat(given["as_of"]))
        return (
            _("%(share)s av %(people)s folkbokförda den %(day)s, enligt kommunens regler.") % words
        )
    return _("%(share)s av %(people)s invånare, enligt kommunens regler.") % words


def advice(folkmotion: Folkmotion, now: datetime) -> str:
    """How many names are wise to gather; "" unless names are checked afterwards and more are needed."""
    needed = folkmotion.threshold
    if needed is None or not folkmotion.names_to_check:
        return ""
    is_open = folkmotion.window(now) is Window.OPEN
    if not is_open or folkmotion.handling is not Handling.NONE:
        return ""
    words = {"needed": format_number(needed), "advised": format_number(advised_number(needed))}
    return (
        _(
            "Namnen kontrolleras i efterhand, och en del brukar inte räknas. Samla gärna ungefär en "
            "tredjedel fler än gränsen: omkring %(advised)s namn för att %(needed)s ska gälla."
        )
        % words
    )
