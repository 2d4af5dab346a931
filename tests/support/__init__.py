"""What several rooms' tests share: values, courses, submissions, results."""
