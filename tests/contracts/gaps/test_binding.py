"""FR-354: a module that is not as the scaffold knows it is left alone, and the run says what to add to it by hand."""

from pathlib import Path

from contracts.gaps.binding import bind
from tests.conftest import ROOT

VIEW = {
    "class": "Comment",
    "conditional": False,
    "items": True,
    "words": "comment",
    "not_found": ("comment-not-found", "Comment not found", 404, "There is no such comment."),
    "singular": "comment",
    "plural_words": "comments",
    "service": "CommentsService",
    "module": "generated.routers.comments",
    "file": "comments",
}
WRITTEN = {
    "storage/errors.py": '"""Errors."""\n',
    "web/problems.py": '"""A map of another name."""\n\nMAP: dict[str, str] = {}\n',
    "wiring.py": '"""Nothing is secured here."""\n',
    "web/app.py": '"""Lists, and none of routers."""\n\nEMPTY: list[object] = []\nROUTERS = [1, "é", print()]\n',
}


def test_what_is_not_known_is_left_alone(tmp_path: Path) -> None:
    """FR-354: each sentence names the module and the page."""
    for name, text in WRITTEN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert list(bind(VIEW, tmp_path, ROOT / "pyproject.toml")) == [
        "impl/storage/errors.py: added its errors.",
        *(
            f"impl/{name}: this module is not as it was, so add {what} by hand (specs/adding-a-resource.md)."
            for name, what in (
                ("web/problems.py", "what a client is told of them"),
                ("wiring.py", "what provides its service"),
                ("web/app.py", "its router"),
            )
        ),
    ]
    after = {name: (tmp_path / name).read_text(encoding="utf-8") for name in WRITTEN}
    assert "class CommentNotFound(Exception):" in after.pop("storage/errors.py")
    assert after == {name: text for name, text in WRITTEN.items() if name in after}


def test_without_items_there_is_no_error(tmp_path: Path) -> None:
    """FR-354: what can't be absent has no problem of its own."""
    for name, text in WRITTEN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = list(bind({**VIEW, "items": False}, tmp_path, ROOT / "pyproject.toml"))
    assert [line.partition(":")[0] for line in lines] == ["impl/wiring.py", "impl/web/app.py"]


def test_a_router_is_added_behind_the_last(tmp_path: Path) -> None:
    """FR-354: also where the line has other letters than ASCII before it."""
    (tmp_path / "web").mkdir()
    app = tmp_path / "web" / "app.py"
    app.write_text('"""App."""\n\nimport ast\n\nprint("é", [a_router(ast)])\n', encoding="utf-8")
    for name in ("storage/errors.py", "web/problems.py", "wiring.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(WRITTEN[name], encoding="utf-8")
    assert list(bind(VIEW, tmp_path, ROOT / "pyproject.toml"))[-1] == "impl/web/app.py: added its router."
    assert app.read_text(encoding="utf-8") == (
        '"""App."""\n\nimport ast\n\nfrom generated.routers.comments import comments_router\n'
        'from impl.wiring import comment_service\n\nprint("é", [a_router(ast), comments_router(comment_service, '
        "SECURITY)])\n"
    )
