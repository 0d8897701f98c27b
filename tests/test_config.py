"""Settings: typed, and everything wrong is told at once."""

from pathlib import Path

import pytest

from dialog.config import Config, ConfigError

GOOD = {
    "DIALOG_ENV": "production",
    "DIALOG_SECRET_KEY": "s" * 40,
    "DIALOG_DATABASE_URL": "postgresql://dialog@db/dialog",
    "DIALOG_SMTP_URL": "smtp://mail.example:25",
    "DIALOG_PROXY_HOPS": "1",
}


def production(tmp_path: Path, **changes: str) -> dict[str, str]:
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    (tmp_path / "evidence.public.pem").write_text("-")
    return GOOD | {"DIALOG_KEYS_FILE": str(keys), "DIALOG_DATA_DIR": str(tmp_path)} | changes


def test_production_starts_with_everything_set(tmp_path: Path) -> None:
    config = Config.from_env(production(tmp_path))
    assert not config.demo
    assert config.proxy_hops == 1


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        Config.from_env(
            {
                "DIALOG_ENV": "production",
                "DIALOG_PROXY_HOPS": "many",
                "DIALOG_DATA_DIR": str(tmp_path),
            }
        )
    for name in ("DATA_DIR", "SECRET_KEY", "KEYS_FILE", "DATABASE_URL", "SMTP_URL", "PROXY_HOPS"):
        assert f"DIALOG_{name}" in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIALOG_SECRET_KEY", "short"),
        ("DIALOG_SMTP_URL", "http://mail"),
        ("DIALOG_CLAMD", "127.0.0.1:3310"),
        ("DIALOG_DEMO_IDP_URL", "http://127.0.0.1:5001"),
        ("DIALOG_ENV", "prod"),
        ("DIALOG_SECRET_KEY_FILE", "/nowhere/at/all"),
        ("DIALOG_SAML_FEED", "https://md.example/idp.xml"),
        ("DIALOG_SAML_FEED_CERTIFICATE", "/etc/pinned.pem"),
    ],
)
def test_production_refuses(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env(production(tmp_path, **{name: value}))


def test_settings_can_stand_in_a_file_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "dialog.env"
    file.write_text(
        '# comment\nDIALOG_SMTP_URL="smtp://in.file:25"\nDIALOG_PROXY_HOPS=2\n', encoding="utf-8"
    )
    env = {
        "DIALOG_ENV_FILE": str(file),
        "DIALOG_PROXY_HOPS": "3",
        "DIALOG_DATA_DIR": str(tmp_path / "data"),
    }
    config = Config.from_env(env)
    assert config.smtp_url == "smtp://in.file:25"
    assert config.proxy_hops == 3


def test_the_demo_needs_nothing_and_keeps_its_secret(tmp_path: Path) -> None:
    env = {"DIALOG_DATA_DIR": str(tmp_path / "var")}
    first, second = Config.from_env(env), Config.from_env(env)
    assert first.demo
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32


def feeds(feed: str, certificate: str = "a.pem", environment: str = "demo") -> Config:
    env = {"DIALOG_ENV": environment, "DIALOG_SECRET_KEY": "s" * 40}
    named = {"DIALOG_SAML_FEED": feed, "DIALOG_SAML_FEED_CERTIFICATE": certificate}
    return Config.from_env(env | named)


def test_each_feed_has_the_certificate_in_the_same_place() -> None:
    given = feeds(" https://a.example/idp.xml, lists/b.xml\n", "/etc/a.pem certs/b.pem")
    first, second = given.saml_feeds
    assert (first.location, first.file) == ("https://a.example/idp.xml", None)
    assert first.certificate == Path("/etc/a.pem")
    assert second.location == str(Path("lists/b.xml").absolute())
    assert second.file == Path("lists/b.xml").absolute()
    assert second.certificate == Path("certs/b.pem").absolute()


@pytest.mark.parametrize(("feed", "pins"), [("a.xml b.xml", "a.pem"), ("a.xml", "a b"), ("", "a")])
def test_as_many_certificates_as_feeds_are_wanted(feed: str, pins: str) -> None:
    with pytest.raises(ConfigError, match="one file for each feed"):
        feeds(feed, pins)


def test_a_feed_is_named_once() -> None:
    with pytest.raises(ConfigError, match="twice"):
        feeds("a.xml,a.xml", "a.pem,b.pem")


@pytest.mark.parametrize(
    "url",
    [
        "http://md.example/idp.xml", "ftp://md.example/idp.xml", "file:///etc/idp.xml",
        "https://", "https://user:pass@md.example/", "http://localhost.evil.example/",
        "https://md.example:port/", "http://[::1",
    ],
)  # fmt: skip
def test_a_feed_is_fetched_over_https_only(url: str) -> None:
    with pytest.raises(ConfigError, match="https addresses"):
        feeds(url)


@pytest.mark.parametrize("host", ["localhost:80", "127.0.0.1:5001", "[::1]", "idp.localhost"])
def test_only_the_demo_may_fetch_from_its_own_machine_in_the_open(host: str) -> None:
    assert feeds(f"http://{host}/feed").saml_feeds[0].location == f"http://{host}/feed"
    with pytest.raises(ConfigError, match="https addresses"):
        feeds(f"http://{host}/feed", environment="production")


def test_a_file_of_local_trust_can_be_named(tmp_path: Path) -> None:
    assert Config.from_env({"DIALOG_DATA_DIR": str(tmp_path)}).saml_local_trust is None
    env = {"DIALOG_DATA_DIR": str(tmp_path), "DIALOG_SAML_LOCAL_TRUST": "trust.xml"}
    assert Config.from_env(env).saml_local_trust == Path("trust.xml").absolute()


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl"]
)
def test_the_virus_scanner_is_a_port_or_a_socket_file(tmp_path: Path, address: str) -> None:
    assert Config.from_env(production(tmp_path, DIALOG_CLAMD=address)).clamd == address
