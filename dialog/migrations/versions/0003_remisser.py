"""The tables of remisser, the stop switch, and blocks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("writing_stopped_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("writing_stop_words", sa.String(), nullable=False, server_default="")
        )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.alter_column("writing_stop_words", server_default=None)

    op.create_table(
        "remiss_organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_organisation_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_organisation")),
        sa.UniqueConstraint(
            "municipality_id", "name", name=op.f("uq_remiss_organisation_municipality_id_name")
        ),
    )
    with op.batch_alter_table("remiss_organisation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_organisation_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "remiss_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_phrase_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_phrase")),
    )
    with op.batch_alter_table("remiss_phrase", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_phrase_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "remiss",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concerns", sa.String(), nullable=False),
        sa.Column("asks_for", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decision_when", sa.String(), nullable=False),
        sa.Column("feedback_how", sa.String(), nullable=False),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("is_open_to_all", sa.Boolean(), nullable=False),
        sa.Column("short_reason", sa.String(), nullable=False),
        sa.Column(
            "showing",
            sa.Enum("never", "after", "at_once", name="showing", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("shows_private_names", sa.Boolean(), nullable=False),
        sa.Column("positions", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("compilation_words", sa.String(), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_words", sa.String(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["process.id"], name=op.f("fk_remiss_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss")),
    )
    op.create_table(
        "remiss_addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("is_invited", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=True),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_words", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_until", sa.Date(), nullable=True),
        sa.Column("asked_words", sa.String(), nullable=False),
        sa.Column("extended_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("half_reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_addressee_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["remiss_organisation.id"],
            name=op.f("fk_remiss_addressee_organisation_id_remiss_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_addressee_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_addressee")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_remiss_addressee_token_hash")),
    )
    with op.batch_alter_table("remiss_addressee", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_addressee_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_addressee_remiss_id"), ["remiss_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_addressee_remiss_id_remiss_addressee_name"),
            ["remiss_id", "name"],
            unique=False,
        )

    op.create_table(
        "remiss_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_group_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_group_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_group")),
    )
    with op.batch_alter_table("remiss_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_group_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remiss_group_remiss_id"), ["remiss_id"], unique=False)

    op.create_table(
        "remiss_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_remiss_reading_progress")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["attachment.id"], name=op.f("fk_remiss_reading_file_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_reading_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_reading_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_reading")),
    )
    with op.batch_alter_table("remiss_reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remiss_reading_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_remiss_reading_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_reading_remiss_id"), ["remiss_id"], unique=False
        )

    op.create_table(
        "remiss_section_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("none_reason", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "words <> '' OR none_reason <> ''",
            name=op.f("ck_remiss_section_comment_says_something"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_section_comment_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_section_comment_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_section_comment")),
        sa.UniqueConstraint(
            "remiss_id", "section", name=op.f("uq_remiss_section_comment_remiss_id_section")
        ),
    )
    with op.batch_alter_table("remiss_section_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_section_comment_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "remiss_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_tag_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_tag_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_tag")),
        sa.UniqueConstraint("remiss_id", "name", name=op.f("uq_remiss_tag_remiss_id_name")),
    )
    with op.batch_alter_table("remiss_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_tag_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "remiss_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("shows_file", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["attachment.id"], name=op.f("fk_remiss_version_file_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_version_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_version_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_version")),
        sa.UniqueConstraint("remiss_id", "number", name=op.f("uq_remiss_version_remiss_id_number")),
    )
    with op.batch_alter_table("remiss_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_version_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_version_remiss_id"), ["remiss_id"], unique=False
        )
        batch_op.create_index(
            "uq_remiss_version_in_work",
            ["remiss_id"],
            unique=True,
            postgresql_where=sa.text("frozen_at IS NULL"),
            sqlite_where=sa.text("frozen_at IS NULL"),
        )
        batch_op.create_index(
            "uq_remiss_version_shown",
            ["remiss_id"],
            unique=True,
            postgresql_where=sa.text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
            sqlite_where=sa.text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
        )

    op.create_table(
        "remiss_annex",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_remiss_annex_attachment_id_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_annex_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_annex_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_annex")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_remiss_annex_attachment_id")),
    )
    with op.batch_alter_table("remiss_annex", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_annex_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_annex_remiss_id_remiss_annex_position"),
            ["remiss_id", "position"],
            unique=False,
        )

    op.create_table(
        "remiss_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("locked_by", sa.Integer(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_approval_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_hash", sa.String(), nullable=False),
        sa.Column("decision_reference", sa.String(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("sealed_return", sa.LargeBinary(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["remiss_addressee.id"],
            name=op.f("fk_remiss_draft_addressee_id_remiss_addressee"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_draft_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_draft_remiss_id_remiss")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["remiss_version.id"],
            name=op.f("fk_remiss_draft_version_id_remiss_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_draft")),
        sa.UniqueConstraint("remiss_id", "owner", name=op.f("uq_remiss_draft_remiss_id_owner")),
    )
    with op.batch_alter_table("remiss_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_draft_changed_at"), ["changed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_draft_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "remiss_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("addressee_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=True),
        sa.Column("may_approve", sa.Boolean(), nullable=False),
        sa.Column("may_invite", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("sealed_token", sa.LargeBinary(), nullable=True),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["remiss_addressee.id"],
            name=op.f("fk_remiss_member_addressee_id_remiss_addressee"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_member_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_remiss_member_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_member")),
        sa.UniqueConstraint(
            "addressee_id", "person_id", name=op.f("uq_remiss_member_addressee_id_person_id")
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_remiss_member_token_hash")),
    )
    with op.batch_alter_table("remiss_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_member_addressee_id"), ["addressee_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_member_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remiss_member_person_id"), ["person_id"], unique=False)

    op.create_table(
        "remiss_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column(
            "sender",
            sa.Enum("person", "organisation", name="sender", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("addressee_id", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("signatory", sa.String(), nullable=False),
        sa.Column("decision_reference", sa.String(), nullable=False),
        sa.Column("sealed_contact", sa.LargeBinary(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_considered", sa.Boolean(), nullable=True),
        sa.Column("considered_words", sa.String(), nullable=False),
        sa.Column("considered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("considered_by", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["remiss_addressee.id"],
            name=op.f("fk_remiss_response_addressee_id_remiss_addressee"),
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_remiss_response_id_contribution")
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_response_remiss_id_remiss")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["remiss_version.id"],
            name=op.f("fk_remiss_response_version_id_remiss_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_response")),
        sa.UniqueConstraint("remiss_id", "once", name=op.f("uq_remiss_response_remiss_id_once")),
        sa.UniqueConstraint(
            "remiss_id", "owner", "number", name=op.f("uq_remiss_response_remiss_id_owner_number")
        ),
    )
    with op.batch_alter_table("remiss_response", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_response_addressee_id"), ["addressee_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_response_remiss_id_remiss_response_id"),
            ["remiss_id", "id"],
            unique=False,
        )

    op.create_table(
        "remiss_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("takes_views", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 9", name=op.f("ck_remiss_section_level")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_section_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["remiss_version.id"],
            name=op.f("fk_remiss_section_version_id_remiss_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_section")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_remiss_section_version_id_key")),
    )
    with op.batch_alter_table("remiss_section", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_section_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_section_version_id_remiss_section_position"),
            ["version_id", "position"],
            unique=False,
        )

    op.create_table(
        "remiss_draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column(
            "use",
            sa.Enum("statement", "minutes", "annex", name="fileuse", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_remiss_draft_file_attachment_id_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["remiss_draft.id"],
            name=op.f("fk_remiss_draft_file_draft_id_remiss_draft"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_draft_file_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_draft_file")),
    )
    with op.batch_alter_table("remiss_draft_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_draft_file_draft_id"), ["draft_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_draft_file_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "remiss_response_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column(
            "use",
            sa.Enum("statement", "minutes", "annex", name="fileuse", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("is_released", sa.Boolean(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_remiss_response_file_attachment_id_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_response_file_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["remiss_response.id"],
            name=op.f("fk_remiss_response_file_response_id_remiss_response"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_response_file")),
    )
    with op.batch_alter_table("remiss_response_file", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_response_file_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_response_file_response_id"), ["response_id"], unique=False
        )

    op.create_table(
        "remiss_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_statement_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_statement_remiss_id_remiss")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["remiss_response.id"],
            name=op.f("fk_remiss_statement_response_id_remiss_response"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_statement")),
        sa.UniqueConstraint(
            "response_id",
            "section",
            "question",
            name=op.f("uq_remiss_statement_response_id_section_question"),
        ),
    )
    with op.batch_alter_table("remiss_statement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_statement_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_statement_remiss_id_remiss_statement_id"),
            ["remiss_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f(
                "ix_remiss_statement_remiss_id_remiss_statement_section_remiss_statement_position"
            ),
            ["remiss_id", "section", "position"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_statement_response_id"), ["response_id"], unique=False
        )

    op.create_table(
        "remiss_mask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum("words", "proposal", name="place", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start >= 0 AND end_at > start", name=op.f("ck_remiss_mask_is_a_passage")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_mask_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["remiss_response.id"],
            name=op.f("fk_remiss_mask_response_id_remiss_response"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["remiss_statement.id"],
            name=op.f("fk_remiss_mask_statement_id_remiss_statement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_mask")),
    )
    with op.batch_alter_table("remiss_mask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_mask_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_mask_response_id"), ["response_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_mask_statement_id"), ["statement_id"], unique=False
        )

    op.create_table(
        "remiss_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("assigned_to", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["remiss_response_file.id"],
            name=op.f("fk_remiss_point_file_id_remiss_response_file"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["remiss_group.id"], name=op.f("fk_remiss_point_group_id_remiss_group")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_point_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_point_remiss_id_remiss")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["remiss_statement.id"],
            name=op.f("fk_remiss_point_statement_id_remiss_statement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_point")),
        sa.UniqueConstraint(
            "statement_id", "number", name=op.f("uq_remiss_point_statement_id_number")
        ),
    )
    with op.batch_alter_table("remiss_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remiss_point_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_remiss_point_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_point_remiss_id_remiss_point_assigned_to"),
            ["remiss_id", "assigned_to"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_point_remiss_id_remiss_point_likeness"),
            ["remiss_id", "likeness"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_point_remiss_id_remiss_point_section_remiss_point_id"),
            ["remiss_id", "section", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_point_statement_id"), ["statement_id"], unique=False
        )

    op.create_table(
        "remiss_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_note_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["remiss_point.id"], name=op.f("fk_remiss_note_point_id_remiss_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_note")),
    )
    with op.batch_alter_table("remiss_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_note_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remiss_note_point_id"), ["point_id"], unique=False)

    op.create_table(
        "remiss_point_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_point_tag_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["remiss_point.id"],
            name=op.f("fk_remiss_point_tag_point_id_remiss_point"),
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["remiss_tag.id"], name=op.f("fk_remiss_point_tag_tag_id_remiss_tag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_point_tag")),
        sa.UniqueConstraint("point_id", "tag_id", name=op.f("uq_remiss_point_tag_point_id_tag_id")),
    )
    with op.batch_alter_table("remiss_point_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_point_tag_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remiss_point_tag_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "remiss_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remiss_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "effect",
            sa.Enum(
                "changed",
                "partly",
                "unchanged",
                "noted",
                name="effect",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(point_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_remiss_reply_to_one_thing")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["remiss_group.id"], name=op.f("fk_remiss_reply_group_id_remiss_group")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_reply_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["remiss_point.id"], name=op.f("fk_remiss_reply_point_id_remiss_point")
        ),
        sa.ForeignKeyConstraint(
            ["remiss_id"], ["remiss.id"], name=op.f("fk_remiss_reply_remiss_id_remiss")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_reply")),
        sa.UniqueConstraint("group_id", name=op.f("uq_remiss_reply_group_id")),
        sa.UniqueConstraint("point_id", name=op.f("uq_remiss_reply_point_id")),
    )
    with op.batch_alter_table("remiss_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_reply_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_remiss_reply_remiss_id"), ["remiss_id"], unique=False)

    op.create_table(
        "remiss_earlier_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column(
            "effect",
            sa.Enum(
                "changed",
                "partly",
                "unchanged",
                "noted",
                name="effect",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(point_id IS NULL) <> (group_id IS NULL)",
            name=op.f("ck_remiss_earlier_reply_to_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["remiss_group.id"],
            name=op.f("fk_remiss_earlier_reply_group_id_remiss_group"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_remiss_earlier_reply_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["point_id"],
            ["remiss_point.id"],
            name=op.f("fk_remiss_earlier_reply_point_id_remiss_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remiss_earlier_reply")),
    )
    with op.batch_alter_table("remiss_earlier_reply", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_remiss_earlier_reply_group_id"), ["group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_earlier_reply_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_remiss_earlier_reply_point_id"), ["point_id"], unique=False
        )

    op.create_table(
        "moderation_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["moderation_decision.id"],
            name=op.f("fk_moderation_block_decision_id_moderation_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_moderation_block_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_moderation_block_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_moderation_block_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_block")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_moderation_block_decision_id")),
    )
    with op.batch_alter_table("moderation_block", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_block_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_block_person_id_moderation_block_until"),
            ["person_id", "until"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_block_process_id"), ["process_id"], unique=False
        )

    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.add_column(sa.Column("masked", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.alter_column("masked", server_default=None)

    op.create_table(
        "mask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("start >= 0 AND end_at > start", name=op.f("ck_mask_is_a_passage")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_mask_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["moderation_decision.id"],
            name=op.f("fk_mask_decision_id_moderation_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_mask_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_mask_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mask")),
    )
    with op.batch_alter_table("mask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mask_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_mask_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_mask_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_mask_process_id_mask_contribution_id"),
            ["process_id", "contribution_id"],
            unique=False,
        )

    op.create_table(
        "moderation_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("up_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_moderation_look_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_moderation_look_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_look")),
    )
    with op.batch_alter_table("moderation_look", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_moderation_look_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_look_municipality_id_moderation_look_at"),
            ["municipality_id", "at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_moderation_look_process_id_moderation_look_id"),
            ["process_id", "id"],
            unique=False,
        )
    # A digest for those who keep watch is about no single process.
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.alter_column("process_id", existing_type=sa.Integer(), nullable=True)

    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.add_column(sa.Column("likeness", sa.String(), nullable=False, server_default=""))
        batch_op.create_index(
            "ix_contribution_alike", ["municipality_id", "likeness", "publication"], unique=False
        )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.alter_column("likeness", server_default=None)

    # In place, so that the guards of the table stay.
    op.add_column(
        "moderation_decision",
        sa.Column("was_suggested", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "word_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.UniqueConstraint(
            "municipality_id", "language", name=op.f("uq_word_list_municipality_id_language")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_word_list_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
    )
    with op.batch_alter_table("word_list", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_word_list_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "listed_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["word_list.id"], name=op.f("fk_listed_word_list_id_word_list")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_listed_word_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_word")),
    )
    with op.batch_alter_table("listed_word", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_listed_word_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            "uq_listed_word_in_use",
            ["list_id", "word"],
            unique=True,
            postgresql_where=sa.text("removed_at IS NULL"),
            sqlite_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "checked_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_checked_text_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_checked_text_process_id_process")
        ),
        sa.UniqueConstraint(
            "contribution_id",
            "text_number",
            name=op.f("uq_checked_text_contribution_id_text_number"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_checked_text_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checked_text")),
    )
    with op.batch_alter_table("checked_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_checked_text_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_checked_text_process_id_checked_text_likeness"),
            ["process_id", "likeness"],
            unique=False,
        )

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("text_number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "word",
                "link",
                "phone",
                "email",
                "number",
                "duplicate",
                "flood",
                name="clue",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_suggestion_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["moderation_decision.id"],
            name=op.f("fk_suggestion_decision_id_moderation_decision"),
        ),
        sa.UniqueConstraint(
            "contribution_id",
            "text_number",
            "kind",
            name=op.f("uq_suggestion_contribution_id_text_number_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_suggestion_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_suggestion_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_suggestion_municipality_id_suggestion_found_at"),
            ["municipality_id", "found_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_suggestion_waiting",
            ["municipality_id", "contribution_id"],
            unique=False,
            postgresql_where=sa.text("settled_at IS NULL"),
            sqlite_where=sa.text("settled_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("checked_text")
    op.drop_table("listed_word")
    op.drop_table("word_list")
    op.drop_column("moderation_decision", "was_suggested")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index("ix_contribution_alike")
        batch_op.drop_column("likeness")
    op.execute(
        "DELETE FROM letter WHERE mailing_id IN (SELECT id FROM mailing WHERE process_id IS NULL)"
    )
    op.execute("DELETE FROM mailing WHERE process_id IS NULL")
    with op.batch_alter_table("mailing", schema=None) as batch_op:
        batch_op.alter_column("process_id", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("moderation_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_look_process_id_moderation_look_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_look_municipality_id_moderation_look_at"))
        batch_op.drop_index(batch_op.f("ix_moderation_look_municipality_id"))

    op.drop_table("moderation_look")

    with op.batch_alter_table("mask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mask_process_id_mask_contribution_id"))
        batch_op.drop_index(batch_op.f("ix_mask_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_mask_decision_id"))
        batch_op.drop_index(batch_op.f("ix_mask_contribution_id"))

    op.drop_table("mask")
    with op.batch_alter_table("process", schema=None) as batch_op:
        batch_op.drop_column("masked")

    with op.batch_alter_table("moderation_block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moderation_block_process_id"))
        batch_op.drop_index(batch_op.f("ix_moderation_block_person_id_moderation_block_until"))
        batch_op.drop_index(batch_op.f("ix_moderation_block_municipality_id"))

    op.drop_table("moderation_block")
    with op.batch_alter_table("remiss_earlier_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_earlier_reply_point_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_earlier_reply_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_earlier_reply_group_id"))

    op.drop_table("remiss_earlier_reply")
    with op.batch_alter_table("remiss_reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_reply_remiss_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_reply_municipality_id"))

    op.drop_table("remiss_reply")
    with op.batch_alter_table("remiss_point_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_point_tag_tag_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_point_tag_municipality_id"))

    op.drop_table("remiss_point_tag")
    with op.batch_alter_table("remiss_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_note_point_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_note_municipality_id"))

    op.drop_table("remiss_note")
    with op.batch_alter_table("remiss_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_point_statement_id"))
        batch_op.drop_index(
            batch_op.f("ix_remiss_point_remiss_id_remiss_point_section_remiss_point_id")
        )
        batch_op.drop_index(batch_op.f("ix_remiss_point_remiss_id_remiss_point_likeness"))
        batch_op.drop_index(batch_op.f("ix_remiss_point_remiss_id_remiss_point_assigned_to"))
        batch_op.drop_index(batch_op.f("ix_remiss_point_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_point_group_id"))

    op.drop_table("remiss_point")
    with op.batch_alter_table("remiss_mask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_mask_statement_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_mask_response_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_mask_municipality_id"))

    op.drop_table("remiss_mask")
    with op.batch_alter_table("remiss_statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_statement_response_id"))
        batch_op.drop_index(
            batch_op.f(
                "ix_remiss_statement_remiss_id_remiss_statement_section_remiss_statement_position"
            )
        )
        batch_op.drop_index(batch_op.f("ix_remiss_statement_remiss_id_remiss_statement_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_statement_municipality_id"))

    op.drop_table("remiss_statement")
    with op.batch_alter_table("remiss_response_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_response_file_response_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_response_file_municipality_id"))

    op.drop_table("remiss_response_file")
    with op.batch_alter_table("remiss_draft_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_draft_file_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_draft_file_draft_id"))

    op.drop_table("remiss_draft_file")
    with op.batch_alter_table("remiss_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_section_version_id_remiss_section_position"))
        batch_op.drop_index(batch_op.f("ix_remiss_section_municipality_id"))

    op.drop_table("remiss_section")
    with op.batch_alter_table("remiss_response", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_response_remiss_id_remiss_response_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_response_addressee_id"))

    op.drop_table("remiss_response")
    with op.batch_alter_table("remiss_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_member_person_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_member_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_member_addressee_id"))

    op.drop_table("remiss_member")
    with op.batch_alter_table("remiss_annex", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_annex_remiss_id_remiss_annex_position"))
        batch_op.drop_index(batch_op.f("ix_remiss_annex_municipality_id"))

    op.drop_table("remiss_annex")
    with op.batch_alter_table("remiss_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_draft_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_draft_changed_at"))

    op.drop_table("remiss_draft")
    with op.batch_alter_table("remiss_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_remiss_version_shown",
            postgresql_where=sa.text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
            sqlite_where=sa.text("frozen_at IS NOT NULL AND replaced_at IS NULL"),
        )
        batch_op.drop_index(
            "uq_remiss_version_in_work",
            postgresql_where=sa.text("frozen_at IS NULL"),
            sqlite_where=sa.text("frozen_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_remiss_version_remiss_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_version_municipality_id"))

    op.drop_table("remiss_version")
    with op.batch_alter_table("remiss_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_tag_municipality_id"))

    op.drop_table("remiss_tag")
    with op.batch_alter_table("remiss_section_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_section_comment_municipality_id"))

    op.drop_table("remiss_section_comment")
    with op.batch_alter_table("remiss_reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_reading_remiss_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_reading_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_reading_asked_at"))

    op.drop_table("remiss_reading")
    with op.batch_alter_table("remiss_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_group_remiss_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_group_municipality_id"))

    op.drop_table("remiss_group")
    with op.batch_alter_table("remiss_addressee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_addressee_remiss_id_remiss_addressee_name"))
        batch_op.drop_index(batch_op.f("ix_remiss_addressee_remiss_id"))
        batch_op.drop_index(batch_op.f("ix_remiss_addressee_municipality_id"))

    op.drop_table("remiss_addressee")
    op.drop_table("remiss")
    with op.batch_alter_table("remiss_phrase", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_phrase_municipality_id"))

    op.drop_table("remiss_phrase")
    with op.batch_alter_table("remiss_organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_remiss_organisation_municipality_id"))

    op.drop_table("remiss_organisation")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_column("writing_stop_words")
        batch_op.drop_column("writing_stopped_at")
