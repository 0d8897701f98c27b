"""The questions as a paper form: to print, fill in by hand and hand in."""

import segno
from flask import render_template, url_for

from dialog.consultation.queries import answers
from dialog.consultation.rules import ANSWERED
from dialog.consultation.rules.groups import AGES
from dialog.consultation.rules.paper import paper_form as form_of
from dialog.consultation.views import bp
from dialog.consultation.views.writing import find_part
from dialog.web.request import here, public_page

MOST_AREAS = 12  # that are boxes to tick; where there are more one writes the name


@bp.get("/medborgardialoger/<int:id>/utskrift/<int:part>")
@public_page
def paper_form(id: int, part: int) -> str:
    """All questions on paper, with the way to the same on the web."""
    row = find_part(id, part, ANSWERED)
    stage, consultation = row.stage, row.stage.consultation
    form = form_of(row.kind, row.content())
    areas = answers.areas(here()) if form.content.asks_area else []
    address = url_for("consultation.respond", id=id, part=part, _external=True)
    return render_template(
        "consultation/paper_form.html",
        consultation=consultation,
        stage=stage,
        part=row,
        form=form,
        ages=[words for words, *_rest in AGES.values()] if form.content.asks_age else [],
        areas=areas,
        has_few_areas=len(areas) <= MOST_AREAS,
        address=address,
        code=segno.make(address, error="m").svg_data_uri(scale=4, border=1),
    )
