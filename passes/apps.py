from django.apps import AppConfig


class PassesConfig(AppConfig):
    name = "passes"

    def ready(self) -> None:
        from passes import checks  # noqa: F401  # importing registers them
