"""The reference page, on which the contract can be read and tried: Swagger UI with our own style (ADR 0014)."""

from impl.web.reference.local import is_local
from impl.web.reference.page import ASSETS, Page, served_page, static_page
from impl.web.reference.sign_in import PATH, DocsSignIn

__all__ = ["ASSETS", "PATH", "DocsSignIn", "Page", "is_local", "served_page", "static_page"]
