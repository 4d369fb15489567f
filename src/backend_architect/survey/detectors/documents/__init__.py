"""Contracts that stand in the repository as documents: what they describe."""
