"""How fast articles are read, against the plain pipeline of the same model in the same run."""
