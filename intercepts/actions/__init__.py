"""Every change of intercepts that leaves a trace, as verbs."""
