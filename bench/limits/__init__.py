"""What the least work would be: SQL by hand, independent of the product's own counting."""
