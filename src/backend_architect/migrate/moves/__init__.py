"""Kinds of change, each made safely and with its way back."""
