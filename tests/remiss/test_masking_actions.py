"""Masking: who may, what is recorded, and that the original stays."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotPermitted
from dialog.core.journal import Event
from dialog.process.rules.masking import Extent
from dialog.remiss.actions.mask import Wish, mask, release_file, unmask, withhold_file
from dialog.remiss.models import Mask, Point, Response, Statement
from dialog.remiss.queries.masking import passages, shown_points, shown_words
from dialog.remiss.rules import Showing
from dialog.remiss.rules.masking import Place
from dialog.remiss.rules.response import View
from tests.remiss import rows

Acting = Callable[[str], Context]
ANYONE = ["resident", "registrar", "councillor", "admin"]


def answered(ctx: Context) -> Response:
    """An answer whose neighbour is named twice; not committed."""
    row = rows.remiss(ctx.session, ctx.keys, showing=Showing.AT_ONCE)
    words = View("supports", "Kalle Karlsson kör för fort. Fråga Kalle Karlsson.", "Stoppa Kalle.")
    return rows.add_response(ctx.session, row, {"": words, "s2": View("opposes", "Nej.")})


def wish(response: Response, passage: str, **given: object) -> Wish:
    values = {"place": Place.WORDS, "extent": Extent.ONCE, "reason": "others", "ground": ""}
    return Wish(response.statements[0], passage=passage, **(values | given))  # type: ignore[arg-type]


def shown(ctx: Context, statement: Statement) -> tuple[str, str]:
    return shown_words(statement, passages(ctx, [statement.id]).get(statement.id, {}))


@pytest.mark.parametrize("name", ["officer", "moderator"])
def test_a_passage_is_hidden_and_shown_again(acting: Acting, name: str) -> None:
    ctx = acting(name)
    response = answered(ctx)
    assert mask(ctx, response, wish(response, "kör för fort")) == 1
    said = response.statements[0]
    assert shown(ctx, said)[0] == (
        "Kalle Karlsson [Maskerat: Personuppgifter om någon annan]. Fråga Kalle Karlsson."
    )
    assert response.body == shown(ctx, said)[0]
    assert "kör för fort" in response.texts[0].body
    assert "kör för fort" in said.words
    row = ctx.session.scalars(select(Mask)).one()
    unmask(ctx, row)
    unmask(ctx, row)  # twice is once
    assert shown(ctx, said)[0] == response.body == said.words
    assert (row.by, row.lifted_by) == (ctx.actor.id, ctx.actor.id)
    events = ctx.session.scalars(select(Event).where(Event.name.like("remiss.%mask")))
    assert [(event.name, event.data) for event in events] == [
        ("remiss.mask", {"reason": "others", "places": 1}),
        ("remiss.unmask", {"mask": row.id}),
    ]


@pytest.mark.parametrize("name", ANYONE)
def test_nobody_else_masks(acting: Acting, name: str) -> None:
    ctx = acting(name)
    response = answered(ctx)
    with pytest.raises(NotPermitted):
        mask(ctx, response, wish(response, "kör för fort"))


def test_words_in_several_places_are_told_and_can_all_be_taken(acting: Acting) -> None:
    ctx = acting("officer")
    response = answered(ctx)
    with pytest.raises(Faulty, match="2 ställen"):
        mask(ctx, response, wish(response, "Kalle Karlsson"))
    assert mask(ctx, response, wish(response, "Kalle Karlsson", extent=Extent.EVERYWHERE)) == 2
    mask(ctx, response, wish(response, "", place=Place.PROPOSAL, extent=Extent.ALL))
    assert "Kalle" not in "".join(shown(ctx, response.statements[0]))
    with pytest.raises(Faulty, match="redan maskerat"):
        mask(ctx, response, wish(response, "Kalle Karlsson", extent=Extent.EVERYWHERE))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"passage": "Olle"}, "passage"),
        ({"passage": "fort", "reason": "because"}, "reason"),
        ({"passage": "fort", "reason": "secrecy"}, "ground"),
        ({"passage": "x", "extent": Extent.EVERYWHERE}, "passage"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(
    acting: Acting, given: dict[str, str], field: str
) -> None:
    ctx = acting("officer")
    response = answered(ctx)
    with pytest.raises(Faulty) as fault:
        mask(ctx, response, wish(response, **given))
    assert fault.value.field == field


def test_points_hide_what_their_statement_hides(acting: Acting) -> None:
    ctx = acting("officer")
    response = answered(ctx)
    mask(ctx, response, wish(response, "Kalle Karlsson", extent=Extent.EVERYWHERE))
    said = response.statements[0]
    point = ctx.session.scalars(select(Point).where(Point.statement_id == said.id)).one()
    split = Point(
        remiss_id=point.remiss_id,
        statement_id=said.id,
        number=2,
        section="",
        words="Fråga Kalle Karlsson.",
        likeness="x",
    )
    ctx.session.add(split)
    ctx.session.flush()
    found = shown_points(ctx, [point, split])
    assert not any("Kalle Karlsson" in words for words in found.values())
    assert found[split.id].startswith("Fråga [Maskerat: ")


def test_minutes_are_shown_by_nobodys_decision(acting: Acting) -> None:
    ctx = acting("officer")
    response = answered(ctx)
    minutes = rows.add_file(ctx.session, response, "minutes")
    annex = rows.add_file(ctx.session, response, "annex")
    with pytest.raises(Exception, match="Protokoll publiceras inte"):
        release_file(ctx, minutes)
    release_file(ctx, annex)
    assert annex.is_released is True
    withhold_file(ctx, annex)
    assert annex.is_released is False
