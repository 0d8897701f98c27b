"""The one thing app.py knows about this feature."""

from dialog.core.i18n import lazy_gettext as _l
from dialog.core.manifest import Manifest
from dialog.remiss import policy as policy
from dialog.remiss import reactions as reactions
from dialog.remiss.queries import attachments as attachments
from dialog.remiss.queries import published_files as published_files
from dialog.remiss.views import addressees as addressees
from dialog.remiss.views import annexes as annexes
from dialog.remiss.views import answer_files as answer_files
from dialog.remiss.views import answers as answers
from dialog.remiss.views import approving as approving
from dialog.remiss.views import assess as assess
from dialog.remiss.views import blocks as blocks
from dialog.remiss.views import bp
from dialog.remiss.views import build as build
from dialog.remiss.views import compare as compare
from dialog.remiss.views import compilation as compilation
from dialog.remiss.views import compilation_page as compilation_page
from dialog.remiss.views import document as document
from dialog.remiss.views import enter as enter
from dialog.remiss.views import exports as exports
from dialog.remiss.views import facts as facts
from dialog.remiss.views import letters as letters
from dialog.remiss.views import manage as manage
from dialog.remiss.views import masking as masking
from dialog.remiss.views import members as members
from dialog.remiss.views import my_responses as my_responses
from dialog.remiss.views import my_rooms as my_rooms
from dialog.remiss.views import notes as notes
from dialog.remiss.views import organisations as organisations
from dialog.remiss.views import phrases as phrases
from dialog.remiss.views import picked as picked
from dialog.remiss.views import point as point
from dialog.remiss.views import positions as positions
from dialog.remiss.views import public as public
from dialog.remiss.views import publishing as publishing
from dialog.remiss.views import questions as questions
from dialog.remiss.views import reading as reading
from dialog.remiss.views import replying as replying
from dialog.remiss.views import respond as respond
from dialog.remiss.views import response_receipts as response_receipts
from dialog.remiss.views import responses as responses
from dialog.remiss.views import review as review
from dialog.remiss.views import room as room
from dialog.remiss.views import running as running
from dialog.remiss.views import sections as sections
from dialog.remiss.views import sending as sending
from dialog.remiss.views import standing_aside as standing_aside
from dialog.remiss.views import tags as tags
from dialog.remiss.views import versions as versions

manifest = Manifest(kind="remiss", title=_l("Remisser"), blueprint=bp)
