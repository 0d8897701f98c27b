"""The demo is refused in production: every command of it asks here first."""

from dialog.config import Config, ConfigError


def ensure_demo(config: Config) -> None:
    """Raise ConfigError unless this installation is a demo."""
    if not config.demo:
        raise ConfigError("this is production (DIALOG_ENV): the demo is refused")
