"""What the worker does for every way of taking part."""

from dialog.process.reactions import exports as exports
from dialog.process.reactions import scanning as scanning
from dialog.process.reactions import tidying as tidying
