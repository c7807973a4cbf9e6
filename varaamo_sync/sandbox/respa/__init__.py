"""A double of Turku's Respa, where rooms can be written over REST (``respa-facts.md``)."""
