"""The one thing app.py knows about this feature."""

from dialog.consultation import policy as policy
from dialog.consultation.queries import attachments as attachments
from dialog.consultation.reactions import numbers as numbers
from dialog.consultation.views import bp
from dialog.consultation.views import comment_forms as comment_forms
from dialog.consultation.views import comments as comments
from dialog.consultation.views import ideas as ideas
from dialog.consultation.views import layers as layers
from dialog.consultation.views import own as own
from dialog.consultation.views import places as places
from dialog.consultation.views import propose as propose
from dialog.consultation.views import public as public
from dialog.consultation.views import support as support
from dialog.consultation.views import text_part as text_part
from dialog.consultation.views import written_receipts as written_receipts
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest

manifest = Manifest(kind="consultation", title=_l("Medborgardialoger"), blueprint=bp)
