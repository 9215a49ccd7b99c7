"""Shelters, beds and stays: from the question for a bed to a safe exit."""
