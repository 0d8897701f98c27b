"""What every form of a participant shares: a trap for robots that no person sees or fills in."""

from dialog.web.forms import Trapped


class TakingPart(Trapped):
    """A form of whoever takes part. What the trap catches gets process.views.browsers.robot_page."""
