"""The project package: settings, routes, and the rooms that every app may use."""
