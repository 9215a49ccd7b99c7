"""Setting up and running the system on one machine, in plain Python that needs nothing installed.

This room imports neither Django nor the rest of the project: it runs before either is there.
"""
