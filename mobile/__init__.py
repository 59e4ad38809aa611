"""The tablet app: screens call services, services call the store; nothing here knows the server."""
