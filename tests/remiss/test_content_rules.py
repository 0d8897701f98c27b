"""Running text with the marks of footnotes in it."""

from hypothesis import given
from hypothesis import strategies as st

from dialog.remiss.rules.content import Body, Footnote, Run

BODY = Body(notes=(Footnote("1", "Ett."), Footnote("a", "Två.")))


def test_a_mark_leads_to_its_note() -> None:
    assert BODY.runs("Bättre[1] luft [^a].") == [
        Run("Bättre"),
        Run("1", 1),
        Run(" luft "),
        Run("a", 2),
        Run("."),
    ]


def test_what_only_looks_like_a_mark_stays_as_it_is() -> None:
    assert BODY.runs("Se [7] och [sid 1].") == [Run("Se [7] och [sid 1].")]
    assert BODY.runs("") == []


@given(st.text(alphabet="[]^1a7 x", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    shown = "".join(f"[{run.text}]" if run.note else run.text for run in BODY.runs(text))
    assert shown == text.replace("[^1]", "[1]").replace("[^a]", "[a]")
