"""An answer in, a verdict and a message out."""
