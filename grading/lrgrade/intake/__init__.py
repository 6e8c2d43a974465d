"""Everything that can come in, read without trust and rebuilt from our copy."""
