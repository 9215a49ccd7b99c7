"""What later rooms want known of the person of a session: asked in the query that loads the person."""

from typing import Any

ANNOTATIONS: dict[str, Any] = {}


def load_with(**expressions: Any) -> None:
    """Add attributes to `request.user`; each expression may refer to the user as OuterRef("pk")."""
    ANNOTATIONS.update(expressions)
