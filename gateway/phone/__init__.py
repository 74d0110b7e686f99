"""The page of the customers' phones: a small process of its own that shows a visit to whoever holds its link (M3)."""
