"""Who logs in to the tests of the web shell, and when."""

from datetime import UTC, datetime

from callbridge.crm.operator import Operator, Role
from callbridge.kernel.ids import CallId, OperatorId

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANNA = Operator(id=OperatorId(1), login="anna", full_name="Анна Иванова", role=Role.OPERATOR, extension="101")
BORIS = Operator(id=OperatorId(2), login="boris", full_name="Борис Петров", role=Role.SUPERVISOR, extension="102")
VERA = Operator(id=OperatorId(3), login="vera", full_name="Vera Smith", role=Role.ADMIN)
CALL = CallId("main:1772442000.1")
