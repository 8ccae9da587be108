"""Measurements: what extraction gets right (`quality`), how fast the product is (`speed`)."""
