"""How an official tags the answers in own words: by the words that the content gives for each tag."""

from sqlalchemy import select

from dialog.consultation.actions.codebook import add_code, code_texts, show_codes
from dialog.consultation.models import FreeText, Part
from dialog.consultation.rules.coding import Change
from dialog.core.context import Context
from dialog.demo.content import consultation_shapes as told

NOTHING: frozenset[int] = frozenset()


def tag(ctx: Context, part: Part, question: told.Question) -> None:
    """Add the tags of a question to the codebook, give them to its texts, and show their numbers."""
    stmt = select(FreeText.id, FreeText.words, FreeText.likeness).where(
        FreeText.part_id == part.id, FreeText.question == question.key
    )
    texts = {like: (number, words.casefold()) for number, words, like in ctx.session.execute(stmt)}
    wanted: dict[int, list[str]] = {}
    for line in question.codes:
        name, _, words = line.partition("|")
        code = add_code(ctx, part.stage.consultation, name, "")
        wanted[code.id] = [word.strip().casefold() for word in words.split(",")]
    changes = [Change(number, _codes(text, wanted), NOTHING) for number, text in texts.values()]
    code_texts(ctx, part, question.key, [change for change in changes if change.add])
    show_codes(ctx, part, question.key, is_shown=True)


def _codes(text: str, wanted: dict[int, list[str]]) -> frozenset[int]:
    return frozenset(code for code, words in wanted.items() if any(w in text for w in words))
