"""The graded class of attackers, for all tests here."""

from attackers import graded

__all__ = ["graded"]
