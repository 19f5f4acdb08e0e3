"""The telephone's voice: sentences to what a line carries, for old ears; what is kept of it. Knows no call."""
