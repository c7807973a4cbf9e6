"""A catalogue and its booking system together: plans, pushes and what is told of them."""
