"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.demo import policy as policy
from dialog.demo.views import bp

manifest = Manifest(kind="demo", title=_l("Demo"), blueprint=bp)
