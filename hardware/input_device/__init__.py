"""Buttons and jacks as Linux tells them, in `/dev/input`. Knows no key's meaning."""
