from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The site as an app, so that its checks and commands are found."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401  # registers them
