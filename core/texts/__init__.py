"""French as data: Fluent messages and how facts are written or said in words. Knows no step and no screen."""
