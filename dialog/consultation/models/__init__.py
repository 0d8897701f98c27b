"""Tables of the consultation."""

from dialog.consultation.models.consultation import Consultation as Consultation
from dialog.consultation.models.consultation import Part as Part
from dialog.consultation.models.consultation import PartVersion as PartVersion
from dialog.consultation.models.consultation import Stage as Stage
from dialog.consultation.models.results import Code as Code
from dialog.consultation.models.results import CodesShown as CodesShown
from dialog.consultation.models.results import Coding as Coding
from dialog.consultation.models.results import Counted as Counted
from dialog.consultation.models.results import Counting as Counting
from dialog.consultation.models.results import FreeText as FreeText
from dialog.consultation.models.results import MapLayer as MapLayer
from dialog.consultation.models.results import PopulationFigure as PopulationFigure
from dialog.consultation.models.results import Tally as Tally
from dialog.consultation.models.results import Turnout as Turnout
from dialog.consultation.models.taking_part import Answer as Answer
from dialog.consultation.models.taking_part import Comment as Comment
from dialog.consultation.models.taking_part import Draft as Draft
from dialog.consultation.models.taking_part import Idea as Idea
from dialog.consultation.models.taking_part import Invitation as Invitation
from dialog.consultation.models.taking_part import Participation as Participation
from dialog.consultation.models.taking_part import Pass as Pass
