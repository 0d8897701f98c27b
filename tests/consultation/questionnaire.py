"""Questionnaires for tests: one with every kind of question, one with conditions, one that is long."""

from dialog.consultation.rules.content import (
    Choice,
    Question,
    QuestionKind,
    QuestionnaireContent,
    QuestionPage,
    ShownIf,
)

COLOURS = (Choice("red", "Röd"), Choice("green", "Grön"), Choice("blue", "Blå"))
ROWS = (Choice("play", "Lekplatsen"), Choice("pond", "Dammen"))


def question(key: str, kind: QuestionKind, title: str = "", **given: object) -> Question:
    """One question; choices and rows where the kind has such."""
    values: dict[str, object] = {"choices": COLOURS} if kind in HAVE_CHOICES else {}
    if kind is QuestionKind.MATRIX:
        values["rows"] = ROWS
    if kind is QuestionKind.NUMBER:
        values |= {"low": 0, "high": 1000}
    return Question(key, kind, title or f"Frågan {key}", **(values | given))  # type: ignore[arg-type]


HAVE_CHOICES = {
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.RANKING,
    QuestionKind.MATRIX,
}


def one_page(*questions: Question) -> QuestionnaireContent:
    """A questionnaire of one page."""
    return QuestionnaireContent(pages=(QuestionPage(questions=questions),))


def every_kind(**given: object) -> QuestionnaireContent:
    """Two pages with one question of each kind, keyed by the name of the kind."""
    kinds = [
        question(
            kind.value,
            kind,
            has_other=kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE},
            unit="kg" if kind is QuestionKind.NUMBER else "",
        )
        for kind in QuestionKind
    ]
    pages = (
        QuestionPage("Först", "Börja **här**.", tuple(kinds[:5])),
        QuestionPage("Sedan", "", tuple(kinds[5:])),
    )
    return QuestionnaireContent(pages=pages, **given)  # type: ignore[arg-type]


def chained() -> QuestionnaireContent:
    """Page 2 is asked of those who say red, its second question of those who say yes there."""
    yes = (Choice("yes", "Ja"), Choice("no", "Nej"))
    first = question("first", QuestionKind.SINGLE, "Vilken färg?", is_required=True)
    second = question(
        "second",
        QuestionKind.SINGLE,
        "Är du säker?",
        choices=yes,
        is_required=True,
        shown_if=ShownIf("first", ("red",)),
    )
    third = question(
        "third",
        QuestionKind.SHORT_TEXT,
        "Varför?",
        is_required=True,
        shown_if=ShownIf("second", ("yes",)),
    )
    last = question("last", QuestionKind.LONG_TEXT, "Något mer?")
    return QuestionnaireContent(
        pages=tuple(QuestionPage(questions=each) for each in ((first,), (second, third), (last,)))
    )


def long(number: int = 50) -> QuestionnaireContent:
    """So many questions, ten on each page."""
    questions = [
        question(f"q{each}", list(QuestionKind)[each % len(QuestionKind)]) for each in range(number)
    ]
    starts = range(0, number, 10)
    return QuestionnaireContent(
        pages=tuple(QuestionPage(questions=tuple(questions[each : each + 10])) for each in starts)
    )
