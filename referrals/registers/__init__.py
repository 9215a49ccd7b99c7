"""The directory: organisations with their contacts, and hotlines."""
