"""Teachers' existing notebooks, of nbgrader and of Otter, as assignments of this kit."""
