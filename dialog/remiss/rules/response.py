"""What an answer says: an overall position and summary first, then section by section."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialog.core.shapes import dump, load
from dialog.remiss.rules.content import WHOLE

CONTACT = "contact"  # what Response.sealed_contact is sealed for


@dataclass(frozen=True)
class View:
    """What somebody thinks of one section, or of the whole.

    `position`: key of a position, or "" where none was taken. `proposal`: other words that they want
    in the document. `answers`: in words, by key of the question.
    """

    position: str = ""
    words: str = ""
    proposal: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def is_empty(self) -> bool:
        """Whether nothing has been said."""
        said = (self.position, self.words, self.proposal, *self.answers.values())
        return not any(each.strip() for each in said)


@dataclass(frozen=True)
class Opinion:
    """A whole answer: views by key of the section; that of WHOLE is the overall position and summary."""

    views: Mapping[str, View] = field(default_factory=dict)

    @property
    def overall(self) -> View:
        """Of the whole document."""
        return self.views.get(WHOLE, View())

    def said(self) -> dict[str, View]:
        """The views in which something is said."""
        return {key: view for key, view in self.views.items() if not view.is_empty()}

    def is_empty(self) -> bool:
        """Whether nothing has been said anywhere."""
        return not self.said()


def as_data(opinion: Opinion) -> dict[str, object]:
    """The opinion for ContributionText.data, without what is empty."""
    data: dict[str, object] = dump(Opinion(opinion.said()))
    return data


def from_data(data: Mapping[str, object]) -> Opinion:
    """The opinion again. Raises core.shapes.Misshapen."""
    return load(Opinion, data)
