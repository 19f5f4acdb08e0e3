"""Readers of the Vitale card: PC/SC and virtual. Knows APDUs and TLV, never a record."""
