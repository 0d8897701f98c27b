"""Word lists: what the filter looks for, in each language."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from dialog.core.i18n import format_number, ngettext
from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.moderation.actions import word_lists as actions
from dialog.moderation.forms.word_lists import WordsForm
from dialog.moderation.models import ListedWord
from dialog.moderation.queries import word_lists as queries
from dialog.moderation.views import bp
from dialog.process.forms.writing import LANGUAGES
from dialog.web.request import access, allow, here

Answer = Any
ON = "ja"


@bp.get("/arbetsyta/granskning/ordlistor")
def word_lists() -> str:
    """Every language, how many words its list has, and whether it is on."""
    allow()
    lists = queries.all_lists(here())
    found = [(key, name, *lists.get(key, (False, 0))) for key, name in LANGUAGES.items()]
    return render_template("moderation/word_lists.html", lists=found)


@bp.route("/arbetsyta/granskning/ordlistor/<language>", methods=["GET", "POST"])
def add_words(language: str) -> Answer:
    """The words of one language, and more of them."""
    allow()
    if language not in LANGUAGES:
        abort(404)
    form, added = WordsForm(), []
    sent = send(form, lambda: added.append(actions.add_words(here(), language, form.lines())))
    if sent.is_done:
        words = ngettext("%(n)s nytt ord.", "%(n)s nya ord.", added[0])
        flash(words % {"n": format_number(added[0])}, "success")
        return redirect(url_for(".add_words", language=language), 303)
    ctx = here()
    row = queries.word_list(ctx, language)
    page = render_template(
        "moderation/word_list.html",
        form=form,
        refusal=sent.refusal,
        language=language,
        name=LANGUAGES[language],
        is_on=row is not None and row.is_on,
        words=queries.words_of(ctx, language),
    )
    return page, sent.status


@bp.post("/arbetsyta/granskning/ordlistor/<language>/anvand")
def turn_word_list(language: str) -> Answer:
    """Begin to look for the words, or stop."""
    allow()
    if language not in LANGUAGES:
        abort(404)
    is_on = request.form.get("anvand") == ON
    actions.turn_word_list(here(), language, is_on=is_on)
    flash(_("Ordlistan används nu.") if is_on else _("Ordlistan används inte längre."), "success")
    return redirect(url_for(".add_words", language=language), 303)


@bp.post("/arbetsyta/granskning/ordlistor/ord/<int:id>/ta-bort")
def remove_word(id: int) -> Answer:
    """Look for a word no longer."""
    word = access(ListedWord, id)
    actions.remove_word(here(), word)
    flash(_("Ordet är borttaget."), "success")
    return redirect(url_for(".add_words", language=word.list.language), 303)
