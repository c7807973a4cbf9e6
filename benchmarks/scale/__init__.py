"""Many made-up cities on workers that share a PostgreSQL: ``make bench-scale``."""
