"""Evidence: what student code answered when a class was graded, kept to be judged again.

`kept_runs` has the nouns, `packing` their bytes, `folder` where they lie.  Whoever changes what is
kept of a submission, or where, lives here.  What stands in evidence came from student code: it is
read by the wire's decoder, within ceilings, and never trusted to be whole.
"""
