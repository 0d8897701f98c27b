"""The one thing app.py knows about this feature."""

from dialog.consultation import policy as policy
from dialog.consultation import reactions as reactions
from dialog.consultation.queries import attachments as attachments
from dialog.consultation.views import answers as answers
from dialog.consultation.views import bp
from dialog.consultation.views import figures as figures
from dialog.consultation.views import public as public
from dialog.consultation.views import results as results
from dialog.consultation.views import text_part as text_part
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest

manifest = Manifest(kind="consultation", title=_l("Medborgardialoger"), blueprint=bp)
