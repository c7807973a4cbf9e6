"""Forms of cities: which header is which field, as files say it; those that come with us."""
