"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.registry import models as models
from dialog.registry import policy as policy
from dialog.registry.views import bp
from dialog.registry.views import entries as entries
from dialog.registry.views import receipt as receipt

manifest = Manifest(kind="registry", title=_l("Handlingar"), blueprint=bp)
