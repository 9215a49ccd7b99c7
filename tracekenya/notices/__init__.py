"""What the system tells one person: a row at once, and an e-mail that says nothing but "look"."""
