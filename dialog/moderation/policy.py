"""Who: the permissions of moderation, one line each."""

from dialog.core.policy import Actor, Role, anyone, has_role, is_staff, permissions, system_only
from dialog.moderation.models import Appeal, Own
from dialog.process.policy import is_author, not_own

is_moderator = has_role(Role.MODERATOR)
may_answer = not_own(is_moderator)


def may_judge(actor: Actor, asked: object) -> bool:
    """A moderator, but neither the person who decided, whatever roles they have now, nor the author."""
    if not isinstance(asked, Appeal) or not is_moderator(actor, asked):
        return False
    return actor.id not in {None, asked.decided_by, asked.decision.author_id}


def is_known_as_author(actor: Actor, own: object) -> bool:
    """Whoever the process knows as the author: by login, or by this browser alone."""
    return isinstance(own, Own) and own.is_mine


permissions(
    {
        "moderation.desk": is_staff,
        "moderation.cases": has_role(Role.MODERATOR, Role.OFFICER, Role.REGISTRAR, Role.COUNCILLOR),
        "moderation.queue": is_moderator,
        "moderation.claim": is_moderator,
        "moderation.release": is_moderator,
        # what people have written within a process; the subject is that
        "moderation.contributions": is_moderator,
        "moderation.contribution": may_answer,
        "moderation.publish_contribution": may_answer,
        "moderation.return_contribution": may_answer,
        "moderation.hide_contribution": may_answer,
        # what a filter points at; the subject is what people have written
        "moderation.suggest": system_only,
        "moderation.drop_suggestions": system_only,
        "moderation.suggested": is_moderator,
        "moderation.clear_suggestions": may_answer,
        "moderation.settle_suggestions": may_answer,
        "moderation.word_lists": is_moderator,
        "moderation.add_words": is_moderator,
        "moderation.remove_word": is_moderator,
        "moderation.turn_word_list": is_moderator,
        "moderation.hide_part": may_answer,
        "moderation.decide_alike": is_moderator,  # what is one's own among them is left out
        # reports; the subject is what was reported
        "moderation.report": anyone,  # no login is needed to tell of a crime
        "moderation.follow_report": anyone,  # who has the private link
        "moderation.reports": is_moderator,
        "moderation.reported": may_answer,
        "moderation.claim_reports": may_answer,
        "moderation.release_reports": may_answer,
        "moderation.dismiss_reports": may_answer,
        "moderation.settle_reports": may_answer,
        # keeping watch; the subject is the process
        "moderation.watch": is_moderator,
        "moderation.look": is_moderator,
        "moderation.look_at_all": is_moderator,
        "moderation.tell_watch": system_only,
        # decisions; the subject is the text, the decision, or the request for another look
        "moderation.decide": not_own(is_moderator),
        "moderation.statement": is_author,
        "moderation.appeal": is_author,
        "moderation.own_statement": is_known_as_author,
        "moderation.own_appeal": is_known_as_author,
        "moderation.appeals": is_moderator,
        "moderation.judge": may_judge,
        "moderation.decide_about": not_own(is_moderator),
        # about whoever wrote something; the subject is what they wrote, or the block
        "moderation.warn_author": not_own(is_moderator),
        "moderation.block_author": not_own(is_moderator),
        "moderation.blocks": is_moderator,
        "moderation.lift_block": is_moderator,
        # the stop switch; there is no subject
        "moderation.writing": has_role(Role.MODERATOR, Role.ADMIN),
        "moderation.stop_writing": has_role(Role.MODERATOR, Role.ADMIN),
        "moderation.resume_writing": has_role(Role.MODERATOR, Role.ADMIN),
        "moderation.give_time": has_role(Role.MODERATOR, Role.ADMIN),
        "moderation.transparency": anyone,
        "moderation.log": anyone,
    }
)
