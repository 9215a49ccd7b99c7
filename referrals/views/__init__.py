"""Pages of referrals and of the directory."""
