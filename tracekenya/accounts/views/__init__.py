"""Pages of the own account: proving who one is, how one signs in, where one is signed in."""
