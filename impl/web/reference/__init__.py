"""The reference page, on which the contract can be read and tried: Scalar on the contract (ADR 0014)."""

from impl.web.reference.assets import ASSETS, gzip_accepted
from impl.web.reference.local import is_local
from impl.web.reference.page import Page, served_page, static_page
from impl.web.reference.sign_in import PATH, DocsSignIn

__all__ = ["ASSETS", "PATH", "DocsSignIn", "Page", "gzip_accepted", "is_local", "served_page", "static_page"]
