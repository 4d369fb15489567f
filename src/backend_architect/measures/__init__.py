"""Calculations: pure functions over the Model. Design chooses by them, verify judges by them."""
