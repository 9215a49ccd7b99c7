"""What staff changed in the code lists of the field; the pages stand in the administration."""
