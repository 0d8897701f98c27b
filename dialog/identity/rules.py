"""Pure decisions: what is a personal number, how long things last, where a login may lead."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from personnummer import personnummer

QUESTION_LASTS = timedelta(minutes=10)  # from the question to the identity provider to its answer
KEPT_FOR = timedelta(hours=2)  # words of a form that a login interrupted
IDLE = timedelta(hours=1)  # a session in which nothing happens
ABSOLUTE = timedelta(hours=8)  # any session
SENT_COUNTED_FOR = timedelta(hours=1)  # what has been sent from somewhere; see identity.limits

TWELVE_DIGITS = re.compile(r"(18|19|20)[0-9]{10}")
LOOKS_LIKE_ONE = re.compile(
    r"(?<!\d)(18|19|20)?(\d\d)[- ]?(\d\d)[- ]?(\d\d) ?([-+]?) ?(\d{4})(?!\d)"
)
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
IPV6 = 6
COORDINATION_DAY = 60  # a coordination number (samordningsnummer) adds 60 to the day of birth

# How strong a login is. eIDAS substantial and high stand beside the Swedish levels 3 and 4.
STRENGTH = {
    "loa2": 2,
    "loa3": 3,
    "loa4": 4,
    "eidas-sub": 3,
    "eidas-nf-sub": 3,
    "eidas-high": 4,
    "eidas-nf-high": 4,
}


@dataclass(frozen=True)
class PersonalNumber:
    digits: str
    born: date

    @property
    def kind(self) -> str:
        return "coordination" if int(self.digits[6:8]) > COORDINATION_DAY else "personal"

    def __repr__(self) -> str:
        return f"PersonalNumber({self.kind})"  # never the number itself: reprs end up in logs


class NotAPersonalNumber(ValueError):
    """The text is not twelve digits with a possible date and the right check digit."""


def personal_number(text: str) -> PersonalNumber:
    """Read a personal number or a coordination number, written with twelve digits."""
    if not TWELVE_DIGITS.fullmatch(text):
        raise NotAPersonalNumber
    try:
        born: date = personnummer.parse(text).get_date()
    except (personnummer.PersonnummerException, ValueError):
        raise NotAPersonalNumber from None  # the cause would carry the number into a log
    return PersonalNumber(text, born)


def is_personal_number(text: str) -> bool:
    """Whether the text is a personal or coordination number with twelve digits."""
    try:
        personal_number(text)
    except NotAPersonalNumber:
        return False
    return True


def holds_personal_number(text: str) -> bool:
    """Whether a valid personal or coordination number stands in the text, however it is spaced."""
    plain = unicodedata.normalize("NFKC", text).translate(DASHES)
    return any(
        bool(personnummer.valid("".join(part or "" for part in found)))
        for found in LOOKS_LIKE_ONE.findall(plain)
    )


def reaches(given: str, required: str) -> bool:
    """Whether a login at the level `given` is at least as strong as is required."""
    return STRENGTH.get(given, 0) >= STRENGTH[required]


def local_path(target: str | None, default: str = "/") -> str:
    """A path on this host, or the default: what came in a link must not lead to another site."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(ord(char) <= ord(" ") or char in "\\\x7f" for char in target):
        return default  # browsers drop tabs and line feeds, and read \ as /
    parts = urlsplit(target)
    return default if parts.scheme or parts.netloc else target


def token_hash(token: str) -> str:
    """What the database holds of a token or handle."""
    return hashlib.sha256(token.encode()).hexdigest()


def whole_hour(at: datetime) -> datetime:
    """The beginning of the hour."""
    return at.replace(minute=0, second=0, microsecond=0)


def network_of(address: str) -> str:
    """The network that an address belongs to. To be hashed with a key and the hour, never stored.

    People with IPv6 have a whole network (/64) each, so that one address of it says nothing.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    return str(ip_network((mapped, 64), strict=False) if mapped.version == IPV6 else mapped)
