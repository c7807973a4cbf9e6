"""What Hauki and Respa have in common: both are REST APIs that one framework makes."""
