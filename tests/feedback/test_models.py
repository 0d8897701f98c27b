"""The database itself refuses an answer without reasons, without a time plan, or a second one."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from dialog.core.context import Context
from dialog.feedback.models import Decision, Outcome
from dialog.folkmotion.models import Folkmotion
from tests import make
from tests.make import NOW


def answer_to(folkmotion: Folkmotion, **given: str) -> Outcome:
    words = {"reasons": "Därför.", "time_plan": "I maj."} | given
    return Outcome(
        process_id=folkmotion.id,
        decision=Decision.PARTLY,
        body="Kommunfullmäktige",
        decided_on=date(2026, 11, 30),
        paragraph="§ 1",
        published_at=NOW,
        **words,
    )


@pytest.mark.parametrize(
    ("missing", "constraint"), [("reasons", "has_reasons"), ("time_plan", "has_time_plan")]
)
def test_an_answer_without_reasons_or_time_plan_is_no_row(
    system: Context, missing: str, constraint: str
) -> None:
    folkmotion = make.handed_over(system)
    system.session.add(answer_to(folkmotion, **{missing: ""}))
    with pytest.raises(IntegrityError, match=constraint):
        system.session.flush()


def test_one_answer_each(system: Context) -> None:
    folkmotion = make.handed_over(system)
    system.session.add(answer_to(folkmotion))
    system.session.flush()
    system.session.add(answer_to(folkmotion))
    with pytest.raises(IntegrityError):
        system.session.flush()
