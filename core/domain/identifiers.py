"""Names for the identifiers that travel between houses, so that the type checker keeps them apart."""

from typing import NewType

PatientId = NewType("PatientId", str)
"""Drawn at random when a person is first known; tells nothing about them."""

DocumentId = NewType("DocumentId", str)
VisitId = NewType("VisitId", str)
LeafId = NewType("LeafId", str)
DeviceId = NewType("DeviceId", str)
"""A terminal, as the operator names it; in the trace, as the place is."""

NOBODY = PatientId("site")
"""The site itself, who owns what is about nobody known. It has a key and no secrets: what a claim that leads to nobody
is looked for under, and traced under, so that it costs what a person costs."""
