"""One pure function per indicator that says what counts; nothing here reads a record."""

from reporting.measures import kfa1, kfa2, kfa3, kfa4
from reporting.measures.registry import all_codes, specification_of

__all__ = ["all_codes", "kfa1", "kfa2", "kfa3", "kfa4", "specification_of"]
