import pytest

from bot.domain.alerts import AlertState, alert_key, alert_state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("*Triggered* #12: Queue age > 5 min", AlertState.OPENS),
        ("[FIRING:3] DiskFull (db-4)", AlertState.OPENS),
        ("PROBLEM: 40 hosts unreachable\nSeverity: Disaster", AlertState.OPENS),
        ("Alert acknowledged by Jo: Queue age", AlertState.ACKED),
        ("Recovered: [P1] Postgres down on db1", AlertState.ENDS),
        ("OK: feed B restored", AlertState.ENDS),
        ("Escalated: Queue age\nno response within 5 min", AlertState.ESCALATES),
        ("Incident update: Monitoring\nLogins work again.", AlertState.STATUS),
        ("payments-api v12 deployed to production", AlertState.CHANGE),
        ("web #118 SUCCESS", AlertState.CHANGE),
        ("Pull request opened by jo\n#12 Revert the change", AlertState.REVIEW),
        ("Daily storage report\n410 TB", AlertState.REVIEW),
        ("good morning everyone", AlertState.OTHER),
    ],
)
def test_an_integration_says_what_happened_whichever_product_it_is(text: str, state: AlertState) -> None:
    assert alert_state(text) is state


def test_what_a_status_page_writes_is_for_the_public_even_where_it_ends_something() -> None:
    assert alert_state("Incident resolved\nAll is well.", "Statuspage") is AlertState.STATUS
    assert alert_state("Incident resolved\nAll is well.", "Zabbix") is AlertState.ENDS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("*Triggered* #9033: 502 rate > 5%", "*Resolved* #9033: 502 rate > 5% by auto"),
        ("FIRING crash-free sessions 71.2 % platform=ios", "RESOLVED crash-free sessions 98.9 % platform=ios"),
        ("[FIRING:181] EdgeCpuHigh", "[RESOLVED] EdgeCpuHigh"),
    ],
)
def test_an_alert_and_its_update_have_one_key(first: str, second: str) -> None:
    assert alert_key(first) == alert_key(second)


def test_two_alerts_have_two_keys() -> None:
    assert alert_key("Triggered: Disk full on db-1") != alert_key("Triggered: Latency of checkout")
