"""Four keys under the fingers."""
