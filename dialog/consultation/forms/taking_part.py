"""What every form of a participant shares: a trap for robots that no person sees or fills in."""

from wtforms import StringField

from dialog.core.i18n import lazy_gettext as _l
from dialog.web.forms import Form


class TakingPart(Form):
    """A form that anybody may send without logging in. Robots fill in every field they find."""

    website = StringField(_l("Lämna det här fältet tomt"))

    def is_robot(self) -> bool:
        """Whether the trap was filled in. Whoever did gets a page that looks like success."""
        return bool(self.website.data)
