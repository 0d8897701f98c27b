"""dialog: take part in your municipality's decisions between elections."""

__version__ = "0.1.0"
