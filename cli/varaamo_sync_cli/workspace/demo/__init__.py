"""The main job on an example, from what is missing to the counts of the goal."""
