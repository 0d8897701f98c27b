"""The published catalogue of reasons for refusing a text. What is hidden is kept as a record, not shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.moderation.rules import BULLETIN_BOARD_ACT, reasons_now
from dialog.tenancy.catalogue import CHOICES


@dataclass(frozen=True)
class Reason:
    """A reason: its title, its explanation, its ground, and whether the text itself is hidden."""

    title: Any
    explanation: Any
    ground: Any
    hides: bool = False


REASONS: dict[str, Reason] = {
    "individual_case": Reason(
        _l("Förslaget handlar om en enskild persons ärende"),
        _l(
            "Kommunen fattar beslut om enskilda personer och företag enligt särskilda "
            "regler, till exempel om bygglov, bidrag eller en plats. Sådana beslut kan vi "
            "inte ändra genom en folkmotion. Du får gärna föreslå hur kommunen ska göra i "
            "allmänhet."
        ),
        _l("Kommunens lokala regler för folkmotion"),
    ),
    "not_ours": Reason(
        _l("Kommunen bestämmer inte över frågan"),
        _l(
            "Förslaget gäller något som staten, regionen eller någon annan bestämmer över. "
            "Vänd dig direkt till den som kan fatta beslutet."
        ),
        _l("Kommunens lokala regler för folkmotion"),
    ),
    "already_decided": Reason(
        _l("Frågan är redan beslutad eller på väg att beslutas"),
        _l(
            "Kommunen har nyligen beslutat i frågan, eller arbetar redan med den i ett "
            "annat ärende. Vi skriver vilket ärende det är, så att du kan följa det."
        ),
        _l("Kommunens lokala regler för folkmotion"),
    ),
    "duplicate": Reason(
        _l("Det finns redan ett likadant förslag"),
        _l(
            "Ett förslag om samma sak har lämnats in tidigare, inom den tid som kommunens "
            "regler anger. Vi länkar till det. Är det fortfarande öppet kan du skriva under"
            " det i stället."
        ),
        _l("Kommunens lokala regler för folkmotion"),
    ),
    "several_questions": Reason(
        _l("Förslaget tar upp flera olika frågor"),
        _l(
            "En folkmotion ska handla om en sak. Då vet alla vad de skriver under, och "
            "politikerna kan ge ett tydligt svar. Dela upp förslaget och skicka in ett i "
            "taget."
        ),
        _l("Kommunens lokala regler för folkmotion"),
    ),
    "offensive": Reason(
        _l("Texten är kränkande"),
        _l(
            "Texten angriper eller hånar en person eller en grupp. Du får vara hård mot en "
            "sak, men inte mot människor. Skriv gärna om ditt förslag och skicka in det "
            "igen."
        ),
        _l("Kommunens lokala regler för folkmotion"),
        hides=True,
    ),
    "personal_data": Reason(
        _l("Texten innehåller uppgifter om andra personer"),
        _l(
            "Texten pekar ut en privatperson, till exempel med namn, adress eller uppgifter"
            " om hälsa. Ta bort uppgifterna och skicka in förslaget igen."
        ),
        _l("Kommunens lokala regler för folkmotion"),
        hides=True,
    ),
    "bbs_threat": Reason(
        _l("Olaga hot"),
        _l("Texten innehåller uppenbart ett olaga hot. Kommunen måste ta bort den från visning."),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_privacy_breach": Reason(
        _l("Olaga integritetsintrång"),
        _l(
            "Texten är uppenbart ett olaga integritetsintrång. Kommunen måste ta bort den "
            "från visning."
        ),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_incitement": Reason(
        _l("Uppvigling"),
        _l("Texten är uppenbart uppvigling. Kommunen måste ta bort den från visning."),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_agitation": Reason(
        _l("Hets mot folkgrupp"),
        _l("Texten är uppenbart hets mot folkgrupp. Kommunen måste ta bort den från visning."),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_child_abuse": Reason(
        _l("Barnpornografibrott"),
        _l(
            "Innehållet är uppenbart ett barnpornografibrott. Kommunen måste ta bort det "
            "från visning."
        ),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_violence": Reason(
        _l("Olaga våldsskildring"),
        _l(
            "Innehållet är uppenbart en olaga våldsskildring. Kommunen måste ta bort det "
            "från visning."
        ),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_terrorism": Reason(
        _l("Offentlig uppmaning till terrorism eller särskilt allvarlig brottslighet"),
        _l(
            "Texten är uppenbart en offentlig uppmaning till terrorism eller särskilt "
            "allvarlig brottslighet. Kommunen måste ta bort den från visning."
        ),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
    "bbs_copyright": Reason(
        _l("Intrång i upphovsrätten"),
        _l(
            "Det är uppenbart att texten eller bilden gör intrång i någon annans "
            "upphovsrätt. Kommunen måste ta bort den från visning."
        ),
        _l("5 § lagen (1998:112) om ansvar för elektroniska anslagstavlor"),
        hides=True,
    ),
}

# The same in words that fit what people write within a process. Each of them hides the text.
_OWN_RULES = _l("Kommunens regler för inlägg")
OF_CONTRIBUTIONS: dict[str, Reason] = {
    "offensive": Reason(
        _l("Texten är kränkande"),
        _l(
            "Texten angriper eller hånar en person eller en grupp. Du får vara hård i sakfrågan, "
            "men inte mot människor. Skriv gärna en ny text utan det."
        ),
        _OWN_RULES,
        hides=True,
    ),
    "personal_data": Reason(
        _l("Texten innehåller uppgifter om andra personer"),
        _l(
            "Texten eller bilden pekar ut en privatperson, till exempel med namn, adress eller "
            "uppgifter om hälsa. Skriv gärna en ny text utan uppgifterna."
        ),
        _OWN_RULES,
        hides=True,
    ),
    "off_topic": Reason(
        _l("Texten handlar om något annat"),
        _l(
            "Texten har inget att göra med det som kommunen frågar om. Kontakta kommunen på ett "
            "annat sätt."
        ),
        _OWN_RULES,
        hides=True,
    ),
    "advertising": Reason(
        _l("Texten är reklam, eller samma text flera gånger"),
        _l(
            "Texten säljer något, eller har skickats in många gånger. Då blir det svårt för andra "
            "att hitta det som folk vill säga."
        ),
        _OWN_RULES,
        hides=True,
    ),
}

# Why a text is sent back: the moderator's own words say what to change.
NEEDS_CHANGE = "needs_change"
GROUNDS: dict[str, Reason] = (
    OF_CONTRIBUTIONS
    | REASONS
    | {
        NEEDS_CHANGE: Reason(
            _l("Texten behöver ändras"),
            _l(
                "Texten kan publiceras när du har ändrat det som kommunen har skrivit. Sedan kan du "
                "skicka in den igen."
            ),
            _l("Kommunens lokala regler för folkmotion"),
        )
    }
)

# The local reasons can be chosen by the municipality; what the law demands always holds.
CHOICES["ef.refuse_reasons"] = {
    key: reason.title for key, reason in REASONS.items() if not key.startswith(BULLETIN_BOARD_ACT)
}


def reason_of(key: str, type: str) -> Reason:
    """The ground of that key, in words that fit the type of text (moderation.subjects)."""
    fitting = OF_CONTRIBUTIONS if type == "contribution" else {}
    return fitting.get(key) or GROUNDS[key]


def hidden_because(contribution: Any) -> Reason | None:
    """The reason that stands in its place, of a contribution that was hidden; else None."""
    if not contribution.is_hidden() or not contribution.refusal:
        return None
    return reason_of(contribution.refusal, "contribution")


def reasons_for(type: str, published: Iterable[str]) -> dict[str, Reason]:
    """What can be given as a reason against a text of that type, those of the law last.

    `published` is the municipality's own choice for processes. What people write within one is judged
    by the same few reasons everywhere.
    """
    own = OF_CONTRIBUTIONS if type == "contribution" else published
    keys = reasons_now(own, {**OF_CONTRIBUTIONS, **REASONS} if type == "contribution" else REASONS)
    return {key: reason_of(key, type) for key in sorted(keys, key=_is_of_law)}


def hiding_reasons(type: str, published: Iterable[str]) -> dict[str, Reason]:
    """Those of them for which words are not shown."""
    return {key: each for key, each in reasons_for(type, published).items() if each.hides}


def _is_of_law(key: str) -> bool:
    return key.startswith(BULLETIN_BOARD_ACT)
