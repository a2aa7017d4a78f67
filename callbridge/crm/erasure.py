"""Erasure of a person's data (rule 9 of the model): what names them goes, what is counted stays."""

from collections.abc import Mapping
from dataclasses import dataclass

ERASED_NAME = "Данные удалены"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePreview:
    """What an erasure would touch: how many of each kind lose what names the person."""

    person_id: int
    name: str
    touched: Mapping[str, int]
    """By kind: ``contact_point``, ``lead``, ``activity``, ``call``, ``deal``, ``audit``…"""
