"""How an official tags the answers in own words: by the words that the content gives for each tag."""

from dialog.consultation.actions.codebook import add_code, code_texts, show_codes
from dialog.consultation.models import FreeText, Part
from dialog.consultation.rules.coding import Change
from dialog.core.context import Context
from dialog.demo.content import consultation_shapes as told
from sqlalchemy import select


def tag(ctx: Context, part: Part, question: told.Question) -> None:
    """Add the tags of a question to the codebook, give them to its texts, and show their numbers."""
    stmt = select(FreeText.id, FreeText.words, FreeText.likeness).where(
        FreeText.part_id == part.id, FreeText.question == question.key
    )
    texts = {likeness: (id, words.casefold()) for id, words, likeness in ctx.session.execute(stmt)}
    codes: dict[int, tuple[str, ...]] = {}
    for line in question.codes:
        name, _, words = line.partition("|")
        code = add_code(ctx, part.stage.consultation, name, f"Svaret handlar om {name.lower()}.")
        codes[code.id] = tuple(word.strip().casefold() for word in words.split(","))
    changes = [
        Change(id, add=frozenset(c for c, wanted in codes.items() if any(w in words for w in wanted)))
        for id, words in texts.values()
    ]
    code_texts(ctx, part, question.key, [change for change in changes if change.add])
    show_codes(ctx, part, question.key, is_shown=True)
