"""Fitting the weights of the entity linking."""
