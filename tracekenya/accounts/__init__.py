"""People who sign in, the mode of the installation, and the middleware that refuses by default."""
