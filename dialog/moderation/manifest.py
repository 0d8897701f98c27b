"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.moderation import policy as policy
from dialog.moderation import reactions as reactions
from dialog.moderation.queries import closing as closing
from dialog.moderation.views import alike as alike
from dialog.moderation.views import bp
from dialog.moderation.views import contributions as contributions
from dialog.moderation.views import desk as desk
from dialog.moderation.views import judging as judging
from dialog.moderation.views import lock as lock
from dialog.moderation.views import masking as masking
from dialog.moderation.views import own as own
from dialog.moderation.views import people as people
from dialog.moderation.views import reported as reported
from dialog.moderation.views import reports as reports
from dialog.moderation.views import statements as statements
from dialog.moderation.views import stop as stop
from dialog.moderation.views import transparency as transparency
from dialog.moderation.views import watch as watch
from dialog.moderation.views import word_lists as word_lists

manifest = Manifest(kind="moderation", title=_l("Granskning"), blueprint=bp)
