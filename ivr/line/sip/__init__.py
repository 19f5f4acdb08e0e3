"""Calls over one's own SIP line: no provider hears them. Knows packets and calls, no step."""
