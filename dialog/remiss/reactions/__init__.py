"""Afterwards: what the worker does on time, and when something has happened."""

from dialog.remiss.reactions import assigning as assigning
from dialog.remiss.reactions import concluding as concluding
from dialog.remiss.reactions import exports as exports
from dialog.remiss.reactions import inviting as inviting
from dialog.remiss.reactions import numbers as numbers
from dialog.remiss.reactions import reading as reading
from dialog.remiss.reactions import receiving as receiving
from dialog.remiss.reactions import rooms as rooms
from dialog.remiss.reactions import running as running
from dialog.remiss.reactions import tell as tell
from dialog.remiss.reactions import texts as texts
from dialog.remiss.reactions import versions as versions
