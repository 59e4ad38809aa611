"""The tablet app: screens call services, services call the store; nothing here knows the server."""

APP = "0.1.0"
"""The app's version, as it tells the server."""
