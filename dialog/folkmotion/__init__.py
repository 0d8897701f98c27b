"""Folkmotion: residents gather signatures behind a proposal that the council then must answer.

Not defined in law: each municipality decides the rules (the `ef.*` rules, see tenancy.catalogue).
Related but different: medborgarförslag (KL 8:1) and folkinitiativ (KL 8:2), see the glossary.
"""
