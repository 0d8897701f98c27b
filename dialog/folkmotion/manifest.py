"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.feedback import models as models
from dialog.folkmotion import policy as policy
from dialog.folkmotion import reactions as reactions
from dialog.folkmotion.views import bp
from dialog.folkmotion.views import document as document
from dialog.folkmotion.views import handle as handle
from dialog.folkmotion.views import invite as invite
from dialog.folkmotion.views import panels as panels
from dialog.folkmotion.views import propose as propose
from dialog.folkmotion.views import public as public
from dialog.folkmotion.views import receipts as receipts
from dialog.folkmotion.views import review as review
from dialog.folkmotion.views import sign as sign

manifest = Manifest(kind="folkmotion", title=_l("Folkmotioner"), blueprint=bp)
