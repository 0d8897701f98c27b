"""What the address of a list asks for. Whatever it says, it becomes a filter and clear words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.process.models import Process
from dialog.process.queries import kinds
from dialog.process.queries.listing import Filter
from dialog.process.queries.paging import Cursor, read_cursor
from dialog.process.rules import AREA_NAMES, Handling, Publication, Sorting, Window

T = TypeVar("T")
MOST_WORDS, MOST_TAG = 200, 60

WINDOWS = {
    "oppen": (Window.OPEN, None),
    "kommande": (Window.UPCOMING, None),
    "stangd": (Window.CLOSED, None),
    "avvisad": (None, Publication.REJECTED),
}
HANDLINGS = {
    "overlamnad": Handling.HANDED_OVER,
    "bereds": Handling.IN_PREPARATION,
    "beslutad": Handling.DECIDED,
    "genomfors": Handling.IMPLEMENTING,
    "avslutad": Handling.COMPLETED,
}
ANSWERED, LATE = "besvarad", "forsenat"
SORTINGS = {
    "nyast": Sorting.NEWEST,
    "slutar": Sorting.CLOSING,
    "flest": Sorting.NAMES,
    "traff": Sorting.MATCH,
}
WINDOW_CHOICES = [
    ("oppen", _l("Öppna")),
    ("kommande", _l("Öppnar snart")),
    ("stangd", _l("Stängda")),
]
OPEN_FOR_NAMES = ("oppen", _l("Öppna för underskrifter"))
REFUSED = ("avvisad", _l("Avvisade"))
HANDLING_CHOICES = [
    ("overlamnad", _l("Överlämnade")),
    ("bereds", _l("Bereds")),
    (ANSWERED, _l("Alla besvarade")),
    ("beslutad", _l("Beslutade, inte klara")),
    ("genomfors", _l("Genomförs")),
    ("avslutad", _l("Avslutade")),
    (LATE, _l("Svaret är försenat")),
]
BEST_MATCH = _l("Bäst träff först")
SORTING_CHOICES = [
    ("nyast", _l("Nyast först")),
    ("slutar", _l("Slutar snart")),
    ("flest", _l("Flest deltagare")),
]
MOST_NAMES = ("flest", _l("Flest underskrifter"))


@dataclass
class Asked:
    """The filter, the parameters that say the same again, and what could not be understood."""

    filter: Filter
    given: dict[str, str]
    faults: list[Any] = field(default_factory=list)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order has been chosen."""
        return bool(self.given.keys() - {"ordning"})


class _Reader:
    """Takes the parameters one by one and remembers which of them made sense."""

    def __init__(self, args: Mapping[str, str]) -> None:
        self._args = args
        self.given: dict[str, str] = {}
        self.faults: list[Any] = []

    def text(self, name: str, most: int, fault: Any) -> str:
        value = " ".join(plain(self._args.get(name, "")).split())
        if len(value) > most:
            self.faults.append(fault)
            value = value[:most].strip()
        if value:
            self.given[name] = value
        return value

    def one_of(self, name: str, choices: Mapping[str, T]) -> T | None:
        value = self._args.get(name, "")
        if value in choices:
            self.given[name] = value
            return choices[value]
        if value:
            self._not_understood()
        return None

    def cursor(self, name: str) -> Cursor | None:
        """Not among what is given again: a link to the same list begins at its start."""
        value = self._args.get(name, "")
        cursor = read_cursor(value)
        if value and cursor is None:
            self._not_understood()
        return cursor

    def _not_understood(self) -> None:
        fault = _l("En del av adressen gick inte att förstå. Vi visar listan utan den delen.")
        if all(str(fault) != str(known) for known in self.faults):
            self.faults.append(fault)


def window_choices(model: type[Process]) -> list[tuple[str, Any]]:
    """Windows to choose from in a list of this type, or of everything."""
    if model.counts_names:
        return [OPEN_FOR_NAMES, *WINDOW_CHOICES[1:], REFUSED]
    return [*WINDOW_CHOICES, REFUSED] if model is Process else WINDOW_CHOICES


def sorting_choices(model: type[Process]) -> list[tuple[str, Any]]:
    """Orders to choose from in a list of this type, or of everything."""
    return [*SORTING_CHOICES[:2], MOST_NAMES] if model.counts_names else SORTING_CHOICES


def read(args: Mapping[str, str]) -> Asked:
    """What the query of the address asks for. Nonsense is left out and told."""
    reader = _Reader(args)
    too_long = _l("Sökningen var för lång. Vi har sökt på de första 200 tecknen.")
    window, publication = reader.one_of("lage", WINDOWS) or (None, None)
    answer = reader.one_of("svar", {**HANDLINGS, ANSWERED: ANSWERED, LATE: LATE})
    wanted = Filter(
        words=reader.text("q", MOST_WORDS, too_long),
        kind=reader.one_of("typ", {kind: kind for kind in kinds()}) or "",
        window=window,
        publication=publication,
        handling=answer if isinstance(answer, Handling) else None,
        answered=answer == ANSWERED,
        late=answer == LATE,
        area=reader.one_of("omrade", {area: area for area in AREA_NAMES}) or "",
        tag=reader.text("tagg", MOST_TAG, _l("Nyckelordet är för långt.")),
        sorting=reader.one_of("ordning", SORTINGS),
        after=reader.cursor("efter"),
        before=reader.cursor("fore"),
    )
    return Asked(wanted, reader.given, reader.faults)
