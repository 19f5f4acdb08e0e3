"""Lines a call comes through: Twilio, a window, a virtual one. Each gives digits and takes sound, and knows no step."""
