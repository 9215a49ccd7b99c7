"""Referrals to agencies and partners, with consent or a legal basis and an answer."""
