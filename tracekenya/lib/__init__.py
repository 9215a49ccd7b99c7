"""Plain Python that every room may use: dates, errors, vocabularies. No Django models."""
