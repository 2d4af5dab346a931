"""Student process: starting it, talking to it, stopping it, and what runs inside it."""
