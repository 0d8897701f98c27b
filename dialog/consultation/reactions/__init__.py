"""Afterwards: at least once, each in its own transaction."""

from dialog.consultation.reactions import opening as opening
from dialog.consultation.reactions import tell as tell
