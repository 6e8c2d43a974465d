"""The trusted side of one examination."""
