"""The devices of a terminal: bytes, lines, sounds and statuses. Knows no patient, no record and no screen."""
