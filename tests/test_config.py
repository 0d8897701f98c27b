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
        ("DIALOG_DEMO_IDP_URL", "http://127.0.0.1:5001"),
        ("DIALOG_ENV", "prod"),
        ("DIALOG_SECRET_KEY_FILE", "/nowhere/at/all"),
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
