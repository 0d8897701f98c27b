"""Reviewing: what each decision changes, who may take it, and that only one is taken."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from dialog.core.context import Context
from dialog.core.errors import Faulty
from dialog.core.i18n import ZONE
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, pay_debts
from dialog.folkmotion.actions import review
from dialog.folkmotion.actions.review import NoReason
from dialog.folkmotion.models import Folkmotion
from dialog.folkmotion.rules import NotReady
from dialog.moderation.reasons import REASONS
from dialog.moderation.rules import AlreadyReviewed
from dialog.process.models import SearchTerm
from dialog.process.rules import Handling, Publication
from dialog.registry.models import Document, RegisterEntry
from tests import make
from tests.make import NOW

Acting = Callable[[str], Context]
DECISIONS: dict[str, Callable[[Context, Folkmotion], None]] = {
    "publish": review.publish,
    "send_back": lambda ctx, each: review.send_back(ctx, each, comment="Skriv var."),
    "reject": lambda ctx, each: review.reject(ctx, each, reason="not_ours", comment="Nej."),
}
OTHERS = ["resident", "author", "officer", "registrar", "councillor", "admin"]


def test_publishing_opens_the_collection_and_freezes_the_rules(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    make.rule(moderator, "ef.threshold", {"mode": "count", "value": 250})
    make.rule(moderator, "ef.collection_days", 90)

    review.publish(moderator, each)

    assert (each.publication, each.threshold) == (Publication.PUBLISHED, 250)
    assert each.published_at == each.opens_at == NOW
    assert each.last_day() == NOW.date() + timedelta(days=90)
    make.rule(moderator, "ef.threshold", {"mode": "count", "value": 9000})
    assert each.threshold == 250
    assert each.rules["ef.collection_days"] == 90
    assert set(each.rules) == {key for key in each.rules if key.startswith("ef.")}
    assert each.wrapped_key is not None


def test_a_share_of_the_residents_is_counted_from_the_register(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    make.rule(moderator, "ef.threshold", {"mode": "percent_population", "value": 10})
    review.publish(moderator, each)
    assert each.threshold_basis == {
        "mode": "percent_population",
        "value": 10,
        "population": 10,
        "as_of": "2026-11-01",
    }
    assert each.threshold == 1


def test_without_a_known_population_no_share_can_be_counted(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    make.forget_register(moderator)
    make.rule(moderator, "ef.threshold", {"mode": "percent_population", "value": 1})
    with pytest.raises(NotReady, match="antalet invånare saknas"):
        review.publish(moderator, each)


def test_the_collection_can_begin_on_a_later_day(moderator: Context, keys: Keyring) -> None:
    each = make.waiting(moderator.session, keys)
    review.publish(moderator, each, opens_on=date(2026, 12, 24))
    assert each.opens_at is not None
    assert each.opens_at.astimezone(ZONE).isoformat() == "2026-12-24T00:00:00+01:00"
    assert each.last_day() == date(2026, 12, 24) + timedelta(days=60)


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2028, 1, 1)])
def test_the_collection_cannot_begin_in_the_past_or_in_a_far_future(
    moderator: Context, keys: Keyring, day: date
) -> None:
    each = make.waiting(moderator.session, keys)
    with pytest.raises(Faulty) as refusal:
        review.publish(moderator, each, opens_on=day)
    assert refusal.value.field == "opens_on"


def test_a_minority_matter_needs_no_names_where_the_rules_say_so(
    moderator: Context, keys: Keyring, desk: Desk
) -> None:
    each = make.waiting(moderator.session, keys)
    make.rule(moderator, "ef.minority_exempt", value=True)
    review.publish(moderator, each, is_minority_matter=True)
    moderator.session.commit()
    pay_debts(desk)
    moderator.session.expire_all()
    assert (each.threshold, each.handling) == (None, Handling.HANDED_OVER)


def test_a_minority_matter_needs_names_where_the_rules_say_nothing(
    moderator: Context, keys: Keyring, desk: Desk
) -> None:
    each = make.waiting(moderator.session, keys)
    review.publish(moderator, each, is_minority_matter=True)
    moderator.session.commit()
    pay_debts(desk)
    moderator.session.expire_all()
    assert (each.threshold, each.handling) == (100, Handling.NONE)


def test_what_is_sent_back_says_why_and_is_kept_as_a_record(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    review.send_back(moderator, each, comment="  Skriv var bänkarna ska stå. ")
    assert each.publication is Publication.RETURNED
    assert each.refusal_text == "Skriv var bänkarna ska stå."
    document = moderator.session.scalars(select(Document)).one()
    assert document.kind == "send_back"
    assert document.content["comment"] == each.refusal_text
    entry = moderator.session.scalars(select(RegisterEntry)).one()
    assert (entry.direction, entry.counterpart) == ("out", "Frans")


def test_publishing_forgets_what_was_said_about_an_earlier_version(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys, refusal_text="Skriv var.")
    review.publish(moderator, each)
    assert each.refusal_text == ""


@pytest.mark.parametrize("reason", ["individual_case", "not_ours", "duplicate"])
def test_a_rejected_proposal_is_public_with_its_reason(
    moderator: Context, keys: Keyring, reason: str
) -> None:
    each = make.waiting(moderator.session, keys)
    review.reject(moderator, each, reason=reason, comment="Regionen bestämmer.")
    assert each.publication is Publication.REJECTED
    assert each.is_public()
    assert (each.refusal, each.refusal_text) == (reason, "Regionen bestämmer.")
    assert each.published_at == NOW
    assert moderator.session.scalar(select(func.count(SearchTerm.id))), "it can be found"


@pytest.mark.parametrize("reason", [key for key, each in REASONS.items() if each.hides])
def test_a_libellous_or_unlawful_text_is_hidden(
    moderator: Context, keys: Keyring, reason: str
) -> None:
    each = make.waiting(moderator.session, keys)
    review.reject(moderator, each, reason=reason, comment="Texten pekar ut en person.")
    assert each.publication is Publication.HIDDEN
    assert not each.is_public()
    assert each.published_at is None
    assert each.texts[-1].body, "hidden, not deleted"
    assert moderator.session.scalar(select(func.count(SearchTerm.id))) == 0


def test_a_reason_that_the_municipality_has_not_published_is_refused(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    make.rule(moderator, "ef.refuse_reasons", ["not_ours"])
    with pytest.raises(NoReason) as refusal:
        review.reject(moderator, each, reason="duplicate", comment="Finns redan.")
    assert refusal.value.field == "reason"
    review.reject(moderator, each, reason="bbs_threat", comment="Lagen gäller ändå.")
    assert each.publication is Publication.HIDDEN


@pytest.mark.parametrize("words", ["", "  \n "])
def test_a_refusal_needs_words_to_the_author(moderator: Context, keys: Keyring, words: str) -> None:
    each = make.waiting(moderator.session, keys)
    for act in (
        lambda: review.reject(moderator, each, reason="not_ours", comment=words),
        lambda: review.send_back(moderator, each, comment=words),
    ):
        with pytest.raises(NoReason) as refusal:
            act()
        assert refusal.value.field == "comment"
    assert each.publication is Publication.SUBMITTED


def test_a_published_one_is_stopped_openly(moderator: Context, keys: Keyring) -> None:
    each = make.folkmotion(moderator.session, keys)
    review.stop(moderator, each, reason="already_decided", comment="Beslutat i går.")
    assert each.publication is Publication.STOPPED
    assert each.is_public()


def test_a_published_text_that_breaks_the_law_is_hidden_and_not_found(
    moderator: Context, keys: Keyring
) -> None:
    each = make.waiting(moderator.session, keys)
    review.publish(moderator, each)
    assert moderator.session.scalar(select(func.count(SearchTerm.id)))
    review.stop(moderator, each, reason="bbs_agitation", comment="Hets mot folkgrupp.")
    assert each.publication is Publication.HIDDEN
    assert moderator.session.scalar(select(func.count(SearchTerm.id))) == 0


@pytest.mark.parametrize(
    "state",
    [
        {"publication": Publication.REJECTED},
        {"publication": Publication.STOPPED},
        {"handling": Handling.HANDED_OVER},
        {"handling": Handling.DECIDED},
    ],
)
def test_what_has_ended_or_been_handed_over_can_only_be_hidden(
    moderator: Context, keys: Keyring, state: dict[str, Any]
) -> None:
    each = make.folkmotion(moderator.session, keys, **state)
    with pytest.raises(NoReason, match="bara att dölja"):
        review.stop(moderator, each, reason="duplicate", comment="Finns redan.")
    review.stop(moderator, each, reason="bbs_threat", comment="Innehåller hot.")
    assert each.publication is Publication.HIDDEN


@pytest.mark.parametrize("publication", [Publication.HIDDEN, Publication.SUBMITTED])
def test_what_is_not_public_cannot_be_stopped(
    moderator: Context, keys: Keyring, publication: Publication
) -> None:
    each = make.folkmotion(moderator.session, keys, publication=publication)
    with pytest.raises(AlreadyReviewed):
        review.stop(moderator, each, reason="bbs_threat", comment="Innehåller hot.")
