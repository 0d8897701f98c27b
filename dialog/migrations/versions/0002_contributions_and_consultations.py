"""Contributions, attachments, followers, and the tables of consultations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report_sender", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_sender_hour"))
        batch_op.drop_index(batch_op.f("ix_report_sender_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_report_sender_key"))

    op.drop_table("report_sender")  # what was counted for an hour is counted in sent_lately
    op.create_table(
        "sent_lately",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_sent_lately_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_lately")),
    )
    with op.batch_alter_table("sent_lately", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_lately_hour"), ["hour"], unique=False)
        batch_op.create_index(batch_op.f("ix_sent_lately_key"), ["key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_sent_lately_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "population_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_population_figure_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_figure")),
        sa.UniqueConstraint(
            "municipality_id",
            "as_of",
            "area",
            "age_group",
            name=op.f("uq_population_figure_municipality_id_as_of_area_age_group"),
        ),
    )
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_population_figure_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "scan",
            sa.Enum("pending", "clean", "infected", name="scan", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("scan_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_is_not_empty")),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_attachment_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_attachment_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_attachment_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attachment_process_id"), ["process_id"], unique=False)
        batch_op.create_index(
            "ix_attachment_unscanned",
            ["scan_due_at"],
            unique=False,
            postgresql_where=sa.text("scan = 'pending'"),
            sqlite_where=sa.text("scan = 'pending'"),
        )

    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "blueprint",
            sa.Enum(
                "questions",
                "survey",
                "ideas",
                "map",
                "priorities",
                name="blueprint",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("has_chosen_level", sa.Boolean(), nullable=False),
        sa.Column("concerns", sa.String(), nullable=False),
        sa.Column("can_affect", sa.String(), nullable=False),
        sa.Column("cannot_affect", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decision_when", sa.String(), nullable=False),
        sa.Column("feedback_how", sa.String(), nullable=False),
        sa.Column("feedback_on", sa.Date(), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("contact_email", sa.String(), nullable=False),
        sa.Column("contact_phone", sa.String(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("results_public_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("results_words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["process.id"], name=op.f("fk_consultation_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("participant_key", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "paper", "phone", "meeting", name="channel", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("receipt_number", sa.String(), nullable=False),
        sa.Column(
            "publication",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "published",
                "rejected",
                "hidden",
                "withdrawn",
                "stopped",
                name="publication",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", sa.String(), nullable=False),
        sa.Column("refusal_text", sa.String(), nullable=False),
        sa.Column("count_support", sa.Integer(), nullable=False),
        sa.Column("count_comments", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "count_comments >= 0", name=op.f("ck_contribution_comments_are_not_negative")
        ),
        sa.CheckConstraint(
            "count_support >= 0", name=op.f("ck_contribution_support_is_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_contribution_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_contribution_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_author_id"), ["author_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contribution_changed_at"), ["changed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f(
                "ix_contribution_municipality_id_contribution_publication_contribution_review_due_at"
            ),
            ["municipality_id", "publication", "review_due_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_process_id"), ["process_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_process_id_contribution_participant_key"),
            ["process_id", "participant_key"],
            unique=False,
        )
        batch_op.create_index(
            "ix_contribution_by_support",
            ["process_id", "kind", "count_support", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_contribution_by_comments",
            ["process_id", "kind", "count_comments", "id"],
            unique=False,
        )

    op.create_table(
        "address_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("back", sa.String(), nullable=False),
        sa.Column("wants_letters", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_address_check_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_address_check_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_check")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_address_check_token_hash")),
    )
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_check_made_at"), ["made_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_address_check_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_address_check_process_id"), ["process_id"], unique=False
        )

    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("address_key", sa.String(), nullable=False),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wants_letters", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_follower_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follower_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["process_id"], ["process.id"], name=op.f("fk_follower_process_id_process")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint(
            "process_id", "address_key", name=op.f("uq_follower_process_id_address_key")
        ),
    )
    with op.batch_alter_table("follower", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_follower_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_follower_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_follower_process_id_follower_id"), ["process_id", "id"], unique=False
        )

    op.create_table(
        "consultation_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_code_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_code_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_code")),
        sa.UniqueConstraint(
            "consultation_id", "name", name=op.f("uq_consultation_code_consultation_id_name")
        ),
    )
    with op.batch_alter_table("consultation_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_code_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "xlsx", "csv", "json", "pdf", "docx", name="format", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_export_progress")),
        sa.ForeignKeyConstraint(
            ["process_id"],
            ["process.id"],
            name=op.f("fk_export_process_id_process"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_export_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    with op.batch_alter_table("export", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_export_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_export_process_id_export_kind"), ["process_id", "kind"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_export_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "consultation_participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("participant_key", sa.String(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "open", "email", "eid", "code", "staff", name="basis", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "paper", "phone", "meeting", name="channel", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("is_resident", sa.Boolean(), nullable=True),
        sa.Column("first_on", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_participation_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_participation_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_participation")),
        sa.UniqueConstraint(
            "consultation_id",
            "participant_key",
            name=op.f("uq_consultation_participation_consultation_id_participant_key"),
        ),
    )
    with op.batch_alter_table("consultation_participation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_participation_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "consultation_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("intro", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "who",
            sa.Enum(
                "anyone",
                "email",
                "eid",
                "residents",
                "invited",
                name="who",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_reviewed_first", sa.Boolean(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "age_from IS NULL OR age_to IS NULL OR age_from <= age_to",
            name=op.f("ck_consultation_stage_ages"),
        ),
        sa.CheckConstraint(
            "closes_at IS NULL OR closes_at > opens_at",
            name=op.f("ck_consultation_stage_closes_after_it_opens"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_stage_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_stage_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_stage")),
    )
    with op.batch_alter_table("consultation_stage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_stage_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_stage_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "contribution_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_text_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_contribution_text_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution_text")),
        sa.UniqueConstraint(
            "contribution_id", "number", name=op.f("uq_contribution_text_contribution_id_number")
        ),
    )
    with op.batch_alter_table("contribution_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contribution_text_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contribution_text_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("supporter_key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_support_contribution_id_contribution"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_support_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
        sa.UniqueConstraint(
            "contribution_id",
            "supporter_key",
            name=op.f("uq_support_contribution_id_supporter_key"),
        ),
    )
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_support_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_support_municipality_id_support_id"),
            ["municipality_id", "id"],
            unique=False,
        )

    op.create_table(
        "consultation_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_invitation_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"],
            ["consultation_stage.id"],
            name=op.f("fk_consultation_invitation_stage_id_consultation_stage"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_consultation_invitation_code_hash")),
    )
    with op.batch_alter_table("consultation_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_invitation_municipality_id"),
            ["municipality_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_invitation_stage_id"), ["stage_id"], unique=False
        )

    op.create_table(
        "consultation_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "text",
                "questionnaire",
                "ideas",
                "map",
                "priorities",
                "discussion",
                name="partkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_part_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_part_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"],
            ["consultation_stage.id"],
            name=op.f("fk_consultation_part_stage_id_consultation_stage"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_part")),
    )
    with op.batch_alter_table("consultation_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_part_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_part_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_part_stage_id"), ["stage_id"], unique=False
        )

    op.create_table(
        "consultation_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "open", "email", "eid", "code", "staff", name="basis", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("holder_key", sa.String(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_pass_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_pass_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"],
            ["consultation_stage.id"],
            name=op.f("fk_consultation_pass_stage_id_consultation_stage"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_pass")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_consultation_pass_token_hash")),
    )
    with op.batch_alter_table("consultation_pass", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_pass_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_consultation_pass_made_at"), ["made_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_consultation_pass_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "consultation_counting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("is_behind", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_counting_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_counting_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_counting")),
        sa.UniqueConstraint("part_id", name=op.f("uq_consultation_counting_part_id")),
    )
    with op.batch_alter_table("consultation_counting", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_counting_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "consultation_codes_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_codes_shown_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_codes_shown_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_codes_shown")),
        sa.UniqueConstraint(
            "part_id", "question", name=op.f("uq_consultation_codes_shown_part_id_question")
        ),
    )
    with op.batch_alter_table("consultation_codes_shown", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_codes_shown_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "consultation_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("geometry", sa.JSON(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("is_outside", sa.Boolean(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=True),
        sa.Column("image_alt", sa.String(), nullable=False),
        sa.Column("shuffle", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_consultation_idea_id_contribution")
        ),
        sa.ForeignKeyConstraint(
            ["image_id"], ["attachment.id"], name=op.f("fk_consultation_idea_image_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_idea_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_idea")),
    )
    with op.batch_alter_table("consultation_idea", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_idea_part_id_consultation_idea_id"),
            ["part_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f(
                "ix_consultation_idea_part_id_consultation_idea_shuffle_consultation_idea_id"
            ),
            ["part_id", "shuffle", "id"],
            unique=False,
        )

    op.create_table(
        "base_map",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "service",
            sa.Enum("none", "wms", "wmts", name="mapservice", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("matrix_set", sa.String(), nullable=False),
        sa.Column("crs", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("bounds", sa.String(), nullable=False),
        sa.Column("bounds_digest", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_base_map_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_base_map")),
        sa.UniqueConstraint("municipality_id", name=op.f("uq_base_map_municipality_id")),
    )
    with op.batch_alter_table("base_map", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_base_map_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "consultation_map_layer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column(
            "look",
            sa.Enum(
                "border",
                "way",
                "water",
                "green",
                "building",
                name="layerlook",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("features", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_map_layer_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_map_layer_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_map_layer")),
    )
    with op.batch_alter_table("consultation_map_layer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_map_layer_municipality_id"),
            ["municipality_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_map_layer_part_id"), ["part_id"], unique=False
        )

    op.create_table(
        "consultation_part_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_part_version_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_part_version_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_part_version")),
        sa.UniqueConstraint(
            "part_id", "number", name=op.f("uq_consultation_part_version_part_id_number")
        ),
    )
    with op.batch_alter_table("consultation_part_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_part_version_municipality_id"),
            ["municipality_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_consultation_part_version_newest",
            ["part_id"],
            unique=True,
            postgresql_where=sa.text("replaced_at IS NULL"),
            sqlite_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "consultation_tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "all", "channel", "area", "age", name="dimension", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_tally_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_tally_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_tally")),
        sa.UniqueConstraint(
            "part_id",
            "question",
            "row",
            "choice",
            "dimension",
            "group_key",
            name=op.f("uq_consultation_tally_part_id_question_row_choice_dimension_group_key"),
        ),
    )
    with op.batch_alter_table("consultation_tally", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_tally_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "consultation_turnout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "all", "channel", "area", "age", name="dimension", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("group_key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_turnout_consultation_id_consultation"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_turnout_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_turnout")),
        sa.UniqueConstraint(
            "consultation_id",
            "dimension",
            "group_key",
            name=op.f("uq_consultation_turnout_consultation_id_dimension_group_key"),
        ),
    )
    with op.batch_alter_table("consultation_turnout", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_turnout_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "consultation_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entry_number", sa.String(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_consultation_answer_id_contribution")
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_answer_part_id_consultation_part"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["consultation_part_version.id"],
            name=op.f("fk_consultation_answer_version_id_consultation_part_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_answer")),
        sa.UniqueConstraint("part_id", "once", name=op.f("uq_consultation_answer_part_id_once")),
    )
    with op.batch_alter_table("consultation_answer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_answer_part_id_consultation_answer_id"),
            ["part_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_consultation_answer_entry_number",
            ["part_id", "entry_number"],
            unique=True,
            postgresql_where=sa.text("entry_number <> ''"),
            sqlite_where=sa.text("entry_number <> ''"),
        )

    op.create_table(
        "consultation_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_consultation_comment_id_contribution")
        ),
        sa.ForeignKeyConstraint(
            ["idea_id"],
            ["consultation_idea.id"],
            name=op.f("fk_consultation_comment_idea_id_consultation_idea"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["consultation_comment.id"],
            name=op.f("fk_consultation_comment_parent_id_consultation_comment"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_comment_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_comment")),
    )
    with op.batch_alter_table("consultation_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_comment_parent_id_consultation_comment_id"),
            ["parent_id", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f(
                "ix_consultation_comment_part_id_consultation_comment_idea_id_consultation_comment_parent_id_consultation_comment_id"
            ),
            ["part_id", "idea_id", "parent_id", "id"],
            unique=False,
        )

    op.create_table(
        "consultation_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("participant_key", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_draft_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_draft_part_id_consultation_part"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["consultation_part_version.id"],
            name=op.f("fk_consultation_draft_version_id_consultation_part_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_draft")),
        sa.UniqueConstraint(
            "part_id", "participant_key", name=op.f("uq_consultation_draft_part_id_participant_key")
        ),
    )
    with op.batch_alter_table("consultation_draft", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_draft_changed_at"), ["changed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_draft_municipality_id"), ["municipality_id"], unique=False
        )

    op.create_table(
        "consultation_counted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "paper", "phone", "meeting", name="channel", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["consultation_answer.id"],
            name=op.f("fk_consultation_counted_answer_id_consultation_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_counted_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_counted")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_consultation_counted_answer_id")),
    )
    with op.batch_alter_table("consultation_counted", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_counted_municipality_id"),
            ["municipality_id"],
            unique=False,
        )

    op.create_table(
        "consultation_free_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("row", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "web", "paper", "phone", "meeting", name="channel", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("age_group", sa.String(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["consultation_answer.id"],
            name=op.f("fk_consultation_free_text_answer_id_consultation_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_free_text_municipality_id_municipality"),
        ),
        sa.ForeignKeyConstraint(
            ["part_id"],
            ["consultation_part.id"],
            name=op.f("fk_consultation_free_text_part_id_consultation_part"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_free_text")),
        sa.UniqueConstraint(
            "answer_id",
            "question",
            "row",
            name=op.f("uq_consultation_free_text_answer_id_question_row"),
        ),
    )
    with op.batch_alter_table("consultation_free_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_free_text_municipality_id"),
            ["municipality_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f(
                "ix_consultation_free_text_part_id_consultation_free_text_question_consultation_free_text_id"
            ),
            ["part_id", "question", "id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f(
                "ix_consultation_free_text_part_id_consultation_free_text_question_consultation_free_text_likeness"
            ),
            ["part_id", "question", "likeness"],
            unique=False,
        )

    op.create_table(
        "consultation_coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("free_text_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["consultation_code.id"],
            name=op.f("fk_consultation_coding_code_id_consultation_code"),
        ),
        sa.ForeignKeyConstraint(
            ["free_text_id"],
            ["consultation_free_text.id"],
            name=op.f("fk_consultation_coding_free_text_id_consultation_free_text"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_consultation_coding_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_coding")),
        sa.UniqueConstraint(
            "free_text_id", "code_id", name=op.f("uq_consultation_coding_free_text_id_code_id")
        ),
    )
    with op.batch_alter_table("consultation_coding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_coding_code_id"), ["code_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_consultation_coding_municipality_id"), ["municipality_id"], unique=False
        )

    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contribution_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_receipt_contribution_id"), ["contribution_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_receipt_contribution_id_contribution"),
            "contribution",
            ["contribution_id"],
            ["id"],
        )

    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("effect", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.alter_column("effect", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_column("effect")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_receipt_contribution_id_contribution"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_receipt_contribution_id"))
        batch_op.drop_column("contribution_id")

    with op.batch_alter_table("consultation_coding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_coding_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_coding_code_id"))

    op.drop_table("consultation_coding")
    with op.batch_alter_table("consultation_counted", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_counted_municipality_id"))

    op.drop_table("consultation_counted")
    with op.batch_alter_table("consultation_free_text", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f(
                "ix_consultation_free_text_part_id_consultation_free_text_question_consultation_free_text_likeness"
            )
        )
        batch_op.drop_index(
            batch_op.f(
                "ix_consultation_free_text_part_id_consultation_free_text_question_consultation_free_text_id"
            )
        )
        batch_op.drop_index(batch_op.f("ix_consultation_free_text_municipality_id"))

    op.drop_table("consultation_free_text")
    with op.batch_alter_table("consultation_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_draft_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_draft_changed_at"))

    op.drop_table("consultation_draft")
    with op.batch_alter_table("consultation_comment", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f(
                "ix_consultation_comment_part_id_consultation_comment_idea_id_consultation_comment_parent_id_consultation_comment_id"
            )
        )
        batch_op.drop_index(batch_op.f("ix_consultation_comment_parent_id_consultation_comment_id"))

    op.drop_table("consultation_comment")
    with op.batch_alter_table("consultation_answer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_answer_entry_number",
            postgresql_where=sa.text("entry_number <> ''"),
            sqlite_where=sa.text("entry_number <> ''"),
        )
        batch_op.drop_index(batch_op.f("ix_consultation_answer_part_id_consultation_answer_id"))

    op.drop_table("consultation_answer")
    with op.batch_alter_table("consultation_turnout", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_turnout_municipality_id"))

    op.drop_table("consultation_turnout")
    with op.batch_alter_table("consultation_tally", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_tally_municipality_id"))

    op.drop_table("consultation_tally")
    with op.batch_alter_table("consultation_part_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_part_version_newest",
            postgresql_where=sa.text("replaced_at IS NULL"),
            sqlite_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consultation_part_version_municipality_id"))

    op.drop_table("consultation_part_version")
    with op.batch_alter_table("base_map", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_base_map_municipality_id"))

    op.drop_table("base_map")
    with op.batch_alter_table("consultation_map_layer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_map_layer_part_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_map_layer_municipality_id"))

    op.drop_table("consultation_map_layer")
    with op.batch_alter_table("consultation_idea", schema=None) as batch_op:
        batch_op.drop_index(
            batch_op.f(
                "ix_consultation_idea_part_id_consultation_idea_shuffle_consultation_idea_id"
            )
        )
        batch_op.drop_index(batch_op.f("ix_consultation_idea_part_id_consultation_idea_id"))

    op.drop_table("consultation_idea")
    with op.batch_alter_table("consultation_codes_shown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_codes_shown_municipality_id"))

    op.drop_table("consultation_codes_shown")
    with op.batch_alter_table("consultation_counting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_counting_municipality_id"))

    op.drop_table("consultation_counting")
    with op.batch_alter_table("consultation_pass", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_pass_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_pass_made_at"))
        batch_op.drop_index(batch_op.f("ix_consultation_pass_consultation_id"))

    op.drop_table("consultation_pass")
    with op.batch_alter_table("consultation_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_part_stage_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_part_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_part_consultation_id"))

    op.drop_table("consultation_part")
    with op.batch_alter_table("consultation_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_invitation_stage_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_invitation_municipality_id"))

    op.drop_table("consultation_invitation")
    with op.batch_alter_table("support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_municipality_id_support_id"))
        batch_op.drop_index(batch_op.f("ix_support_municipality_id"))

    op.drop_table("support")
    with op.batch_alter_table("contribution_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_text_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_text_contribution_id"))

    op.drop_table("contribution_text")
    with op.batch_alter_table("consultation_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_stage_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_stage_consultation_id"))

    op.drop_table("consultation_stage")
    with op.batch_alter_table("consultation_participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_participation_municipality_id"))

    op.drop_table("consultation_participation")
    with op.batch_alter_table("export", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_export_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_export_process_id_export_kind"))
        batch_op.drop_index(batch_op.f("ix_export_asked_at"))

    op.drop_table("export")
    with op.batch_alter_table("consultation_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_code_municipality_id"))

    op.drop_table("consultation_code")
    with op.batch_alter_table("address_check", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_check_process_id"))
        batch_op.drop_index(batch_op.f("ix_address_check_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_address_check_made_at"))

    op.drop_table("address_check")
    with op.batch_alter_table("follower", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follower_process_id_follower_id"))
        batch_op.drop_index(batch_op.f("ix_follower_person_id"))
        batch_op.drop_index(batch_op.f("ix_follower_municipality_id"))

    op.drop_table("follower")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index("ix_contribution_by_comments")
        batch_op.drop_index("ix_contribution_by_support")
        batch_op.drop_index(batch_op.f("ix_contribution_process_id_contribution_participant_key"))
        batch_op.drop_index(batch_op.f("ix_contribution_process_id"))
        batch_op.drop_index(
            batch_op.f(
                "ix_contribution_municipality_id_contribution_publication_contribution_review_due_at"
            )
        )
        batch_op.drop_index(batch_op.f("ix_contribution_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_changed_at"))
        batch_op.drop_index(batch_op.f("ix_contribution_author_id"))

    op.drop_table("contribution")
    op.drop_table("consultation")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_attachment_unscanned",
            postgresql_where=sa.text("scan = 'pending'"),
            sqlite_where=sa.text("scan = 'pending'"),
        )
        batch_op.drop_index(batch_op.f("ix_attachment_process_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_municipality_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("population_figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_population_figure_municipality_id"))

    op.drop_table("population_figure")
    with op.batch_alter_table("sent_lately", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_lately_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_sent_lately_key"))
        batch_op.drop_index(batch_op.f("ix_sent_lately_hour"))

    op.drop_table("sent_lately")
    op.create_table(
        "report_sender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_report_sender_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_sender")),
    )
    with op.batch_alter_table("report_sender", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_sender_key"), ["key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_report_sender_municipality_id"), ["municipality_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_report_sender_hour"), ["hour"], unique=False)
