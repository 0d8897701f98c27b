"""The one thing app.py knows about this feature."""

from dialog.consultation import policy as policy
from dialog.consultation import reactions as reactions
from dialog.consultation.queries import attachments as attachments
from dialog.consultation.views import answers as answers
from dialog.consultation.views import bp
from dialog.consultation.views import build as build
from dialog.consultation.views import codebook as codebook
from dialog.consultation.views import codes as codes
from dialog.consultation.views import comment_forms as comment_forms
from dialog.consultation.views import comments as comments
from dialog.consultation.views import doors as doors
from dialog.consultation.views import drafts as drafts
from dialog.consultation.views import enter as enter
from dialog.consultation.views import entries as entries
from dialog.consultation.views import exports as exports
from dialog.consultation.views import facts as facts
from dialog.consultation.views import figures as figures
from dialog.consultation.views import ideas as ideas
from dialog.consultation.views import layers as layers
from dialog.consultation.views import manage as manage
from dialog.consultation.views import media as media
from dialog.consultation.views import my_answers as my_answers
from dialog.consultation.views import open_results as open_results
from dialog.consultation.views import own as own
from dialog.consultation.views import paper_form as paper_form
from dialog.consultation.views import part_editor as part_editor
from dialog.consultation.views import places as places
from dialog.consultation.views import priorities as priorities
from dialog.consultation.views import propose as propose
from dialog.consultation.views import public as public
from dialog.consultation.views import publishing as publishing
from dialog.consultation.views import questionnaire as questionnaire
from dialog.consultation.views import questions as questions
from dialog.consultation.views import respond as respond
from dialog.consultation.views import response_receipts as response_receipts
from dialog.consultation.views import responses as responses
from dialog.consultation.views import results as results
from dialog.consultation.views import running as running
from dialog.consultation.views import stages as stages
from dialog.consultation.views import support as support
from dialog.consultation.views import text_part as text_part
from dialog.consultation.views import texts as texts
from dialog.consultation.views import written_receipts as written_receipts
from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest

manifest = Manifest(kind="consultation", title=_l("Medborgardialoger"), blueprint=bp)
