"""The benchmark: our code against the hand-written limit, as ratios inside one run."""

GROUPS = ("dashboard", "search", "pages", "wire", "report", "writes", "vault", "field", "phone")
