from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.postmortem import Postmortem, Severity
from bot.prompts import load_prompts

GUIDE = load_prompts().guide
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", datetime(2026, 3, 20, tzinfo=UTC), "U1")


@pytest.mark.parametrize(
    ("severity", "services", "by_hand", "template"),
    [
        (Severity.SEV1, (), "", "full"),
        (Severity.SEV4, (), "", "near_miss"),
        (Severity.SEV2, ("checkout", "Auth-Gateway"), "", "security"),
        (Severity.SEV4, ("checkout",), "short", "short"),
        (Severity.SEV4, ("checkout",), "gone_since", "near_miss"),
    ],
)
def test_the_template_is_chosen_by_severity_or_service_and_by_hand(
    severity: Severity, services: tuple[str, ...], by_hand: str, template: str
) -> None:
    assert GUIDE.of(replace(P, severity=severity, services=services, template=by_hand)).id == template
