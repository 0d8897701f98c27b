"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.notification import models as models
from dialog.notification import policy as policy
from dialog.notification import reactions as reactions
from dialog.notification.views import bp
from dialog.notification.views import follow as follow
from dialog.notification.views import panels as panels
from dialog.notification.views import unsubscribe as unsubscribe

manifest = Manifest(
    kind="notification",
    title=_l("Brev"),
    blueprint=bp,
    csrf_exempt=("notification.unsubscribe",),  # mail programs post to it (RFC 8058)
)
