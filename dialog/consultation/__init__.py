"""Consultation (medborgardialog): the municipality asks, residents answer, propose and discuss.

No statute gives it a form. Each one states its level of influence, its promise, who decides and when,
and how people are told what came of it, before it may be published (DOMAIN 2.2).
"""
