"""What an official writes in the compilation."""

from wtforms import HiddenField, TextAreaField

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.forms.writing import NoPersonalNumber
from dialog.remiss.rules.compilation import Comment
from dialog.web.forms import Form, optional_text, written

MOST_INTRODUCTION, MOST_COMMENT, MOST_REASON = 20_000, 20_000, 1000


class IntroductionForm(Form):
    """What stands first."""

    words = TextAreaField(
        _l("Inledning"),
        [*optional_text(MOST_INTRODUCTION), NoPersonalNumber()],
        description=_l(
            "Skriv det viktigaste först: vad tyckte de flesta, vad ändrar kommunen, och vad händer "
            "nu? Du kan göra rubriker med ##, punktlistor med - och fet stil med **."
        ),
    )


class CommentForm(Form):
    """What the municipality says of one section, or why it says nothing."""

    words = TextAreaField(
        _l("Kommunens kommentar"),
        [*optional_text(MOST_COMMENT), NoPersonalNumber()],
        description=_l("Svara på det som har sagts om avsnittet. Förklara varför, inte bara vad."),
    )
    changed = TextAreaField(
        _l("Det här ändras i förslaget"),
        [*optional_text(MOST_COMMENT), NoPersonalNumber()],
        description=_l("Lämna tomt om inget ändras. Skriv då varför i kommentaren."),
    )
    none_reason = TextAreaField(
        _l("Eller: varför kommunen inte kommenterar avsnittet"),
        [*optional_text(MOST_REASON), NoPersonalNumber()],
        description=_l(
            "Till exempel: Ingen har lämnat synpunkter på avsnittet. Alla kan läsa det."
        ),
    )
    seen = HiddenField()

    def comment(self) -> Comment:
        """What was filled in."""
        given = (self.words.data, self.changed.data, self.none_reason.data)
        return Comment(*(each or "" for each in given))


class ReopenForm(Form):
    """Why it is opened again."""

    reason = TextAreaField(
        _l("Vad ska rättas?"),
        [
            *written(
                _l("Skriv varför sammanställningen öppnas igen. Alla kan läsa det."), MOST_REASON
            ),
            NoPersonalNumber(),
        ],
        description=_l("Visas för alla i stället för sammanställningen, tills den är klar igen."),
    )
