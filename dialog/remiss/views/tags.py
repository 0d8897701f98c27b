"""The tags of one remiss: what each is called, how many points have it, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from dialog.core.i18n import gettext as _
from dialog.identity.kept import send
from dialog.remiss.actions import tags as actions
from dialog.remiss.forms.assessing import MergeForm, TagNameForm, offered
from dialog.remiss.models import Remiss, Tag
from dialog.remiss.queries import points as queries
from dialog.remiss.views import bp
from dialog.web.forms import Form
from dialog.web.request import access, here

Answer = Any
TAGS = "/arbetsyta/remisser/<int:id>/bedomning/taggar"


@bp.get(TAGS)
def tags(id: int) -> str:
    """Every tag, and how many points have it."""
    remiss = access(Remiss, id)
    return render_template(
        "remiss/tags.html",
        remiss=remiss,
        tags=queries.tags(here(), remiss),
        used=queries.tags_used(here(), remiss),
    )


@bp.route(f"{TAGS}/<int:tag>", methods=["GET", "POST"])
def rename_tag(id: int, tag: int) -> Answer:
    """Call it something else; also the page on which it is merged or removed."""
    remiss, row = _tag(id, tag)
    form = TagNameForm(name=row.name)
    words = _("Taggen är sparad.")
    return _sent(
        remiss, row, form, lambda: actions.rename_tag(here(), remiss, row, form.name.data or ""), words
    )  # fmt: skip


@bp.post(f"{TAGS}/<int:tag>/sla-ihop")
def merge_tags(id: int, tag: int) -> Answer:
    """Let another tag take over its points."""
    remiss, row = _tag(id, tag)
    form = _merging(remiss, row)
    into = here().session.get(Tag, form.into.data or 0)
    words = _("Taggarna är sammanslagna.")
    return _sent(remiss, row, form, lambda: actions.merge_tags(here(), remiss, row, into), words)


@bp.post(f"{TAGS}/<int:tag>/ta-bort")
def remove_tag(id: int, tag: int) -> Answer:
    """Take it away from all its points."""
    remiss, row = _tag(id, tag)
    actions.remove_tag(here(), remiss, row)
    flash(_("Taggen är borttagen."), "success")
    return redirect(url_for("remiss.tags", id=id), 303)


def _tag(id: int, tag: int) -> tuple[Remiss, Tag]:
    remiss = access(Remiss, id)
    row = here().session.get(Tag, tag)
    return (remiss, row) if row is not None and row.remiss_id == remiss.id else abort(404)


def _merging(remiss: Remiss, row: Tag) -> MergeForm:
    form = MergeForm()
    others = [each for each in queries.tags(here(), remiss) if each.id != row.id]
    form.into.choices = offered((each.id, each.name) for each in others)
    return form


def _sent(remiss: Remiss, row: Tag, form: Form, act: Callable[[], object], words: str) -> Answer:
    name = row.name
    sent = send(form, act)
    if sent.is_done:
        flash(words, "success")
        return redirect(url_for("remiss.tags", id=remiss.id), 303)
    is_merge = isinstance(form, MergeForm)
    page = render_template(
        "remiss/tag.html",
        remiss=remiss,
        tag=row,
        name=name,
        form=TagNameForm(formdata=None, name=name) if is_merge else form,
        merge=form if is_merge else _merging(remiss, row),
        refusal=sent.refusal,
        points=queries.tags_used(here(), remiss).get(row.id, 0),
    )
    return page, sent.status
