"""What lies inside the walls: the only part of `lrgrade` that a sandbox can see."""
