"""Facts about a folkmotion in two columns: who, what area, when, which case."""

from dialog.core.i18n import format_date, ngettext
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.queries.public import Reading
from dialog.process.rules import AREA_NAMES, Publication


def facts(reading: Reading) -> list[tuple[str, str]]:
    """What is known, as (term, value). Names stand there only as people chose to show them."""
    folkmotion, department = reading.folkmotion, reading.department
    nobody = _("Har valt att inte visa sitt namn")
    known = [
        (_("Förslagsställare"), plain(folkmotion.author_name) or nobody),
        (_("Medförslagsställare"), _co_proposers(folkmotion)),
        (_("Ämne"), str(AREA_NAMES.get(folkmotion.area, folkmotion.area))),
        (_("Publicerad"), _published(folkmotion)),
        (_("Insamling"), _collection(folkmotion)),
        (_("Diarienummer"), folkmotion.case_number),
        (_("Bereds av"), department.name if department else ""),
    ]
    return [(term, value) for term, value in known if value]


def _co_proposers(folkmotion: Folkmotion) -> str:
    shown = [plain(each.shown_name) for each in folkmotion.co_proposers if each.shown_name]
    others = len(folkmotion.co_proposers) - len(shown)
    if not others:
        return ", ".join(shown)
    if not shown:
        words = ngettext(
            "%(n)d person som inte visar sitt namn",
            "%(n)d personer som inte visar sina namn",
            others,
        )
        return words % {"n": others}
    words = ngettext("%(names)s och %(n)d person till", "%(names)s och %(n)d personer till", others)
    return words % {"names": ", ".join(shown), "n": others}


def _published(folkmotion: Folkmotion) -> str:
    if folkmotion.publication is Publication.REJECTED or not folkmotion.published_at:
        return ""
    return format_date(folkmotion.published_at)


def _collection(folkmotion: Folkmotion) -> str:
    last = folkmotion.last_day()
    if not folkmotion.opens_at or last is None:
        return ""
    days = {"first": format_date(folkmotion.opens_at), "last": format_date(last)}
    return _("%(first)s till och med %(last)s") % days
