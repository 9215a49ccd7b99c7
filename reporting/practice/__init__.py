"""Practice data: fictional records over the whole flow, the same for the same seed and day."""
