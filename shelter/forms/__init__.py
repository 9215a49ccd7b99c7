"""What people type about houses, stays and exits."""
