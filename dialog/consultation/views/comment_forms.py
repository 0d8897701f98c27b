"""Writing in a discussion or about an idea, changing one's own comment, and taking it back."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for

from dialog.consultation.actions import comments as actions
from dialog.consultation.actions.comments import NewComment
from dialog.consultation.forms.writing import CommentForm
from dialog.consultation.models import Comment, Idea, Part, Stage
from dialog.consultation.queries import participants
from dialog.consultation.queries import writing as queries
from dialog.consultation.rules import PartKind
from dialog.consultation.rules.admission import Basis, Participant
from dialog.consultation.rules.writing import ensure_changeable, ensure_own
from dialog.consultation.views import bp
from dialog.consultation.views.comments import roles_of
from dialog.consultation.views.wording import told_anonymity
from dialog.consultation.views.writing import (
    Answer,
    entered,
    fill_names,
    find_part,
    find_written,
    is_stage_open,
    send,
    status_of,
)
from dialog.core.i18n import gettext as _
from dialog.core.text import plain
from dialog.identity.kept import forget_kept, was_kept
from dialog.process.views.browsers import robot_page
from dialog.registry.models import Receipt
from dialog.web.forms import Form
from dialog.web.request import here

ANSWERS = "svar"  # which comment is answered


@bp.route("/medborgardialoger/<int:id>/diskussion/<int:part>/skriv", methods=["GET", "POST"])
@bp.route("/medborgardialoger/<int:id>/ide/<int:idea>/kommentera", methods=["GET", "POST"])
def comment(id: int, part: int = 0, idea: int = 0) -> Answer:
    """Write in a discussion, or about an idea; or answer somebody there."""
    place = _place(id, part, idea)
    stage = place.stage if isinstance(place, Part) else place.part.stage
    answers = _answered(place)
    who = _writer(stage)
    if isinstance(who, Response):
        return who
    form = _form(who, stage)
    if not form.is_submitted() and not form.body.data:
        form.body.data = _mention(answers)
    if form.validate_on_submit():
        if form.is_robot():
            return robot_page(stage.consultation)
        new = _new(form, who, answers)
        sent = send(form, lambda: _received(actions.comment(here(), place, _as(who, new), new)))
        if sent is not None:
            return sent
    anonymity = "" if who.basis is Basis.STAFF else told_anonymity(stage)
    return _page("consultation/comment.html", form, stage, answers=answers, anonymity=anonymity)


@bp.route("/medborgardialoger/<int:id>/kommentar/<int:comment>/andra", methods=["GET", "POST"])
def edit_comment(id: int, comment: int) -> Answer:
    """Change one's own comment while the step is open. Everybody sees that it was changed."""
    found = find_written(Comment, id, comment)
    stage = found.part.stage
    who = _writer(stage)
    if isinstance(who, Response):
        return who
    ensure_own(found, who.key)
    ensure_changeable(found)
    form = _form(who, stage, found)
    if form.validate_on_submit():
        new = _new(form, who, None, role=found.role)
        sent = send(
            form, lambda: _received(actions.edit_comment(here(), found, _as(who, new), new))
        )
        if sent is not None:
            return sent
    return _page("consultation/edit_comment.html", form, stage, comment=found)


@bp.route(
    "/medborgardialoger/<int:id>/kommentar/<int:comment>/dra-tillbaka", methods=["GET", "POST"]
)
def withdraw_comment(id: int, comment: int) -> Answer:
    """Ask whether the person means it, and take the comment back."""
    found = find_written(Comment, id, comment)
    who = _writer(found.part.stage)
    if isinstance(who, Response):
        return who
    ensure_own(found, who.key)
    ensure_changeable(found)
    form: Form = Form()
    if form.validate_on_submit():
        actions.withdraw_comment(here(), found, who)
        flash(_("Din kommentar är tillbakadragen."), "success")
        return redirect(url_for(".my_contributions", id=id), 303)
    return render_template("consultation/withdraw.html", form=form, thing=found, part=found.part)


def _place(id: int, part: int, idea: int) -> Part | Idea:
    if part:
        return find_part(id, part, {PartKind.DISCUSSION})
    found = find_written(Idea, id, idea)
    if not found.is_public() or not found.part.content().takes_comments:
        abort(404)
    return found


def _answered(place: Part | Idea) -> Comment | None:
    """The comment that the address says is answered, if it stands here."""
    number = request.args.get(ANSWERS, default=0, type=int)
    if not number:
        return None
    part, idea_id = (place, None) if isinstance(place, Part) else (place.part, place.id)
    found = queries.one(here(), Comment, part.consultation_id, number)
    if found is None or (found.part_id, found.idea_id) != (part.id, idea_id):
        abort(404)
    return found if found.is_public() else None


def _mention(answers: Comment | None) -> str:
    """Answers to an answer stand beside it, so they begin by saying whom they answer."""
    if answers is None or answers.parent_id is None or not answers.author_name:
        return ""
    return _("Till %(name)s: ") % {"name": plain(answers.author_name)}


def _writer(stage: Stage) -> Participant | Response:
    """Whoever may write. Officials and politicians may in their role, wherever they live."""
    who = entered(stage)
    may_speak = is_stage_open(stage) and roles_of(list(here().actor.roles))
    if isinstance(who, Response) and may_speak:
        return participants.in_office(here(), stage.consultation)
    return who


def _as(who: Participant, new: NewComment) -> Participant:
    """Whoever writes in a role does so under their own name, also where others are anonymous."""
    return participants.named(here(), who) if new.role else who


def _form(who: Participant, stage: Stage, before: Comment | None = None) -> CommentForm:
    given = {"body": before.texts[-1].body, "language": before.language} if before else None
    form: CommentForm = CommentForm(data=given)
    roles = roles_of(list(here().actor.roles))
    if before is not None:
        roles = []  # a role that was spoken in stays
    form.offer_roles(roles, also_private=who.basis is not Basis.STAFF)
    if who.basis is Basis.STAFF or (before is not None and before.role):
        form.offer("", is_allowed=False)  # whoever speaks in a role does so under their own name
    else:
        fill_names(form, who, before.author_name if before else None)
    return form


def _new(
    form: CommentForm, who: Participant, answers: Comment | None, role: str = ""
) -> NewComment:
    role = role or form.chosen_role()
    return NewComment(
        body=form.body.data or "",
        label=str(form.body.label.text),
        author_name=here().actor.name if role else form.chosen_name(who.name),
        language=form.language.data or "sv",
        role=role,
        answers=answers,
    )


def _received(receipt: Receipt) -> str:
    forget_kept()
    flash(_("Tack! Vi har tagit emot din kommentar. Det här är ditt kvitto."), "success")
    return url_for("registry.receipt", number=receipt.number)


def _page(template: str, form: CommentForm, stage: Stage, **given: Any) -> Answer:
    page = render_template(
        template,
        form=form,
        stage=stage,
        consultation=stage.consultation,
        restored=was_kept(form),
        **given,
    )
    return page, status_of(form)
