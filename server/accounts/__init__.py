"""People who sign in to the pages: passwords, lockout, sessions, form tokens, who is who.

Officers' tablets prove themselves by their device keys (`server.enrolling`); nothing here concerns them.
"""
