"""The ladder of participation (delaktighetstrappan): what each level promises, from the lowest to the highest.

Information is not dialogue, and the page says so (DOMAIN 2.2).
"""

from typing import Any

from dialog.core.i18n import lazy_gettext as _l
from dialog.process.rules import Level

LEVEL_ABOUT: dict[Level, tuple[Any, Any]] = {
    Level.INFORMATION: (
        _l("Information"),
        _l("Kommunen berättar. Det är ingen dialog: deltagarna kan inte påverka."),
    ),
    Level.CONSULTATION: (
        _l("Konsultation"),
        _l("Deltagarna säger vad de tycker om ett eller flera förslag. Kommunen väger in det."),
    ),
    Level.DIALOGUE: (
        _l("Dialog"),
        _l("Kommunen och deltagarna resonerar med varandra innan förslaget är färdigt."),
    ),
    Level.INFLUENCE: (
        _l("Inflytande"),
        _l("Deltagarna är med och tar fram förslaget. Kommunen följer det om inget hindrar."),
    ),
    Level.CO_DECISION: (
        _l("Medbeslutande"),
        _l(
            "Deltagarna väljer, till exempel genom att rösta. Kommunen lovar att följa valet inom "
            "de ramar som den har angett. Det formella beslutet fattar de förtroendevalda."
        ),
    ),
}
