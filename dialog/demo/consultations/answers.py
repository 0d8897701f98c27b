"""Made-up answers: drawn by the weights of the content, the same every time for the same chance. Pure."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from dialog.consultation.rules.content import (
    Method,
    PrioritiesContent,
    Question,
    QuestionKind,
    QuestionnaireContent,
)
from dialog.consultation.rules.questions import chosen
from dialog.consultation.rules.values import OTHER, Value
from dialog.demo.content import consultation_shapes as told

MOST_ANSWER = 0.92  # of those who are asked what they need not answer
SELDOM = 0.04  # choose "something else"
SAME_WORDS = 2  # people who write the same thing
LONG_SINCE = 150  # days, for a date
USUAL = 12.0  # for a number: few give a large one
TRIES = 50
MORE = 1.3  # as likely as it takes for all texts to be written

Given = dict[str, Value]
Chance = random.Random


class Drawing:
    """Answers to one questionnaire. Each text is written by few, however many answer."""

    def __init__(self, part: told.Part, content: QuestionnaireContent, chance: Chance) -> None:
        self.content, self.chance = content, chance
        self.told = {each.key: each for page in part.pages for each in page.questions}
        self.decks = {key: _deck(each.texts, chance) for key, each in self.told.items()}
        self.many = part.answers
        self.ways: dict[QuestionKind, Callable[[Question, date], Value]] = {
            QuestionKind.SINGLE: self._choice,
            QuestionKind.MULTIPLE: self._choices,
            QuestionKind.SCALE: self._scale,
            QuestionKind.RANKING: self._order,
            QuestionKind.MATRIX: self._rows,
            QuestionKind.NUMBER: self._number,
            QuestionKind.DATE: self._date,
        }

    def one(self, today: date) -> Given:
        """What one person answers: at least something, where something can always be chosen."""
        given: Given = {}
        for _ in range(TRIES):
            for question in self.content.questions():
                if (
                    value := self._value(question, today)
                    if self._is_asked(question, given)
                    else None
                ):
                    given[question.key] = value
            if given:
                return given
        raise ValueError("nobody would answer these questions")

    def _is_asked(self, question: Question, given: Given) -> bool:
        condition = question.shown_if
        if condition is None:
            return True
        return bool(chosen(given.get(condition.question)) & set(condition.any_of))

    def _value(self, question: Question, today: date) -> Value | None:
        if question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}:
            return self._text(question)
        if not question.is_required and self.chance.random() > MOST_ANSWER:
            return None
        return self.ways[question.kind](question, today)

    def _text(self, question: Question) -> Value | None:
        deck = self.decks[question.key]
        whole = len(self.told[question.key].texts) * SAME_WORDS
        wants = whole / self.many * MORE
        return {"words": deck.pop()} if deck and self.chance.random() < wants else None

    def _choice(self, question: Question, today: date) -> Value:
        if words := self._other(question):
            return {"choice": OTHER, "words": words}
        return {"choice": self._keys(question, 1)[0]}

    def _choices(self, question: Question, today: date) -> Value:
        if words := self._other(question):
            return {"choices": [OTHER], "words": words}
        many = self.chance.randint(1, min(question.most or 3, len(question.choices)))
        wanted = self._keys(question, many)
        return {"choices": [each.key for each in question.choices if each.key in wanted]}

    def _other(self, question: Question) -> str:
        deck = self.decks[question.key]
        return deck.pop() if question.has_other and deck and self.chance.random() < SELDOM else ""

    def _keys(self, question: Question, many: int) -> list[str]:
        keys = [each.key for each in question.choices]
        return lean(self.chance, keys, self.told[question.key].weights, many)

    def _scale(self, question: Question, today: date) -> Value:
        steps = list(range(question.low, question.high + 1))
        weights = self.told[question.key].weights or [1] * len(steps)
        return {"value": self.chance.choices(steps, weights)[0]}

    def _order(self, question: Question, today: date) -> Value:
        return {"order": self._keys(question, len(question.choices))}

    def _rows(self, question: Question, today: date) -> Value:
        return {"rows": {row.key: self._keys(question, 1)[0] for row in question.rows}}

    def _number(self, question: Question, today: date) -> Value:
        number = question.low + round(self.chance.expovariate(1 / USUAL))
        return {"value": str(min(number, question.high))}

    def _date(self, question: Question, today: date) -> Value:
        day = today - timedelta(days=self.chance.randint(1, LONG_SINCE))
        return {"value": day.isoformat()}


def lean(chance: Chance, keys: Sequence[str], weights: Sequence[int], many: int) -> list[str]:
    """So many of the keys, each once, those with more weight more often and earlier."""
    left = dict(zip(keys, weights or [1] * len(keys), strict=True))
    drawn = []
    for _ in range(many):
        drawn.append(chance.choices(list(left), list(left.values()))[0])
        del left[drawn[-1]]
    return drawn


def _deck(texts: Sequence[str], chance: Chance) -> list[str]:
    deck = [*texts] * SAME_WORDS
    chance.shuffle(deck)
    return deck


def questionnaire_answers(
    part: told.Part, content: QuestionnaireContent, chance: Chance, today: date
) -> Iterator[dict[str, Any]]:
    """As many answers as the content says."""
    drawing = Drawing(part, content, chance)
    for _ in range(part.answers):
        yield drawing.one(today)


def priorities_answers(
    part: told.Part, content: PrioritiesContent, chance: Chance
) -> Iterator[dict[str, Any]]:
    """As many answers as the content says: points, or picks."""
    keys = [each.key for each in content.options]
    for _ in range(part.answers):
        if content.method is Method.PICK:
            many = chance.randint(max(1, content.amount - 1), content.amount)
            picked = lean(chance, keys, part.weights, many)
            yield {"picks": [key for key in keys if key in picked]}
        else:
            yield {"points": _points(chance, keys, part.weights, content.amount)}


def _points(
    chance: Chance, keys: Sequence[str], weights: Sequence[int], amount: int
) -> dict[str, int]:
    """Most people give all their points to two or three things."""
    few = lean(chance, keys, weights, chance.randint(1, 3))
    points = dict.fromkeys(few, 1)
    for _ in range(amount - len(few)):
        points[chance.choice(few)] += 1
    return points
