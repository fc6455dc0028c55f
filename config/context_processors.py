from django.conf import settings
from django.http import HttpRequest

from config.municipality import Municipality


def municipality(request: HttpRequest) -> dict[str, Municipality]:
    """Give templates the policy under the name `policy`."""
    return {"policy": settings.MUNICIPALITY}
