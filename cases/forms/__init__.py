"""What people type about a case: input cleaned and worded, nothing written."""
