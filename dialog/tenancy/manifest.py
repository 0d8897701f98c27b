"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.tenancy import policy as policy
from dialog.tenancy.views import admin as admin
from dialog.tenancy.views import bp
from dialog.tenancy.views import maps as maps
from dialog.tenancy.views import public as public

manifest = Manifest(kind="tenancy", title=_l("Kommunen"), blueprint=bp)
