"""What happens afterwards: by the clock, and when something has happened. Each in its own transaction."""

from dialog.consultation.reactions import drafts as drafts
from dialog.consultation.reactions import opening as opening
from dialog.consultation.reactions import tally as tally
from dialog.consultation.reactions import tell as tell
