"""What happens afterwards: later, at least once, each in its own transaction."""

from dialog.folkmotion.reactions import count as count
from dialog.folkmotion.reactions import handle as handle
from dialog.folkmotion.reactions import tell as tell
