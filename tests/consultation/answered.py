"""Answers as rows, for tests of what is counted and shown; far faster than sending each."""

from typing import Any

from dialog.consultation.models import Answer, Comment, Consultation, Idea, Part, Participation
from dialog.consultation.rules.admission import Basis
from dialog.consultation.rules.content import QuestionnaireContent
from dialog.core.context import Context
from dialog.core.db import TenantSession
from dialog.process.models import ContributionText
from dialog.process.rules import Channel
from dialog.registry.records import Wording, receive
from tests.consultation.rows import NOW


def answer(
    session: TenantSession, part: Part, data: dict[str, Any], key: str, **who: Any
) -> Answer:
    """One answer by somebody who is new to the consultation, `at`, by `channel`; not committed.

    `area` and `age` are what is known of them.
    """
    at, channel = who.get("at", NOW), who.get("channel", Channel.WEB)
    row = Answer(
        process_id=part.consultation_id,
        part_id=part.id,
        version_id=part.version.id,
        participant_key=key,
        once=key,
        channel=channel,
        received_at=at,
        changed_at=at,
    )
    row.texts.append(ContributionText(number=1, parts=[], data=data, hash="-", received_at=at))
    session.add(row)
    session.add(
        Participation(
            consultation_id=part.consultation_id,
            participant_key=key,
            basis=Basis.OPEN,
            channel=channel,
            area=who.get("area", ""),
            age_group=who.get("age", ""),
            first_on=at,
        )
    )
    session.flush()
    return row


def many(
    session: TenantSession,
    part: Part,
    groups: list[tuple[int, dict[str, Any], dict[str, Any]]],
    *,
    crowd: str = "first",
) -> None:
    """So many answers of each: (how many, data, who they are); commits. Another `crowd`: other people."""
    for place, (number, data, who) in enumerate(groups):
        for each in range(number):
            answer(session, part, data, f"{crowd}-{part.id}-{place}-{each}", **who)
    session.commit()


def change(ctx: Context, row: Answer, data: dict[str, Any]) -> None:
    """Let the participant send another version."""
    receive(ctx, "consultation.respond", row, Wording((), data=data))


def idea(session: TenantSession, part: Part, title: str, **given: Any) -> Idea:
    """One public idea; not committed."""
    values = {"participant_key": title, "received_at": NOW, "changed_at": NOW, "shuffle": 1}
    row = Idea(process_id=part.consultation_id, part_id=part.id, title=title, **(values | given))
    session.add(row)
    session.flush()
    return row


def comment(session: TenantSession, part: Part, body: str, **given: Any) -> Comment:
    """One public comment; not committed."""
    values = {"participant_key": body, "received_at": NOW, "changed_at": NOW}
    row = Comment(process_id=part.consultation_id, part_id=part.id, body=body, **(values | given))
    session.add(row)
    session.flush()
    return row


FORM = QuestionnaireContent()


def single(choice: str) -> dict[str, Any]:
    """The answer to one question "q" with one choice."""
    return {"answers": {"q": {"choice": choice}}}


def results_of(consultation: Consultation) -> str:
    """Where its results are."""
    return f"/medborgardialoger/{consultation.id}/resultat"
