"""What pydantic finds wrong in the configuration, put into words of ours with its place (docs/decisions/0009)."""

import difflib
from collections.abc import Iterable, Mapping

from pydantic_core import ErrorDetails

from callbridge.kernel.text import Phrase

_CODES = {
    "model_type": "config.needs_section",
    "tuple_type": "config.needs_list",
    "string_type": "config.needs_text",
    "int_type": "config.needs_whole",
    "int_parsing": "config.needs_whole",
    "int_from_float": "config.needs_whole",
    "float_type": "config.needs_number",
    "float_parsing": "config.needs_number",
    "finite_number": "config.needs_number",
    "bool_type": "config.needs_boolean",
    "bool_parsing": "config.needs_boolean",
    "missing": "config.required",
    "greater_than": "config.above",
    "greater_than_equal": "config.at_least",
    "less_than": "config.below",
    "less_than_equal": "config.at_most",
    "literal_error": "config.one_of",
    "string_pattern_mismatch": "config.shape",
    "string_too_long": "config.long",
    "string_too_short": "config.short",
    "too_long": "config.long",
    "too_short": "config.short",
}


def mistake_of(detail: ErrorDetails, known: Iterable[str]) -> Phrase:
    """Return one mistake; where a key is unknown, the nearest of the `known` ones is offered."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).lstrip(".")
    if detail["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(detail["loc"][-1]), list(known), n=1)
        return (
            Phrase("config.unknown_key_near", {"near": near[0]}, place)
            if near
            else Phrase("config.unknown_key", place=place)
        )
    if detail["loc"] == ("pbx",):
        return Phrase("config.pbx_section", place="pbx")
    context: Mapping[str, object] = detail.get("ctx", {})
    raised = context.get("error")
    said = raised.args[0] if isinstance(raised, ValueError) and raised.args else None
    if isinstance(said, Phrase):
        return Phrase(said.code, said.params, place)
    code = _CODES.get(detail["type"])
    if code is None:
        return Phrase("config.other", {"text": detail["msg"]}, place)
    return Phrase(code, {**context, **_alternatives(context)}, place)


def _alternatives(context: Mapping[str, object]) -> dict[str, str]:
    """Return pydantic's ``'a', 'b' or 'c'`` as a list that needs no language."""
    return {"expected": str(context["expected"]).replace(" or ", ", ")} if "expected" in context else {}
