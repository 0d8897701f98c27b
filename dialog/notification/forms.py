"""Shapes of input: an address to send news to."""

from wtforms import EmailField

from dialog.core.i18n import lazy_gettext as _l
from dialog.identity.forms.profile import needed_address
from dialog.web.forms import Trapped


class FollowForm(Trapped):
    """Where news go for somebody who does not log in."""

    email = EmailField(
        _l("E-post"),
        needed_address(),
        description=_l(
            "Vi skickar bara brev om det här, och inget förrän du har bekräftat adressen."
        ),
    )
