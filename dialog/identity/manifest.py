"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.identity import policy as policy
from dialog.identity import reactions as reactions
from dialog.identity.views import bp
from dialog.identity.views import login as login
from dialog.identity.views import people as people
from dialog.identity.views import profile as profile
from dialog.identity.views import saml as saml

manifest = Manifest(
    kind="identity",
    title=_l("Inloggning"),
    blueprint=bp,
    csrf_exempt=("identity.acs",),  # identity providers post their answers there
)
