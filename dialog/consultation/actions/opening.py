"""That a step opens. The clock opens it; this writes it down, once, so that people can be told."""

from dialog.consultation.models import Stage
from dialog.core.context import Context


def open_stage(ctx: Context, stage: Stage) -> None:
    """Write down that the step is open."""
    ctx.require("consultation.open_stage", stage.consultation)
    ctx.record("consultation.open_stage", stage, number=stage.number)
