"""Rows that the tests of the public pages share."""

from datetime import date, timedelta
from typing import Any

from dialog.core.context import Context
from dialog.core.keys import Keyring
from dialog.feedback.models import Decision, Outcome
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility, Stance
from dialog.process.rules import Handling
from tests import make
from tests.make import NOW

DAY = timedelta(days=1)


def names(ctx: Context, folkmotion: Folkmotion, shown: list[str], **given: Any) -> None:
    """Signatures with these shown names."""
    for number, name in enumerate(shown):
        key = f"{name}-{number}-{given.get('eligibility', '')}"
        values = {"eligibility": Eligibility.VALID, "stance": Stance.FOR} | given
        ctx.session.add(
            Signature(
                folkmotion_id=folkmotion.id,
                signer_key=key,
                shown_name=name,
                text_number=1,
                receipt_number=key,
                sealed=None,
                signed_at=NOW,
                changed_at=NOW,
                **values,
            )
        )
    ctx.session.commit()


def answered(ctx: Context, keys: Keyring, **given: Any) -> Folkmotion:
    values = {
        "handling": Handling.DECIDED,
        "closes_at": NOW - DAY,
        "handed_over_at": NOW - 30 * DAY,
        "answer_due_at": NOW + DAY,
        "decided_at": NOW - DAY,
    }
    row = make.folkmotion(ctx.session, keys, **values)
    outcome = {
        "decision": Decision.PARTLY,
        "body": "Kommunfullmäktige",
        "decided_on": date(2026, 11, 20),
        "paragraph": "§ 112",
        "reasons": "Bänkar är **bra**.",
        "time_plan": "De första ställs ut i maj.",
        "minutes_url": "https://www.ekby.example/protokoll",
        "published_at": NOW - DAY,
    }
    ctx.session.add(Outcome(process_id=row.id, **(outcome | given)))
    ctx.session.commit()
    return row
