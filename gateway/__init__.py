"""The door to the LAN: the host's record, asked over HTTPS by the branch's other machines."""
