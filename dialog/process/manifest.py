"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.process import policy as policy
from dialog.process import reactions as reactions
from dialog.process.views import attachments as attachments
from dialog.process.views import bp
from dialog.process.views import my as my
from dialog.process.views import public as public
from dialog.process.views import too_many as too_many

manifest = Manifest(kind="process", title=_l("Dialoger"), blueprint=bp)
