"""What happens afterwards: later, at least once, each in its own transaction."""

from dialog.consultation.reactions import tally as tally
