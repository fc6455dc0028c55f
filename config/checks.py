"""What must not be on a real site; `manage.py check --deploy` names all of it."""

import resource
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import Error, Info, register

from config.municipality import examples_left

FORBIDDEN_APPS = (
    "django.contrib.admin",
    "allauth.usersessions",
    "axes",
    "debug_toolbar",
    "sentry_sdk",
)


@register("privacy")
def no_place_for_files(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C04: an upload handler or a media folder would put a photo on disk."""
    if settings.FILE_UPLOAD_HANDLERS or settings.MEDIA_ROOT:
        words = "Files of visitors could be written to disk."
        hint = "FILE_UPLOAD_HANDLERS must be empty and MEDIA_ROOT unset."
        return [Error(words, hint=hint, id="config.E004")]
    return []


@register("privacy")
def no_curious_apps(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C07: these write names, texts or addresses."""
    installed = [app for app in FORBIDDEN_APPS if app in settings.INSTALLED_APPS]
    return [
        Error(f"The app '{app}' is installed.", id="config.E007") for app in installed
    ]


@register("privacy")
def no_mail(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C08: an error mail holds the posted form."""
    if settings.ADMINS or not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        return [Error("Mail could be sent.", id="config.E008")]
    return []


@register("privacy", deploy=True)
def no_demo(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C02: what is only for trying out."""
    faults = []
    if settings.MUNICIPALITY.demo:
        words = "municipality.toml: demo = true: is only for trying out."
        faults.append(Error(words, id="config.E002"))
    faults += [
        Error(
            f"municipality.toml: {key}: still has its example value.", id="config.E005"
        )
        for key in examples_left(settings.MUNICIPALITY)
    ]
    return faults


@register("privacy", deploy=True)
def https_everywhere(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C03: without https the codes travel in the clear."""
    if not settings.HTTPS:
        hint = "Set SPREEKUUR_PUBLIC_URL and SPREEKUUR_STAFF_URL to https addresses."
        return [Error("The site is not on https.", hint=hint, id="config.E003")]
    return []


@register("privacy", deploy=True)
def no_core_dumps(app_configs: Any, **kwargs: Any) -> list[checks.Warning]:
    """C13: a core file holds what the process had in memory."""
    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        words = "The process may leave a core file."
        hint = "LimitCORE=0 in the service, or `ulimit -c 0`."
        return [checks.Warning(words, hint=hint, id="config.W013")]
    return []


@register("privacy", deploy=True)
def languages_without_review(app_configs: Any, **kwargs: Any) -> list[Info]:
    """C16: texts that no native speaker has read yet."""
    return [
        Info(
            f"The texts in '{code}' were not yet read by a native speaker.",
            id="config.I016",
        )
        for code in settings.MUNICIPALITY.languages.worker
    ]


@register("database", deploy=True)
def no_demo_accounts(app_configs: Any, **kwargs: Any) -> list[Error]:
    """C02: the password of a demo account is in the documentation."""
    from config.management.commands.demo import NAMES, PASSWORD
    from staff.models import Member

    return [
        Error(
            f"The account '{member.username}' has the password of the demo.",
            hint="Delete the account or change its password.",
            id="config.E006",
        )
        for member in Member.objects.filter(username__in=list(NAMES))
        if member.check_password(PASSWORD)
    ]
