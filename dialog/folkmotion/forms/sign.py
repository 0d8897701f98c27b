"""What a signer fills in. Nothing but the act itself is compulsory."""

from typing import Any

from wtforms import BooleanField, EmailField, Field, HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from dialog.core.i18n import gettext as _
from dialog.core.i18n import lazy_gettext as _l
from dialog.folkmotion.rules import Stance
from dialog.identity.forms.profile import address_rules
from dialog.web.forms import Form


class Signing(Form):
    """Which text, for or against, whether to be named, and where letters may be sent."""

    text_number = HiddenField()
    stance = RadioField(_l("Vad tycker du?"), validate_choice=False)
    shows_name = BooleanField(
        _l("Visa mitt namn på folkmotionens sida"),
        description=_l("Kryssar du inte i rutan ser andra bara att antalet har ökat."),
    )
    email = EmailField(
        _l("E-post"),
        address_rules(),
        description=_l("Fyll i om du vill ha brev. Vi använder adressen bara till det."),
    )
    letters = BooleanField(
        _l("Skicka brev till mig när det händer något"),
        description=_l(
            "Till exempel när kommunen tar över frågan och när det finns ett beslut. "
            "Du kan säga nej när du vill."
        ),
    )

    def offer(self, statements: dict[Stance, str]) -> None:
        """Say what can be chosen: the statements that the municipality allows."""
        self.stance.choices = [
            SelectChoice(stance.value, text) for stance, text in statements.items()
        ]
        only = self.stance.choices[0].value if len(statements) == 1 else None
        self.stance.flags.required = True
        if only and not self.stance.data:
            self.stance.data = only

    def validate_stance(self, field: Field) -> None:
        """Only what is on offer; what somebody has put in by hand is not."""
        offered = [choice.value for choice in field.choices]
        if field.data in offered:
            return
        if len(offered) == 1:
            raise ValidationError(
                _("I den här kommunen går det bara att ställa sig bakom ett förslag.")
            )
        raise ValidationError(_("Välj om du är för eller emot."))

    def chosen_stance(self) -> Stance:
        """For or against."""
        return Stance(self.stance.data)

    def payload(self) -> dict[str, Any]:
        """What the act needs besides its record. An address is kept only for letters."""
        wants_letters = bool(self.letters.data)
        return {
            "shows_name": bool(self.shows_name.data),
            "email": (self.email.data or "") if wants_letters else "",
            "wants_letters": wants_letters,
        }
