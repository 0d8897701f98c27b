"""Tags: a form for one of them, what the address asks to read, and what was ticked on a page of texts."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import SelectField, StringField, TextAreaField

from dialog.consultation.queries.texts import NONE, Wanted
from dialog.consultation.rules.coding import LONGEST_MEANING, LONGEST_NAME, Change, change
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import plain
from dialog.process.rules import Channel
from dialog.web.forms import Form, InputRequired, optional_text, written

UNTAGGED = "utan"
HAD = "hade"  # the tags of a group when the page was shown
HAS = "har"
LONGEST_SEARCH = 200
MOST_ID = 2**31 - 1


class CodeForm(Form):
    """A tag of the codebook."""

    name = StringField(_l("Namn"), written(_l("Skriv vad taggen heter."), LONGEST_NAME))
    meaning = TextAreaField(
        _l("När används den?"),
        optional_text(LONGEST_MEANING),
        description=_l("Beskriv så att en kollega sätter taggen på samma texter som du."),
    )


class MergeForm(Form):
    """Which tag the texts get instead."""

    into = SelectField(
        _l("Slå ihop med"), [InputRequired(_l("Välj en tagg."))], coerce=int, validate_choice=False
    )


class Ticked(Form):
    """Nothing but the token: what was ticked is read by `changes`."""


def read_wanted(given: Mapping[str, str], *, is_anonymous: bool) -> Wanted:
    """What the address asks to read. What cannot be read asks nothing.

    Of an anonymous step nobody can ask for the texts of one area or age.
    """
    tag = given.get("tagg", "")
    channel = given.get("kanal", "")
    return Wanted(
        code=NONE if tag == UNTAGGED else _number(tag),
        area=None if is_anonymous else _said(given.get("omrade", "")),
        age_group=None if is_anonymous else _said(given.get("alder", "")),
        channel=Channel(channel) if channel in set(Channel) else None,
        words=plain(given.get("ord", ""))[:LONGEST_SEARCH].strip(),
    )


def changes(given: MultiDict[str, str]) -> list[Change]:
    """What was ticked and unticked since the page was shown, group by group."""
    found = []
    for name in given:
        kind, _, rest = name.partition("-")
        text = _number(rest)
        if kind == HAD and text is not None:
            had = _numbers(given[name].split(","))
            found.append(change(text, had, _numbers(given.getlist(f"{HAS}-{text}"))))
    return [each for each in found if each is not None]


def _numbers(words: Any) -> set[int]:
    return {number for word in words if (number := _number(word)) is not None}


def _number(word: str) -> int | None:
    is_number = word.isascii() and word.isdigit() and len(word) <= len(str(MOST_ID))
    return int(word) if is_number and int(word) <= MOST_ID else None


def _said(word: str) -> str | None:
    """A group as the address says it; "-" stands for those of whom it is not known."""
    return ("" if word == "-" else plain(word)) if word else None
