"""What every record's pages share: one list, one page, one form, one history, and their exports."""
