"""A colleague who saves between what an official read and what they save."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, g

from dialog.consultation.actions.parts import edit_part
from dialog.consultation.forms.parts import DiscussionForm
from dialog.consultation.models import Part
from dialog.consultation.rules.content import DiscussionContent
from dialog.consultation.views.editing import Edit, change, save, whole
from dialog.core.context import Context
from tests.consultation import rows


@pytest.fixture
def officer(acting: Callable[[str], Context]) -> Context:
    return acting("officer")


@pytest.fixture
def part(app: Flask, officer: Context) -> Iterator[Part]:
    """A part, in the middle of a request that edits it."""
    row = rows.consultation(officer.session, officer.keys)
    made = rows.add_part(officer.session, row, DiscussionContent("Ett"), title="Prata")
    mark = whole(made.title, made.content()).mark
    sent = {"title": "Prata", "prompt": "Mitt", "seen": mark}
    with app.test_request_context(method="POST", data=sent):
        g.context = officer
        yield made


def late(officer: Context, part: Part, title: str, prompt: str) -> Callable[[], None]:
    """A colleague's change that comes once, when it is called for."""
    waiting = [DiscussionContent(prompt)]

    def come() -> None:
        if waiting:
            edit_part(officer, part, title, waiting.pop())

    return come


def edit(form: DiscussionForm, come: Callable[[], None]) -> Edit:
    def written(_title: str, now: Any) -> tuple[str, Any]:
        come()
        return form.title.data or "", form.said(now, {})

    return Edit(whole, written)


def test_their_words_in_the_last_moment_are_shown_and_not_overwritten(
    part: Part, officer: Context
) -> None:
    form = DiscussionForm(meta={"csrf": False})
    lack = save(part, form, edit(form, late(officer, part, "Prata", "Deras")))
    assert lack is not None
    assert [text for op, text in lack.conflict if op != "same"] == ["Deras", "Mitt"]
    assert part.content() == DiscussionContent("Deras")
    assert save(part, form, edit(form, lambda: None)) is None  # now both have been seen
    assert part.content() == DiscussionContent("Mitt")


def test_a_move_is_done_with_what_is_there_now(part: Part, officer: Context) -> None:
    come = late(officer, part, "Samtala", "Deras")

    def how(now: DiscussionContent) -> DiscussionContent:
        come()
        return replace(now, prompt=f"{now.prompt}!")

    change(part, how)
    assert (part.title, part.content()) == ("Samtala", DiscussionContent("Deras!"))
