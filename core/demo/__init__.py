"""Fictional people, seeded through acts. Their secrets are public: never a real person, never a real number."""
