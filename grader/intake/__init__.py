"""Reading submissions: folders, archives, notebooks, single files, what an LMS gives.

Whatever state they are in.
"""
