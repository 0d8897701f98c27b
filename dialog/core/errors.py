"""What the domain says when the answer is no. The web layer turns these into pages."""


class DomainError(Exception):
    """The request is understood but not allowed now. The message is shown to the person."""

    status = 409


class NotPermitted(DomainError):
    """The actor lacks the permission that bears this name."""

    status = 403


class NotFound(DomainError):
    """There is no such thing here, or it is not for this municipality."""

    status = 404


class Faulty(DomainError):
    """Something that was given is missing or wrong. `field` names the one that should say so."""

    status = 422

    def __init__(self, message: object, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Paused(DomainError):
    """Nobody but staff can write for a while. What was typed is kept."""

    status = 503
