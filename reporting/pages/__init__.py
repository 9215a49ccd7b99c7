"""What the reporting pages show: results turned into words, drawings and rows; templates only place them."""
