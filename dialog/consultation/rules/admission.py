"""Who may take part in a step. Pure: what is known of a person against what the step demands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dialog.core.errors import DomainError
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.policy import Identity
from dialog.identity.rules import reaches
from dialog.process.rules import Channel


class Who(StrEnum):
    """Who may take part."""

    ANYONE = "anyone"  # no login; with a rate limit
    EMAIL = "email"  # an address that has been confirmed
    EID = "eid"  # e-legitimation at a level
    RESIDENTS = "residents"  # e-legitimation, and registered here
    INVITED = "invited"  # with a code


class Basis(StrEnum):
    """How a participant was let in."""

    OPEN = "open"
    EMAIL = "email"
    EID = "eid"
    CODE = "code"
    STAFF = "staff"  # entered by staff, from paper or telephone


WHO_NAMES: dict[Who, Any] = {
    Who.ANYONE: _l("Alla, utan inloggning"),
    Who.EMAIL: _l("Alla som bekräftar sin e-postadress"),
    Who.EID: _l("Alla som loggar in med e-legitimation"),
    Who.RESIDENTS: _l("Folkbokförda i kommunen"),
    Who.INVITED: _l("Inbjudna med kod"),
}
NEEDS_LOGIN = {Who.EID, Who.RESIDENTS}
OLDEST = 130


class NotAdmitted(DomainError):
    """The person cannot take part in this step. The message says why and what they can do."""

    status = 403


@dataclass(frozen=True)
class Demand:
    """What a step demands of those who take part."""

    who: Who = Who.ANYONE
    level: str = "loa3"
    age_from: int | None = None
    age_to: int | None = None

    @property
    def needs_login(self) -> bool:
        """Whether an e-legitimation is needed: for who it is, or for how old."""
        return self.who in NEEDS_LOGIN or self.has_ages

    @property
    def has_ages(self) -> bool:
        """Whether the step is for some ages only."""
        return self.age_from is not None or self.age_to is not None


@dataclass(frozen=True)
class Participant:
    """Whoever takes part, as one consultation knows them.

    `key` is HMAC(process key, who it is): the same person has another one in every consultation.
    `person_id` is none where the step is anonymous or nobody has logged in. `age` in whole years and
    `is_resident` are None when they are not known.
    """

    key: str
    basis: Basis
    person_id: int | None = None
    name: str = ""
    identity: Identity = Identity.PERSONAL
    loa: str = ""
    age: int | None = None
    is_resident: bool | None = None
    channel: Channel = Channel.WEB
    told_group: str = ""  # age group and area, as people say themselves; see rules.groups
    told_area: str = ""


NEVER_RESIDENTS = {Identity.COORDINATION, Identity.FOREIGN, Identity.EMPLOYEE}


def ensure_admitted(demand: Demand, who: Participant) -> None:
    """Raise NotAdmitted unless the participant meets every demand of the step.

    Staff enter what somebody has given on paper or by telephone; for that they answer themselves.
    """
    if who.basis is Basis.STAFF:
        return
    if demand.needs_login and who.basis is not Basis.EID:
        raise NotAdmitted(_l("Logga in med e-legitimation för att vara med."))
    if demand.who is Who.EMAIL and who.basis not in {Basis.EMAIL, Basis.EID}:
        raise NotAdmitted(_l("Bekräfta din e-postadress för att vara med."))
    if demand.who is Who.INVITED and who.basis is not Basis.CODE:
        raise NotAdmitted(_l("Skriv koden ur din inbjudan för att vara med."))
    if demand.needs_login and not reaches(who.loa, demand.level):
        raise NotAdmitted(_l("Din e-legitimation räcker inte här. Logga in med en annan."))
    if demand.who is Who.RESIDENTS:
        _ensure_resident(who)
    _ensure_age(demand, who)


def _ensure_resident(who: Participant) -> None:
    if who.identity in NEVER_RESIDENTS:
        raise NotAdmitted(_l("Bara den som har ett svenskt personnummer kan vara med här."))
    if who.is_resident is False:
        raise NotAdmitted(
            _l("Enligt kommunens utdrag ur folkbokföringen är du inte folkbokförd i kommunen.")
        )


def _ensure_age(demand: Demand, who: Participant) -> None:
    if not demand.has_ages:
        return
    if who.age is None:
        raise NotAdmitted(_l("Vi kan inte se din ålder. Logga in igen för att vara med."))
    if not (demand.age_from or 0) <= who.age <= (demand.age_to or OLDEST):
        raise NotAdmitted(_l("Det här steget är för andra åldrar."))
