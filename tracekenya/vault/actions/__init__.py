"""What is done to keys: erasing an owner's, turning the ring."""
