"""Standards in and out: CDA R2 to the domain's values. Knows no screen, no store, no network."""
