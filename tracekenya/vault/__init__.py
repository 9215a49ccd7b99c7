"""Keys, encrypted fields and blind indexes: identities are unreadable in the database."""
