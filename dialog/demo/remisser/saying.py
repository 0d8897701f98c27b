"""From the answers as they are told in the content to what is sent: opinions, and who they speak for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialog.core.context import Context
from dialog.demo.content import remiss_shapes as told
from dialog.demo.stage import Stage
from dialog.demo.town import Town
from dialog.remiss.actions.respond import Sending
from dialog.remiss.models import Remiss, RemissVersion
from dialog.remiss.queries.document import headings, shown_version, version_in_work
from dialog.remiss.rules import wording
from dialog.remiss.rules.content import about
from dialog.remiss.rules.response import Opinion, View


@dataclass
class Matter:
    """One remiss with its town and its clock. `row` is there once it has been begun."""

    theatre: Stage
    town: Town
    tale: told.Remiss
    row: Remiss

    def version(self, ctx: Context) -> RemissVersion:
        """The version that people read; before publication the one in work."""
        found = shown_version(ctx, self.row) or version_in_work(ctx, self.row)
        if found is None:
            raise LookupError("a remiss with answers has a document")
        return found

    def keys(self, ctx: Context) -> dict[str, str]:
        """Keys of the sections by number, or by title where they have none; and that of the whole."""
        rows = headings(ctx, self.version(ctx))
        return {"": ""} | {each.number or each.title: each.key for each in rows}

    def opinion(self, ctx: Context, views: Sequence[told.View]) -> Opinion:
        """What an answer says."""
        keys, questions = self.keys(ctx), self.row.all_questions()
        said = {}
        for view in views:
            asked = about(questions, keys[view.section])
            answers = {q.key: words for q, words in zip(asked, view.answers, strict=False)}
            said[keys[view.section]] = View(view.position, view.words, view.proposal, answers)
        return Opinion(said)

    def sending(
        self, ctx: Context, opinion: Opinion, facts: Sequence[tuple[str, str]], **more: Any
    ) -> Sending:
        """The whole answer as it is sent, with the words that its sender looks through first."""
        version = self.version(ctx)
        names = {each.key: each.heading for each in headings(ctx, version)}
        asked = wording.Asked(names, self.row.all_positions(), self.row.all_questions())
        files = [file.name for file in more.get("files", ())]
        about_it = [
            *facts,
            ("Förslag", self.row.title),
            ("Version av dokumentet", str(version.number)),
        ]
        parts = wording.with_sender(wording.labelled(opinion, asked), about_it, files)
        return Sending(version, opinion, parts, **more)


def contact(name: str, email: str = "") -> str:
    """How to reach whoever sends it, as it is kept sealed."""
    return json.dumps({"name": name, "email": email})
