"""The demonstration: public settings, a scripted visit and a scripted call, and the report that says what happened."""
