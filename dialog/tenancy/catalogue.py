"""Which local rules there are: default, shape, legal source and who may change them (DOMAIN 8)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialog.core.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class RuleKind:
    """One rule: its name for people, its default, how a value is judged, and who decides it."""

    title: Any
    default: Any
    accepts: Callable[[Any], bool]
    decided_by: str  # "KF" (council), "KS" (executive board)
    legal_ref: str
    hint: Any = ""


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and least <= v <= most


def _one_of(*choices: str) -> Callable[[Any], bool]:
    return lambda v: v in choices


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


WHOLE_POPULATION = 100  # per cent
LONGEST_WORDS = 200
OFF, ON = False, True


def _threshold(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"mode", "value"}:
        return False
    number = value["value"]
    if isinstance(number, bool) or not isinstance(number, int | float):
        return False
    if value["mode"] == "count":
        return isinstance(number, int) and number >= 1
    return bool(value["mode"] == "percent_population" and 0 < number <= WHOLE_POPULATION)


def _day(value: Any) -> bool:
    try:
        return value == "" or bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _reasons(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(key, str) and key for key in value)


def _words(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_WORDS


LOCAL = _l("Kommunens egen regel")
RULES: dict[str, RuleKind] = {
    "ef.enabled": RuleKind(_l("Folkmotioner är införda"), OFF, _flag, "KF", "lokal regel"),
    "ef.who_may_start": RuleKind(
        _l("Vem får starta"), "residents", _one_of("residents", "anyone"), "KF", "lokal regel"
    ),
    "ef.who_may_support": RuleKind(
        _l("Vem får skriva under"), "residents", _one_of("residents", "anyone"), "KF", "lokal regel"
    ),
    "ef.threshold": RuleKind(
        _l("Hur många underskrifter som behövs"),
        {"mode": "count", "value": 100},
        _threshold,
        "KF",
        "lokal regel",
        _l("Ett antal, eller en andel i procent av de folkbokförda."),
    ),
    "ef.population": RuleKind(
        _l("Antal folkbokförda, om inget registerutdrag finns"),
        0,
        _whole(0, 3_000_000),
        "KS",
        "lokal regel",
    ),
    "ef.unverified_counts": RuleKind(
        _l("Okontrollerade namn räknas med"), OFF, _flag, "KF", "lokal regel"
    ),
    "ef.collection_days": RuleKind(
        _l("Insamlingstid i dagar"), 60, _whole(1, 365), "KF", "lokal regel"
    ),
    "ef.co_proposers": RuleKind(
        _l("Antal medförslagsställare"), 0, _whole(0, 20), "KF", "lokal regel"
    ),
    "ef.votes_against_allowed": RuleKind(
        _l("Det går att ställa sig emot"), OFF, _flag, "KF", "lokal regel"
    ),
    "ef.publish_within": RuleKind(
        _l("Granskas inom, arbetsdagar"), 3, _whole(1, 60), "KS", "lokal regel"
    ),
    "ef.duplicate_block_months": RuleKind(
        _l("Samma fråga får inte tas upp igen inom, månader"),
        24,
        _whole(0, 60),
        "KF",
        "lokal regel",
    ),
    "ef.answer_within_months": RuleKind(
        _l("Svar inom, månader från överlämnandet"), 6, _whole(1, 24), "KF", "lokal regel"
    ),
    "ef.identity_level": RuleKind(
        _l("Lägsta tillitsnivå för att skriva under"),
        "loa3",
        _one_of("loa3", "loa4"),
        "KF",
        "lokal regel",
    ),
    "dialog.identity_level": RuleKind(
        _l("Lägsta tillitsnivå för att logga in och delta"),
        "loa3",
        _one_of("loa3", "loa4"),
        "KF",
        "lokal regel",
    ),
    "dialog.sent_per_hour": RuleKind(
        _l("Så mycket får skickas in från ett nätverk på en timme utan inloggning"),
        60,
        _whole(1, 10_000),
        "KS",
        "lokal regel",
        _l("En skola eller ett bibliotek delar ofta ett nätverk. Sätt inte talet för lågt."),
    ),
    "remiss.min_days": RuleKind(
        _l("Kortaste tid för att svara på en remiss, dagar"),
        90,
        _whole(1, 365),
        "KS/nämnd",
        "praxis, 2017:900 26 § binder inte",
        _l("Den som skapar en remiss kan välja kortare tid, men måste skriva varför."),
    ),
    "remiss.open_to_all": RuleKind(
        _l("Remisser är öppna för alla"), ON, _flag, "KS/nämnd", "lokal regel"
    ),
    "remiss.publish_private_names": RuleKind(
        _l("Privatpersoners namn får visas vid deras remissvar"),
        OFF,
        _flag,
        "KS",
        "GDPR art. 5, 9; 1974:152 2 kap. 3 §",
        _l("Namnet visas bara om personen själv väljer det."),
    ),
    "staff.identity_level": RuleKind(
        _l("Lägsta tillitsnivå för att arbeta i tjänsten"),
        "loa3",
        _one_of("loa3", "loa4"),
        "KS",
        "lokal regel",
        _l("Den som loggar in på en lägre nivå har inte sina roller."),
    ),
    "eid.foreign": RuleKind(
        _l("Utländsk e-legitimation (eIDAS) får användas"),
        ON,
        _flag,
        "KS",
        "(EU) nr 910/2014 art. 6",
        _l(
            "Ändrar det som är registrerat hos Sweden Connect. Den som driver tjänsten måste veta det."
        ),
    ),
    "eid.samordningsnummer": RuleKind(
        _l("Den som har samordningsnummer får logga in"),
        ON,
        _flag,
        "KS",
        "2022:1697 1 kap. 1 §",
        _l(
            "Ändrar det som är registrerat hos Sweden Connect. Den som driver tjänsten måste veta det."
        ),
    ),
    "ef.minority_exempt": RuleKind(
        _l("Frågor om nationella minoriteter behöver inga underskrifter"),
        OFF,
        _flag,
        "KF",
        "lokal regel",
    ),
    "ef.refuse_reasons": RuleKind(
        _l("Skäl för att avvisa"),
        [
            "individual_case",
            "not_ours",
            "already_decided",
            "duplicate",
            "several_questions",
            "offensive",
            "personal_data",
        ],
        _reasons,
        "KF",
        "lokal regel",
    ),
    "moderation.mode": RuleKind(
        _l("När en moderator läser det som skrivs i en dialog"),
        "after",
        _one_of("before", "after"),
        "KS",
        "1998:112 4 §",
        _l("Gäller nya steg i medborgardialoger. Varje steg kan ändras för sig."),
    ),
    "moderation.review_within": RuleKind(
        _l("Anmält innehåll granskas inom, arbetsdagar"), 1, _whole(1, 30), "KS", "1998:112 4 §"
    ),
    "moderation.appeal_days": RuleKind(
        _l("Omprövning kan begäras inom, dagar"), 21, _whole(7, 365), "KS", "lokal regel"
    ),
    "moderation.appeal_within": RuleKind(
        _l("Omprövning avgörs inom, arbetsdagar"), 10, _whole(1, 60), "KS", "lokal regel"
    ),
    "moderation.closing": RuleKind(
        _l("Om inlägg väntar på granskning när tiden är slut"),
        "decide_first",
        _one_of("decide_first", "let_go"),
        "KS",
        "lokal regel",
        _l("Det som väntar kan alltid granskas också efteråt."),
    ),
    "privacy.public_names": RuleKind(
        _l("Förslagsställaren får välja namn eller alias"), ON, _flag, "KF", "GDPR art. 5, 9, 25"
    ),
    "privacy.service_decision_dnr": RuleKind(
        _l("Beslutet om tjänsten, diarienummer"),
        "",
        _words,
        "KF",
        "GDPR art. 6.1 e, 6.3; 2018:218 2 kap. 2 §",
    ),
    "privacy.dpia_id": RuleKind(
        _l("Konsekvensbedömning, diarienummer"), "", _words, "KS", "GDPR art. 35"
    ),
    "privacy.dpo_email": RuleKind(
        _l("Dataskyddsombudets e-post"), "", _words, "KS", "GDPR art. 37"
    ),
    "a11y.assessed_on": RuleKind(
        _l("När tillgängligheten bedömdes, datum"), "", _day, "KS", "2018:1937 13 §"
    ),
    "a11y.complaint_url": RuleKind(
        _l("Adress för att anmäla brister i tillgänglighet"),
        "https://www.digg.se/tdosanmalan",
        _words,
        "KS",
        "2018:1937 13 §",
    ),
}

# What the words of a rule mean to people. The reasons for refusing are added by moderation.
WHO = {
    "residents": _l("Den som är folkbokförd i kommunen"),
    "anyone": _l("Alla som har ett personnummer"),
}
MODES = {
    "before": _l("Innan andra kan läsa det"),
    "after": _l("Efteråt, när något har anmälts eller pekats ut"),
}
LEVELS = {"loa3": _l("Tillitsnivå 3"), "loa4": _l("Tillitsnivå 4")}
CLOSING = {
    "decide_first": _l("Allt ska vara granskat innan resultat och svar publiceras"),
    "let_go": _l("Resultat och svar kan publiceras ändå"),
}
CHOICES: dict[str, dict[str, Any]] = {
    "ef.who_may_start": WHO,
    "ef.who_may_support": WHO,
    "ef.identity_level": LEVELS,
    "dialog.identity_level": LEVELS,
    "staff.identity_level": LEVELS,
    "moderation.mode": MODES,
    "moderation.closing": CLOSING,
}

GO_LIVE = ("privacy.service_decision_dnr", "privacy.dpia_id", "privacy.dpo_email")
DEFAULTS: dict[str, Any] = {key: kind.default for key, kind in RULES.items()}
