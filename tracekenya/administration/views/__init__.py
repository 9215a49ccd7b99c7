"""Views of the administration: check, fetch, form, action, answer."""
