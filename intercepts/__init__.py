"""Intercepts on the road: stations, operators, the screening of signs, people stopped."""
