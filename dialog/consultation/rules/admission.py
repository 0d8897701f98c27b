"""Who may take part in a step. Pure: what is known of a person against what the step demands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from dialog.core.errors import DomainError
from dialog.core.i18n import gettext as _
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
STRONGEST = "loa4"
OLDEST = 130
OF_AGE = 18  # below it many have no e-legitimation, and some cannot get one


class Remedy(StrEnum):
    """What somebody can do who is not let in."""

    LOGIN = "login"
    STRONGER = "stronger"  # log in with another e-legitimation
    AGAIN = "again"  # log in again, so that the age is known
    EMAIL = "email"
    CODE = "code"
    NOTHING = "nothing"


class NotAdmitted(DomainError):
    """The person cannot take part in this step. The message says why, `remedy` what they can do."""

    status = 403

    def __init__(self, message: object, remedy: Remedy = Remedy.NOTHING) -> None:
        super().__init__(message)
        self.remedy = remedy


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

    @property
    def is_for_children(self) -> bool:
        """Whether some of those whom it is for are so young that they may lack an e-legitimation."""
        return self.has_ages and (self.age_from or 0) < OF_AGE


@dataclass(frozen=True)
class Participant:
    """Whoever takes part, as one consultation knows them.

    `key` is HMAC(process key, who it is): the same person has another one in every consultation.
    `person_id` is none where the step is anonymous or nobody has logged in. `age` in whole years and
    `is_resident` are None when they are not known. `invited_to` is the step that a code lets into.
    `network` is only counted, where nobody has vouched for them (identity.limits).
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
    invited_to: int | None = None
    network: str = ""


NEVER_RESIDENTS = {Identity.COORDINATION, Identity.FOREIGN, Identity.EMPLOYEE}


def ensure_admitted(demand: Demand, who: Participant) -> None:
    """Raise NotAdmitted unless the participant meets every demand of the step.

    Staff enter what somebody has given on paper or by telephone; for that they answer themselves.
    """
    if who.basis is Basis.STAFF:
        return
    if demand.needs_login and not who.loa:
        raise NotAdmitted(_l("Logga in med e-legitimation för att vara med."), Remedy.LOGIN)
    if demand.who is Who.EMAIL and who.basis not in {Basis.EMAIL, Basis.EID}:
        raise NotAdmitted(_l("Bekräfta din e-postadress för att vara med."), Remedy.EMAIL)
    if demand.who is Who.INVITED and who.basis is not Basis.CODE:
        raise NotAdmitted(_l("Skriv koden ur din inbjudan för att vara med."), Remedy.CODE)
    if demand.needs_login and not reaches(who.loa, demand.level):
        words = _l("Din e-legitimation räcker inte här. Logga in med en annan.")
        raise NotAdmitted(words, Remedy.STRONGER)
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
        words = _l("Vi kan inte se din ålder. Logga in igen för att vara med.")
        raise NotAdmitted(words, Remedy.AGAIN)
    if not (demand.age_from or 0) <= who.age <= (demand.age_to or OLDEST):
        raise NotAdmitted(_l("Det här steget är för andra åldrar."))


def at_step(who: Participant, step: int) -> Participant:
    """The same person as one step sees them: a code for another step lets nobody in here."""
    if who.basis is Basis.CODE and who.invited_to != step:
        return replace(who, basis=Basis.OPEN)
    return who


def demand_words(demand: Demand, *, is_checked: bool = True) -> list[str]:
    """What is needed to take part, in sentences. `is_checked`: whether there is a register to ask."""
    words = [_WORDS[demand.who]()]
    if demand.has_ages:
        words.append(_age_words(demand))
        if demand.who not in NEEDS_LOGIN:
            words.append(_("Du loggar in med e-legitimation, så att vi kan se hur gammal du är."))
    if demand.needs_login and demand.level == STRONGEST:
        words.append(_("E-legitimationen ska ha tillitsnivå 4."))
    if demand.who is Who.RESIDENTS and not is_checked:
        words.append(
            _(
                "Kommunen har inget utdrag ur folkbokföringen här. Därför kontrolleras inte om den "
                "som svarar är folkbokförd, och svaren märks som inte kontrollerade."
            )
        )
    return words


def anonymity_words(*, is_anonymous: bool) -> str:
    """What happens with who one is, in words."""
    if is_anonymous:
        return _(
            "Det du skickar in är anonymt: inget namn och inget konto sparas med det, och "
            "kommunens handläggare kan inte se vem du är. Loggar du in sparas en kod som räknas "
            "fram ur din inloggning, så att du deltar en gång och kan ändra dig. Den som sköter "
            "tjänsten och har nycklarna skulle kunna räkna fram koden igen, tills "
            "medborgardialogens nyckel förstörs. Skriv inget som avslöjar vem du är."
        )
    return _(
        "Loggar du in sparar vi vem du är tillsammans med det du skickar in, och du får brev om vad det blir av det."
    )


def _age_words(demand: Demand) -> str:
    ages = {"least": demand.age_from, "most": demand.age_to}
    if demand.age_to is None:
        return _("Du är minst %(least)s år.") % ages
    if demand.age_from is None:
        return _("Du är högst %(most)s år.") % ages
    return _("Du är mellan %(least)s och %(most)s år.") % ages


_WORDS: dict[Who, Callable[[], str]] = {
    Who.ANYONE: lambda: _("Alla kan vara med. Du behöver inte logga in."),
    Who.EMAIL: lambda: _(
        "Du bekräftar din e-postadress med en länk som vi skickar, eller loggar in."
    ),
    Who.EID: lambda: _("Du loggar in med e-legitimation."),
    Who.RESIDENTS: lambda: _("Du är folkbokförd i kommunen och loggar in med e-legitimation."),
    Who.INVITED: lambda: _("Du har fått en inbjudan med en kod."),
}
