"""The one thing app.py knows about this feature."""

from dialog.consultation import policy as policy
from dialog.consultation.queries import attachments as attachments
from dialog.consultation.views import bp
from dialog.consultation.views import media as media
from dialog.consultation.views import part_editor as part_editor
from dialog.consultation.views import public as public
from dialog.consultation.views import questions as questions
from dialog.consultation.views import text_part as text_part
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest

manifest = Manifest(kind="consultation", title=_l("Medborgardialoger"), blueprint=bp)
