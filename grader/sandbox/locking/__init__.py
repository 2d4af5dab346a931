"""What student code cannot get out of: files, system calls, namespaces, and its parent's life."""
