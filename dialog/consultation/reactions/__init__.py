"""Afterwards: what the worker does by night, on time, and when something has happened."""

from dialog.consultation.reactions import drafts as drafts
from dialog.consultation.reactions import exports as exports
from dialog.consultation.reactions import numbers as numbers
from dialog.consultation.reactions import opening as opening
from dialog.consultation.reactions import running as running
from dialog.consultation.reactions import tally as tally
from dialog.consultation.reactions import tell as tell
