"""The benchmark: our code against the hand-written limit, as ratios inside one run."""
