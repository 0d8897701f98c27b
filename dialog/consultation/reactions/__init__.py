"""Afterwards: what the worker does by night and when something has happened."""

from dialog.consultation.reactions import drafts as drafts
from dialog.consultation.reactions import numbers as numbers
from dialog.consultation.reactions import opening as opening
from dialog.consultation.reactions import tell as tell
