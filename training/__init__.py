"""How the learned reader of acts is made: passages that we wrote and marked, the fitting, what is kept of it."""
