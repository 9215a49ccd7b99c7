"""Every change of a referral that leaves a trace, as verbs."""
