"""The health space itself: records, consent, choices, accounts. Knows no screen, no telephone, no device, no HTTP."""
