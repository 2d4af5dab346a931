"""A class: this kit at each level, one pytest process a submission, and the bare limit, interleaved in one run."""
