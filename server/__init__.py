"""The server: views call services, services call the store; nothing here knows the tablet app."""
