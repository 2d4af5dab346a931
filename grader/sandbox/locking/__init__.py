"""Locks on student code: on files, system calls, namespaces, and outliving its parent."""
