"""What went in and what came out, kind by kind, read from the database and from what people were told."""

from dataclasses import dataclass

from sqlalchemy import func, select

from dialog.demo.replay.ground import Ground
from dialog.demo.replay.mix import Kind
from dialog.demo.replay.play import SIGNED, Answers
from dialog.folkmotion.models import Folkmotion, Signature
from dialog.folkmotion.rules import Eligibility, advised_number
from dialog.process.rules import Handling
from dialog.registry.models import Document

LABELS = {
    Kind.COUNTS: "names that count",
    Kind.TWICE: "the same person again",
    Kind.ELSEWHERE: "registered elsewhere",
    Kind.COORDINATION: "coordination numbers",
    Kind.TAKEN_BACK: "taken back",
}


@dataclass(frozen=True)
class Report:
    """The outcome of a replay."""

    went_in: dict[Kind, int]
    came_out: dict[Kind, int]
    unforeseen: dict[str, int]
    signed: int
    threshold: int
    is_handed_over: bool
    documents: int
    carried_after: int | None  # attempts

    @property
    def advised(self) -> int:
        """What the organiser is advised to collect where names are checked afterwards."""
        return advised_number(self.threshold)

    @property
    def is_equal(self) -> bool:
        """Whether every name that went in is accounted for, with its own reason, and no other."""
        stays = self.came_out[Kind.COUNTS] >= self.threshold
        handed_over = self.is_handed_over and self.documents == 1
        return self.went_in == self.came_out and not self.unforeseen and stays == handed_over

    def lines(self) -> list[str]:
        """For people."""
        rows = [f"{'':24}{'went in':>10}{'came out':>10}"]
        for kind, label in LABELS.items():
            rows.append(f"{label:24}{self.went_in[kind]:10,}{self.came_out[kind]:10,}")
        rows.append(
            f"{'in all':24}{sum(self.went_in.values()):10,}{sum(self.came_out.values()):10,}"
        )
        rows += [f"unforeseen, {many} times: {words}" for words, many in self.unforeseen.items()]
        rows.append("")
        rows.append(f"threshold {self.threshold:,}; advised to collect {self.advised:,}")
        rows.append(
            f"handed over to the municipality after about {self.carried_after:,} attempts"
            if self.carried_after is not None
            else "not handed over"
        )
        rows.append("equal" if self.is_equal else "NOT EQUAL")
        return rows


def read_report(
    ground: Ground, expected: dict[Kind, int], answers: Answers, carried_after: int | None
) -> Report:
    """Compare what people were told with what the database holds."""
    with ground.desk(ground.opens_at).context(ground.municipality_id) as ctx:
        folkmotion = ctx.session.get_one(Folkmotion, ground.folkmotion_id)
        mine = Signature.folkmotion_id == folkmotion.id

        def names(*conditions: object) -> int:
            stmt = select(func.count(Signature.id)).where(mine, *conditions)  # type: ignore[arg-type]
            return ctx.session.scalar(stmt) or 0

        taken_back = names(Signature.withdrawn_at.is_not(None))
        elsewhere = names(
            Signature.eligibility == Eligibility.NOT_RESIDENT, Signature.withdrawn_at.is_(None)
        )
        documents = select(func.count(Document.id)).where(
            Document.process_id == folkmotion.id, Document.kind == "hand_over"
        )
        came_out = {
            Kind.COUNTS: folkmotion.count_valid,
            Kind.TWICE: answers[Kind.TWICE],
            Kind.ELSEWHERE: answers[Kind.ELSEWHERE] + elsewhere,
            Kind.COORDINATION: answers[Kind.COORDINATION],
            Kind.TAKEN_BACK: taken_back,
        }
        known = {SIGNED, *Kind}
        return Report(
            went_in=expected,
            came_out=came_out,
            unforeseen={words: many for words, many in answers.items() if words not in known},
            signed=answers[SIGNED],
            threshold=folkmotion.threshold or 0,
            is_handed_over=folkmotion.handling is Handling.HANDED_OVER,
            documents=ctx.session.scalar(documents) or 0,
            carried_after=carried_after,
        )
