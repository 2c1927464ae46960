"""The migrations that the next release could have, written by the rules of specs/migrations.md."""
