"""The checks of catalogues and licences find what they are there to find."""

import pytest
from babel.messages.catalog import Message

from devtools.inside import catalogues, licences


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Skriv under", ""), "is not translated"),
        (Message("Skriv under", "Sign", flags=["fuzzy"]), "is a guess"),
        (Message("%(name)s svarar", "%(nam)s answers"), "has other placeholders"),
        (Message("%(name)s svarar", "Answers"), "has other placeholders"),
        (Message(("%(num)s röst", "%(num)s röster"), ("%(num)s vote", "")), "is not translated"),
        (Message(("%(num)s röst", "%(num)s röster"), ("%(num)s vote", "votes")), "has other"),
    ],
    ids=["empty", "guessed", "misspelt", "dropped", "half a plural", "dropped in the plural"],
)
def test_a_bad_translation_is_found(message: Message, fault: str) -> None:
    assert fault in " ".join(catalogues.faults(message))


@pytest.mark.parametrize(
    "message",
    [
        Message("%(name)s svarar %(when)s", "On %(when)s, %(name)s answers"),
        Message(("%(num)s röst", "%(num)s röster"), ("%(num)s vote", "%(num)s votes")),
    ],
    ids=["other order", "plural"],
)
def test_a_good_translation_passes(message: Message) -> None:
    assert not list(catalogues.faults(message))


@pytest.mark.parametrize(
    ("words", "is_fine"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("GPL-2.0-or-later OR MPL-1.1", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_only_licences_that_go_with_ours_are_shipped(words: str, is_fine: bool) -> None:  # noqa: FBT001
    assert licences.is_fine(words, licences.FINE) == is_fine


def test_tools_may_be_under_the_gpl() -> None:
    assert licences.is_fine("GPL-3.0-or-later", licences.FINE_FOR_TOOLS)
    assert not licences.is_fine("Proprietary", licences.FINE_FOR_TOOLS)
