"""Measures beside their peers: `relais bench`. Ratios and counts are the verdicts; absolute times are context."""
