"""What is said of a file that is not taken."""

from dialog.core.errors import Faulty


class WrongFile(Faulty):
    """The file is not taken. The message says why, and what the person can do."""

    def __init__(self, message: object, field: str = "file") -> None:
        super().__init__(message, field)
