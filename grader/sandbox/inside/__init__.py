"""Code that runs inside the student process.

Reading sources, loading them, and the verbs said to what they define.

Nothing here sees a check, a transcript or a solution.  Only `grader.sandbox.student_main` executes
code.
"""
