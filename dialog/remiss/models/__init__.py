"""Tables of the remiss."""

from dialog.remiss.models.addressee import Addressee as Addressee
from dialog.remiss.models.addressee import Member as Member
from dialog.remiss.models.addressee import Organisation as Organisation
from dialog.remiss.models.assessment import EarlierReply as EarlierReply
from dialog.remiss.models.assessment import Group as Group
from dialog.remiss.models.assessment import Mask as Mask
from dialog.remiss.models.assessment import Note as Note
from dialog.remiss.models.assessment import Phrase as Phrase
from dialog.remiss.models.assessment import Point as Point
from dialog.remiss.models.assessment import PointTag as PointTag
from dialog.remiss.models.assessment import Reply as Reply
from dialog.remiss.models.assessment import SectionComment as SectionComment
from dialog.remiss.models.assessment import Tag as Tag
from dialog.remiss.models.document import Annex as Annex
from dialog.remiss.models.document import Reading as Reading
from dialog.remiss.models.document import RemissVersion as RemissVersion
from dialog.remiss.models.document import Section as Section
from dialog.remiss.models.remiss import Remiss as Remiss
from dialog.remiss.models.responding import Draft as Draft
from dialog.remiss.models.responding import DraftFile as DraftFile
from dialog.remiss.models.responding import Response as Response
from dialog.remiss.models.responding import ResponseFile as ResponseFile
from dialog.remiss.models.responding import Statement as Statement
