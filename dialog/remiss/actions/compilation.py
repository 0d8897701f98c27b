"""Writing the compilation, making it public, and opening it again where something must be corrected."""

from dialog.core.context import Context
from dialog.core.errors import Faulty, NotFound
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.text import tidy
from dialog.feedback.records import ensure_concludable
from dialog.identity.rules import holds_personal_number
from dialog.registry.models import Document
from dialog.registry.records import file_document, note_made
from dialog.remiss.models import Remiss, SectionComment
from dialog.remiss.queries.assessment import places
from dialog.remiss.queries.compilation import (
    Compilation,
    compilation,
    find_comment,
    organisations,
)
from dialog.remiss.queries.replied import replies
from dialog.remiss.rules.assessing import ensure_not_concluded
from dialog.remiss.rules.compilation import (
    NOTHING,
    NUMBER_IN_TEXT,
    Comment,
    CommentChanged,
    NotConcluded,
    as_data,
    ensure_heard,
    ensure_whole,
)
from dialog.remiss.rules.content import WHOLE

DOCUMENT = "compilation"


def introduce_compilation(ctx: Context, remiss: Remiss, words: str) -> None:
    """Write what stands first in the compilation: what came of the answers, in short."""
    ctx.require("remiss.introduce_compilation", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    _ensure_no_number(words=words)
    remiss.compilation_words = tidy(words)
    ctx.record("remiss.introduce_compilation", remiss)


def comment_section(
    ctx: Context, remiss: Remiss, section: str, given: Comment, seen: str
) -> SectionComment:
    """Say what the municipality thinks of what was said of a section, and what it changed; or why nothing.

    `seen` is Comment.seen() of what stood there when the writer began. Raises CommentChanged where
    somebody else has written since, Faulty, and Concluded.
    """
    ctx.require("remiss.comment_section", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    if section != WHOLE and section not in places(ctx, remiss):
        raise NotFound(_l("Avsnittet finns inte i dokumentet."))
    comment = _checked(given)
    row = find_comment(ctx, remiss, section)
    known = Comment(row.words, row.changed, row.none_reason) if row else NOTHING
    if known.seen() != seen and known != comment:
        raise CommentChanged(known)
    if row is None:
        row = SectionComment(remiss_id=remiss.id, section=section)
        ctx.session.add(row)
    row.words, row.changed = comment.words, comment.changed
    row.none_reason, row.by, row.at = comment.none_reason, ctx.actor.id, ctx.now
    ctx.record("remiss.comment_section", remiss, section=section, has_comment=bool(comment.words))
    return row


def conclude(ctx: Context, remiss: Remiss) -> Document:
    """Make the compilation public, and keep it as a document with its hash for the register.

    Raises NotWhole with all that is missing, TooEarly while people can still answer in time, and
    Concluded when it has been made public already. Whatever keeps it from being concluded, too.
    """
    ctx.require("remiss.conclude", remiss)
    ctx.lock(remiss)
    ensure_not_concluded(remiss.concluded_at)
    ensure_heard(remiss.publication, remiss.closes_at, ctx.now)
    whole = compilation(ctx, remiss)
    ensure_whole(whole.chapters, whole.waiting)
    ensure_concludable(ctx, remiss)
    document = file_document(ctx, remiss, DOCUMENT, _content(ctx, remiss, whole))
    remiss.concluded_at = ctx.now
    remiss.reopened_at, remiss.reopened_words = None, ""
    note_made(ctx, remiss, concerns=_l("Sammanställning av remissvar"))
    ctx.session.flush()
    ctx.record("remiss.conclude", remiss, document=document.id, hash=document.hash)
    return document


def reopen_compilation(ctx: Context, remiss: Remiss, reason: str) -> None:
    """Take the compilation away from the public to correct it. What was concluded stays as a document."""
    ctx.require("remiss.reopen_compilation", remiss)
    ctx.lock(remiss)
    if remiss.concluded_at is None:
        raise NotConcluded(_l("Sammanställningen är redan öppen. Du kan ändra i den."))
    if not tidy(reason):
        raise Faulty(_l("Skriv varför sammanställningen öppnas igen. Alla kan läsa det."), "reason")
    _ensure_no_number(reason=reason)
    remiss.concluded_at = None
    remiss.reopened_at, remiss.reopened_words = ctx.now, tidy(reason)
    note_made(ctx, remiss, concerns=_l("Sammanställning av remissvar öppnad för rättelse"))
    ctx.record("remiss.reopen_compilation", remiss)


def _checked(given: Comment) -> Comment:
    comment = Comment(tidy(given.words), tidy(given.changed), tidy(given.none_reason))
    if comment.is_empty():
        raise Faulty(
            _l("Skriv kommunens kommentar, eller varför avsnittet inte får någon."), "words"
        )
    if comment.words and comment.none_reason:
        raise Faulty(
            _l("Skriv antingen en kommentar eller varför det inte finns någon, inte båda."),
            "none_reason",
        )
    if comment.changed and not comment.words:
        raise Faulty(_l("Förklara ändringen i kommentaren också."), "words")
    _ensure_no_number(words=comment.words, changed=comment.changed, none_reason=comment.none_reason)
    return comment


def _content(ctx: Context, remiss: Remiss, whole: Compilation) -> dict[str, object]:
    """What was concluded. Answers are records of their own, so what people wrote is not repeated."""
    names = organisations(ctx, remiss)
    sections = [
        {**as_data(each), "organisations": names.get(each.key, {})} for each in whole.told()
    ]
    return {
        "title": remiss.title,
        "words": remiss.compilation_words,
        "corrects": remiss.reopened_words,  # why an earlier one was opened again
        "answers": {
            "organisations": whole.answers.organisations,
            "persons": whole.answers.persons,
        },
        "unconsidered": list(whole.unconsidered),
        "sections": sections,
        "replies": replies(ctx, remiss),
    }


def _ensure_no_number(**texts: str) -> None:
    for field, words in texts.items():
        if holds_personal_number(words):
            raise Faulty(NUMBER_IN_TEXT, field)
