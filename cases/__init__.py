"""People, cases, consent, services, court: the file that every other app reaches through actions."""
