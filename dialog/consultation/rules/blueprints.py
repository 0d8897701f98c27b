"""What a new consultation begins as: steps and parts with examples that the official writes over.

The examples are content and not interface: a municipality asks in Swedish.
"""

from dataclasses import dataclass
from typing import Any

from dialog.consultation.rules import Blueprint
from dialog.consultation.rules.content import (
    Choice,
    DiscussionContent,
    IdeasContent,
    MapContent,
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    TextContent,
)
from dialog.consultation.rules.stages import Terms
from dialog.core.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class StagePlan:
    """A step to begin with: its terms, and its parts as (title, content)."""

    terms: Terms
    parts: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Sketch:
    """A blueprint: what it is, what it suits, and what it begins with."""

    about: Any
    suits: Any
    stages: tuple[StagePlan, ...]


BACKGROUND = (
    "Bakgrund",
    TextContent(
        "Skriv kort varför kommunen frågar, vad som ska göras och vad som redan är bestämt.\n\n"
        "Berätta vad det får kosta och när det ska vara klart, om du vet det."
    ),
)
AREAS = tuple(
    Choice(key, label)
    for key, label in (
        ("trygghet", "Trygghet"),
        ("natur", "Natur och grönska"),
        ("lek", "Lek och rörelse"),
        ("annat", "Något annat"),
    )
)


def _stage(title: str, *parts: tuple[str, Any]) -> tuple[StagePlan, ...]:
    return (StagePlan(Terms(title), (BACKGROUND, *parts)),)


def _open_questions() -> QuestionnaireContent:
    good = Question(
        "bra",
        QuestionKind.LONG_TEXT,
        "Vad fungerar bra i dag?",
        help="Skriv inget om andra privatpersoner.",
    )
    better = Question(
        "battre",
        QuestionKind.LONG_TEXT,
        "Vad vill du ska bli bättre?",
        help="Berätta gärna varför.",
        is_required=True,
    )
    return QuestionnaireContent(
        intro="Du behöver inte svara på alla frågor.",
        pages=(QuestionPage("Dina tankar", "", (good, better)),),
        asks_age=True,
        thanks="Tack. Vi läser alla svar.",
    )


def _survey() -> QuestionnaireContent:
    often = Question(
        "hur_ofta",
        QuestionKind.SINGLE,
        "Hur ofta är du där?",
        is_required=True,
        choices=(
            Choice("dag", "Varje dag"),
            Choice("vecka", "Någon gång i veckan"),
            Choice("manad", "Någon gång i månaden"),
            Choice("sallan", "Mer sällan eller aldrig"),
        ),
    )
    does = Question(
        "vad",
        QuestionKind.MULTIPLE,
        "Vad brukar du göra där?",
        choices=(
            Choice("ga", "Gå eller springa"),
            Choice("barn", "Vara med barn"),
            Choice("traffa", "Träffa andra"),
        ),
        has_other=True,
    )
    content = Question(
        "nojd",
        QuestionKind.SCALE,
        "Hur nöjd är du i dag?",
        low_label="Inte alls nöjd",
        high_label="Mycket nöjd",
    )
    first = Question(
        "viktigast",
        QuestionKind.RANKING,
        "Vad är viktigast att göra först?",
        choices=(
            Choice("ljus", "Bättre belysning"),
            Choice("bankar", "Fler bänkar"),
            Choice("lek", "Ny lekplats"),
        ),
    )
    more = Question("mer", QuestionKind.LONG_TEXT, "Vill du berätta något mer?")
    return QuestionnaireContent(
        intro="Det tar ungefär fem minuter att svara.",
        pages=(
            QuestionPage("Så använder du platsen", "", (often, does)),
            QuestionPage("Så tycker du", "", (content, first, more)),
        ),
        asks_age=True,
        asks_area=True,
        thanks="Tack för dina svar.",
    )


SKETCHES: dict[Blueprint, Sketch] = {
    Blueprint.QUESTIONS: Sketch(
        _l("Några få frågor som var och en svarar på med egna ord."),
        _l("Passar tidigt, när du vill förstå vad människor tycker och varför."),
        _stage("Svara på frågorna", ("Frågor", _open_questions())),
    ),
    Blueprint.SURVEY: Sketch(
        _l("Frågor med svar att välja mellan, på flera sidor."),
        _l("Passar när många ska svara och svaren ska kunna räknas och jämföras."),
        _stage("Svara på enkäten", ("Enkät", _survey())),
    ),
    Blueprint.IDEAS: Sketch(
        _l("Alla kan lämna idéer, stödja andras och kommentera dem."),
        _l("Passar när lösningen är öppen och deltagarna kan bygga vidare på varandras idéer."),
        _stage(
            "Lämna idéer",
            ("Idéer", IdeasContent("Vad vill du se här? Beskriv en idé i taget.", AREAS)),
            ("Diskussion", DiscussionContent("Vad är viktigast, och varför?")),
        ),
    ),
    Blueprint.MAP: Sketch(
        _l("Alla kan visa på en karta vad som är bra och vad som behöver ändras."),
        _l("Passar när det handlar om platser: gator, parker, vägar till skolan."),
        _stage(
            "Visa på kartan",
            (
                "Karta",
                MapContent(
                    "Visa en plats och berätta vad som är bra eller behöver ändras. Du kan "
                    "beskriva platsen med ord i stället.",
                    (
                        Choice("bra", "Bra plats"),
                        Choice("otrygg", "Känns otrygg"),
                        Choice("andra", "Behöver ändras"),
                    ),
                ),
            ),
        ),
    ),
    Blueprint.PRIORITIES: Sketch(
        _l("Alla fördelar poäng mellan alternativ, så att det syns vad som är viktigast."),
        _l("Passar när förslagen finns och pengarna eller tiden inte räcker till alla."),
        _stage(
            "Fördela poängen",
            (
                "Prioritera",
                PrioritiesContent(
                    "Du har 10 poäng. Ge flest till det som är viktigast för dig.",
                    Method.POINTS,
                    10,
                    (
                        Choice("ljus", "Bättre belysning", "Kostar ungefär 400 000 kronor."),
                        Choice("bankar", "Fler bänkar", "Kostar ungefär 100 000 kronor."),
                        Choice("lek", "Ny lekplats", "Kostar ungefär 900 000 kronor."),
                    ),
                ),
            ),
        ),
    ),
}
