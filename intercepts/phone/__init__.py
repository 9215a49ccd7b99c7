"""What a phone at the stage is told, and what it sends."""
