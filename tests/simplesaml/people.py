"""Whom SimpleSAMLphp knows: the people of the demo, and some who are here to be refused."""

from dialog.demo.people import BY_NUMBER, DemoPerson
from dialog.identity.saml import names
from tests.simplesaml.provider import LEVEL, STATUS, Users

NAMES = (names.DISPLAY_NAME, names.GIVEN_NAME, names.SURNAME)
LEVELS = {"loa2": names.LOA2, "loa3": names.LOA3}

RESIDENT = BY_NUMBER["199006022397"]
NEIGHBOUR = BY_NUMBER["200001052380"]
NEWCOMER = BY_NUMBER["197010632391"]  # has a coordination number
UNSURE = BY_NUMBER["199901302381"]  # has level 2 only

NUMBERLESS = "Utan Nummer"
CANCELS = "Avbryter Sig"
TOO_LOW = "Nekas Nivån"
HOSTILE = "Elak Karlsson"
BROKEN = "Trasig Karlsson"

# Marks that turn the direction of text, and control characters that XML can carry.
MARKS = "\u202e\u2066\u200f\u0085\u009b"
HOSTILE_NAME = (
    "\"'><script>alert(document.domain)</script>{{7*7}}%(x)s &amp; "
    + MARKS
    + "evil\t\n]]><!-- "
    + "Å" * 10_000
)
BELL = "Kling\u0007 Klang"  # which no XML can carry


def users() -> Users:
    """Everybody's record, by the name that they log in with."""
    someone = _record(RESIDENT)
    numberless = {key: value for key, value in someone.items() if key != names.PERSONAL_NUMBER}
    ordinary = (RESIDENT, NEIGHBOUR, NEWCOMER, UNSURE)
    return {person.name: _record(person) for person in ordinary} | {
        NUMBERLESS: numberless,
        CANCELS: someone | {STATUS: names.CANCEL},
        TOO_LOW: someone | {STATUS: names.NO_AUTHN_CONTEXT},
        HOSTILE: someone | dict.fromkeys(NAMES, HOSTILE_NAME),
        BROKEN: someone | dict.fromkeys(NAMES, BELL),
    }


def _record(person: DemoPerson) -> dict[str, str]:
    return {
        LEVEL: LEVELS[person.loa],
        names.PERSONAL_NUMBER: person.number,
        names.DISPLAY_NAME: person.name,
        names.GIVEN_NAME: person.given_name,
        names.SURNAME: person.surname,
        names.DATE_OF_BIRTH: person.birth_date,
    }
