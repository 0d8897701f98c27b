"""Afterwards: what the worker does on time, and when something has happened."""

from dialog.remiss.reactions import inviting as inviting
from dialog.remiss.reactions import receiving as receiving
from dialog.remiss.reactions import rooms as rooms
from dialog.remiss.reactions import texts as texts
