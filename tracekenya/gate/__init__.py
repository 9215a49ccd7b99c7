"""What every request passes on its way in and out: headers, foreign forms, bad characters, limits."""
