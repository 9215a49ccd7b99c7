"""The plan as data, the 33 measures, the dashboard and the reports. Reads all, imported by none."""
