"""What the sources mean, as frozen types: `base` (fields, values, messages), `programme`, `toolkit`, `load`."""
