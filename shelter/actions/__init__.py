"""Every change in a shelter that leaves a trace, as verbs."""
