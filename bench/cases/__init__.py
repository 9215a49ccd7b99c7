"""The cases of the bench, a module for each group; `outcomes()` runs them one by one."""
