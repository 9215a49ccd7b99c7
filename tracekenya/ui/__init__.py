"""How pages look: template tags, form parts, charts. Knows nothing of records."""
