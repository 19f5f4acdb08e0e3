"""Calls through Twilio: signed webhooks, TwiML, Media Streams. What it is sent is sound and orders, never words."""
