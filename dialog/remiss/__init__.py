"""Remiss: the municipality sends a proposal for opinion, to organisations and to everybody.

A municipal remiss has no statutory form (förvaltningslagen 26 § is good practice, not binding: FL 2 §).
What arrives is an official record that must be registered (TF 2 kap., OSL 5:1–2).
"""
