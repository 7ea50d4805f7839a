"""What each kind of tool says of itself and answers: one module per kind, behind the same two functions."""
