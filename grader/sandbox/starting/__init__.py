"""Starting a student process, forked or spawned, and the streams to it."""
