"""Swedish is the source language. Everything else is a catalogue in translations/."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date as _format_date
from babel.dates import format_datetime as _format_datetime
from babel.numbers import format_decimal, format_percent
from babel.support import LazyProxy, NullTranslations, Translations

from dialog.core import resources

SOURCE = "sv"
LANGUAGES = {"sv": "Svenska", "en": "English"}
ZONE = ZoneInfo("Europe/Stockholm")

_nothing = NullTranslations()
_active: ContextVar[NullTranslations | None] = ContextVar("translations", default=None)
_locale: ContextVar[str] = ContextVar("locale", default=SOURCE)


@cache
def _catalogue(locale: str) -> NullTranslations:
    return Translations.load(resources.root() / "translations", [locale])


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Speak `locale` inside the block: a request, or a letter to one recipient."""
    tokens = _active.set(_catalogue(locale)), _locale.set(locale)
    try:
        yield
    finally:
        _active.reset(tokens[0])
        _locale.reset(tokens[1])


def current_locale() -> str:
    """The language being spoken: "sv" or "en"."""
    return _locale.get()


def gettext(message: str) -> str:
    """The message in the language being spoken."""
    return (_active.get() or _nothing).ugettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for n things in the language being spoken."""
    return (_active.get() or _nothing).ungettext(one, many, n)


def lazy_gettext(message: str) -> LazyProxy:
    """For text written at import time: form labels, state names, error messages."""
    return LazyProxy(gettext, message, enable_cache=False)


def format_date(value: date | datetime) -> str:
    """ "14 december 2026", in Swedish time."""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    return _format_date(value, "d MMMM y", locale=current_locale())


def format_month(value: date) -> str:
    """ "december 2026"."""
    return _format_date(value, "LLLL y", locale=current_locale())


def format_datetime(value: datetime) -> str:
    """ "14 december 2026 kl. 09:05", in Swedish time."""
    pattern = "d MMMM y 'kl.' HH:mm" if current_locale() == SOURCE else "d MMMM y, HH:mm"
    return _format_datetime(value, pattern, tzinfo=ZONE, locale=current_locale())


def format_time(value: datetime) -> str:
    """ "09:05", in Swedish time."""
    return _format_datetime(value, "HH:mm", tzinfo=ZONE, locale=current_locale())


def format_number(value: float) -> str:
    """ "18 400" in Swedish, "18,400" in English."""
    return format_decimal(value, locale=current_locale())


def format_share(value: float) -> str:
    """A share such as 0.01 as "1 %", and 0.005 as "0,5 %"."""
    return format_percent(value, locale=current_locale(), decimal_quantization=False)
