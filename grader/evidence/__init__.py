"""Evidence: what student code answered when a class was graded, kept to be judged again.

`kept_runs` has the nouns, `kept_bytes` their bytes, `evidence_folder` says where they lie.  Whoever
changes what is kept of a submission, or where, lives here.  What stands in evidence came from
student code: the wire's decoder reads it, within ceilings, and it is never trusted to be whole.
"""
