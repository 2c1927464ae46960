"""A search finds the beginnings of words, without regard to accents, and symbols and emoji, too."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
loses = None

_TEXT = "title || ' ' || COALESCE(description, '')"
_MARKS = r"[\u0300-\u036f\ufe00-\ufe0f]"
_BETWEEN = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u037e\u0387"
    r"\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u2000-\u206f\u2e00-\u2e2e\u2e30-\u2e5d\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb"
    r"\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe61\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
_ALONE = (
    r"([\u20a0-\u20cf\u2190-\u2bff\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U0001f000-\U0001fbff\U00020000-\U0003ffff])"
)
_PLAIN = f"lower(normalize(regexp_replace(normalize({_TEXT}, NFKD), '{_MARKS}', '', 'g'), NFKC))"
_WORDS = (
    "array_to_tsvector(string_to_array(btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace("
    f"{_PLAIN}, '{_BETWEEN}', ' ', 'g'), '{_ALONE}', ' \\1 ', 'g'), "
    "'([^ ]{250})(?=[^ ])', '\\1 ', 'g'), ' +', ' ', 'g')), ' '))"
)
_BETWEEN_BEFORE = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u2000-\u206f\u3000-\u3004\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
_WORDS_BEFORE = f"to_tsvector('simple'::regconfig, regexp_replace({_TEXT}, '{_BETWEEN_BEFORE}', ' ', 'g'))"


def upgrade() -> None:
    """The column is computed from the text of the task, so no row loses anything, but each is written again: meanwhile
    nobody reads or writes tasks. The release before goes on to find whole words in it."""
    _compute(_WORDS)


def downgrade() -> None:
    """Compute it as before."""
    _compute(_WORDS_BEFORE)


def _compute(words: str) -> None:
    op.drop_column("tasks", "words")  # and its index
    op.add_column(
        "tasks", sa.Column("words", postgresql.TSVECTOR(), sa.Computed(words, persisted=True), nullable=False)
    )
    op.create_index("tasks_words_idx", "tasks", ["user_id", "words"], postgresql_using="gin")
