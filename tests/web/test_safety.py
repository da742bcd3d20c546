from bot.web.safety import HEADERS, PAGES_A_MINUTE, SIGN_INS_A_MINUTE, Pace


async def test_each_is_counted_for_themselves() -> None:
    pace = Pace()
    assert [await pace.may_sign_in("a") for _ in range(SIGN_INS_A_MINUTE + 1)] == [True] * SIGN_INS_A_MINUTE + [False]
    assert await pace.may_sign_in("b")
    assert [await pace.may_ask("a") for _ in range(PAGES_A_MINUTE + 1)] == [True] * PAGES_A_MINUTE + [False]


def test_no_page_of_ours_runs_a_script() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
