"""The customers' kiosk: it asks for the need, offers the quickest way and gives the number."""
