"""What `lobby doctor` looks at without screen or hardware: record, clock, wiring, certificates, host, backups."""
