"""Template tags: `{% load ui %}` for components, `{% load charts %}` for drawings."""
