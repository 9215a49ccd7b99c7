"""What was asked of a worker: the Job table, its steps, and the reaper of what a dead worker left."""
