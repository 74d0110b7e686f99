"""The hall display: who is called to which counter, readable from ten metres, and never blank."""
