"""Names for the mistake behind a failed check, where it is known.

Here are values only: what a student's functions answered, what the reference did, what both were
asked. Who judged, in which process, and what it costs, is not known here.

A mistake is recognised in one of four ways, surest first: it answers what a stored wrong function
answers (`matching`), its answer is the reference's in another guise (`families`), its loss curve
parts from the reference's in a telling place (`training`), or it answers otherwise when it is asked
again (`repeating`).  What matches nothing says nothing: a wrong diagnosis is worse than none.
"""
