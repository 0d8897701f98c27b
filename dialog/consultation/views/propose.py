"""Sending in an idea, changing one's own, and taking it back. Each form has a page of its own."""

from typing import Any

from flask import Response, flash, redirect, render_template, url_for

from dialog.consultation.actions import ideas as actions
from dialog.consultation.actions.ideas import NewIdea
from dialog.consultation.forms.writing import IdeaForm
from dialog.consultation.models import Idea, Part
from dialog.consultation.rules import PROPOSED, PartKind
from dialog.consultation.rules.admission import Participant
from dialog.consultation.rules.place import is_outside, shapes_of
from dialog.consultation.rules.place import labelled as words_of_place
from dialog.consultation.rules.writing import ensure_changeable, ensure_own
from dialog.consultation.views import bp
from dialog.consultation.views.mapped import shown
from dialog.consultation.views.wording import told_anonymity
from dialog.consultation.views.writing import (
    Answer,
    entered,
    fill_names,
    find_part,
    find_written,
    labelled,
    send,
    status_of,
)
from dialog.core.errors import Faulty
from dialog.core.i18n import gettext as _
from dialog.identity.kept import forget_kept, was_kept
from dialog.process.actions.attachments import attach
from dialog.process.rules.files import LARGEST_REQUEST, WrongFile
from dialog.process.views.browsers import robot_page
from dialog.registry.models import Receipt
from dialog.tenancy.queries import bounds
from dialog.web.forms import Form
from dialog.web.request import here, large

LABELLED = ("title", "body", "category", "picture_alt", "shown", "alias")


@bp.route("/medborgardialoger/<int:id>/ideer/<int:part>/ny", methods=["GET", "POST"])
@large(LARGEST_REQUEST)
def propose(id: int, part: int) -> Answer:
    """Send in an idea. What was typed stays until it has been received."""
    found = find_part(id, part, PROPOSED)
    who = entered(found.stage)
    if isinstance(who, Response):
        return who
    form = _form(found, who)
    if form.validate_on_submit():
        if form.is_robot():
            return robot_page(found.stage.consultation)
        sent = send(
            form, lambda: _received(actions.propose(here(), found, who, _new(form, who, found)))
        )
        if sent is not None:
            return sent
    return _page("consultation/propose.html", form, part=found)


@bp.route("/medborgardialoger/<int:id>/ide/<int:idea>/andra", methods=["GET", "POST"])
@large(LARGEST_REQUEST)
def edit_idea(id: int, idea: int) -> Answer:
    """Change one's own idea while the step is open."""
    found = find_written(Idea, id, idea)
    who = entered(found.part.stage)
    if isinstance(who, Response):
        return who
    ensure_own(found, who.key)
    ensure_changeable(found)
    form = _form(found.part, who, found)
    if form.validate_on_submit():
        sent = send(
            form,
            lambda: _received(
                actions.edit_idea(here(), found, who, _new(form, who, found.part, found))
            ),
        )
        if sent is not None:
            return sent
    return _page("consultation/edit_idea.html", form, part=found.part, idea=found)


@bp.route("/medborgardialoger/<int:id>/ide/<int:idea>/dra-tillbaka", methods=["GET", "POST"])
def withdraw_idea(id: int, idea: int) -> Answer:
    """Ask whether the person means it, and take the idea back."""
    found = find_written(Idea, id, idea)
    who = entered(found.part.stage)
    if isinstance(who, Response):
        return who
    ensure_own(found, who.key)
    ensure_changeable(found)
    form: Form = Form()
    if form.validate_on_submit():
        actions.withdraw_idea(here(), found, who)
        flash(_("Din idé är tillbakadragen."), "success")
        return redirect(url_for(".my_contributions", id=id), 303)
    return render_template("consultation/withdraw.html", form=form, thing=found, part=found.part)


def _form(part: Part, who: Participant, idea: Idea | None = None) -> IdeaForm:
    fields = ("title", "body", "category", "language")
    given = {name: getattr(idea, name) for name in fields} if idea else {}
    if idea:  # its author goes on from their own words, also from those that were hidden
        given |= {"title": idea.texts[-1].title, "body": idea.texts[-1].body}
    placed = IdeaForm.place_values(idea.place, idea.geometry) if idea else {}
    described = {"picture_alt": idea.image_alt if idea else ""}
    form: IdeaForm = IdeaForm(data=given | placed | described)
    content = part.content()
    form.offer_categories(content.categories)
    form.offer_place(shapes_of(content))
    has_one = idea is not None and idea.image_id is not None
    form.offer_picture(is_taken=content.takes_picture, has_one=has_one)
    fill_names(form, who, idea.author_name if idea else None)
    return form


def _new(form: IdeaForm, who: Participant, part: Part, idea: Idea | None = None) -> NewIdea:
    """What was filled in. Raises Faulty."""
    place = form.chosen_place(shapes_of(part.content()), is_needed=part.kind is PartKind.MAP)
    outside = is_outside(place.geometry, bounds(here().session)) if place.geometry else False
    return NewIdea(
        title=form.title.data or "",
        body=form.body.data or "",
        parts=(*labelled(form, *LABELLED), *words_of_place(place, is_outside=outside)),
        category=form.chosen_category(),
        place=place.words,
        geometry=place.geometry,
        is_outside=outside,
        author_name=form.chosen_name(who.name),
        language=form.language.data or "sv",
        **_picture(form, part, idea),
    )


def _picture(form: IdeaForm, part: Part, idea: Idea | None) -> dict[str, Any]:
    """The picture that was sent now, or the one from before, unless it is to be taken away."""
    upload, image = form.picture.upload if "picture" in form else None, None
    if upload is not None:
        try:
            image = attach(here(), part.stage.consultation, upload)
        except WrongFile as fault:
            raise Faulty(fault, "picture") from fault
    elif idea is not None and not ("no_picture" in form and form.no_picture.data):
        image = idea.image
    else:
        return {}
    alt = form.picture_alt.data if "picture_alt" in form else idea and idea.image_alt
    return {"image": image, "image_alt": alt or ""}


def _received(receipt: Receipt) -> str:
    forget_kept()
    flash(_("Tack! Vi har tagit emot din idé. Det här är ditt kvitto."), "success")
    return url_for("registry.receipt", number=receipt.number)


def _page(template: str, form: IdeaForm, **given: Any) -> Answer:
    part: Part = given["part"]
    draws = shapes_of(part.content())
    page = render_template(
        template,
        map=shown(part, draws=draws) if draws else None,
        form=form,
        content=part.content(),
        restored=was_kept(form),
        stage=part.stage,
        consultation=part.stage.consultation,
        anonymity=told_anonymity(part.stage),
        **given,
    )
    return page, status_of(form)
