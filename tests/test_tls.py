"""Calls out trust the usual certificates, and read them once."""

from __future__ import annotations

import ssl

from bot.tls import trusted


def test_every_caller_gets_the_same_certificates_and_names_are_checked() -> None:
    assert trusted() is trusted()
    assert trusted().verify_mode is ssl.CERT_REQUIRED
    assert trusted().check_hostname
    assert trusted().get_ca_certs()
