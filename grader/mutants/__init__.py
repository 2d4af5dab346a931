"""Small mistakes made in a reference file, each as an edit of its text."""
