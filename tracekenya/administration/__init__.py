"""Pages for keeping the house: accounts, offices, code lists. No tables of its own."""
