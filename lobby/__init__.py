"""The lobby of a bank branch: its words, its rules and its record, behind one door with three verbs."""
