"""What is written of call scripts on the wire."""

from dataclasses import dataclass

from callbridge.crm.call_script import ScriptStep


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptWrite:
    """Body of ``PUT /api/call-scripts/{script_id}/steps``: all of them."""

    steps: tuple[ScriptStep, ...]
    publish: bool = False
    """Make them a new revision, by which talks that begin now are led."""
