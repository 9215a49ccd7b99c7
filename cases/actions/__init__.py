"""Every change of casework that leaves a trace, as verbs."""
