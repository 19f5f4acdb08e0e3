"""Plain facts and pure rules. No input or output, no clock, no database."""
