"""Everything a newcomer needs to try the site: staff, hours, keys. Twice is once."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from django.utils import timezone

from config.management.commands.tick import tick
from passes import files, keys, root
from passes.badge import GREEN, WHITE
from passes.models import Publication, Venue
from scheduling.models import ExceptionDay, Session
from staff.models import Member
from staff.roles import Role

PASSWORD = "speak freely today"  # noqa: S105  # printed, and refused by check --deploy
ROOT = "deploy/demo-root-NOT-SECRET.key"
NAMES = {
    Role.GGD: "Robin",
    Role.OOV: "Sam",
    Role.COORDINATOR: "Alex",
    Role.INSPECTOR: "Kim",
}
FIRST, LAST = time(7), time(22)


def make_staff() -> None:
    """Make a colleague for each role, all with the printed password."""
    for role, name in NAMES.items():
        group, _ = Group.objects.get_or_create(name=role.value)
        member, is_new = Member.objects.get_or_create(
            username=role.value, defaults={"first_name": name}
        )
        if is_new:
            member.set_password(PASSWORD)
            member.save(update_fields=["password"])
            member.groups.add(group)


def make_keys(now: datetime) -> None:
    """Make the key files that are missing and let the demo root sign their list."""
    here = {path.name.partition("-")[0] for path in settings.KEYS_DIR.iterdir()}
    for use in ("booking", "slip", "specimen", "list", "badge"):
        if not here & {use, f"{use}.key"}:
            call_command("new_key", use=use, verbosity=0)
    quarter = keys.Quarter.of(timezone.localdate(now))
    for one in (quarter, quarter.next()):
        ring = keys.read(settings.KEYS_DIR)
        if one not in {key.quarter for key in ring.signing_keys}:
            call_command("new_key", use="pass", quarter=str(one), verbosity=0)
    publish(now)


def publish(now: datetime) -> None:
    """Sign the key list with the demo root, unless the one out names every key."""
    policy = settings.MUNICIPALITY
    ring = keys.read(settings.KEYS_DIR)
    known = _known()
    if {key.kid for key in ring.signing_keys} <= {entry.kid for entry in known}:
        return
    demo_root = root.read(settings.BASE_DIR / ROOT)
    reach = keys.Reach(
        policy.pass_.validity_months,
        policy.hour.horizon_weeks,
        policy.pass_.expiry_rounding,
    )
    issued = int(now.timestamp())
    made = keys.key_list(
        ring,
        root.kid(demo_root),
        seq=issued,
        issued=issued,
        reach=reach,
        known=known,
    )
    Publication.objects.install(root.sign(made, demo_root), made)


def _known() -> tuple[files.Entry, ...]:
    """Return the keys that the list out there names: old passes stay genuine."""
    pinned = settings.MUNICIPALITY.pass_.pinned
    try:
        return Publication.objects.next_key_list(pinned).entries
    except keys.KeyTrouble:
        return ()


def make_venues(now: datetime) -> None:
    """Make an invented venue, so that a phone can enrol itself and check passes."""
    if not Venue.objects.exists():
        until = timezone.localdate(now) + timedelta(days=365)
        Venue.objects.create(
            name="Demo", licence="DEMO", colours=WHITE | GREEN, until=until
        )


def make_hours(now: datetime) -> None:
    """Make the weekly hours, and up to three hours today if none is left today."""
    tick(now)
    local = timezone.localtime(now)
    of_today = Session.objects.filter(date=local.date())
    if of_today.filter(end__gt=local.time(), status="open").exists():
        return
    over = of_today.aggregate(last=Max("end"))["last"] or FIRST
    begin = max(minutes(FIRST), minutes(over), minutes(local.time()) // 30 * 30 + 30)
    end = min(begin + 180, minutes(LAST))
    if end - begin >= 30:  # else the evening is over
        start, until = time(*divmod(begin, 60)), time(*divmod(end, 60))
        ExceptionDay.objects.create(
            date=local.date(), kind="extra", start=start, end=until
        )
        tick(now)


def minutes(clock: time) -> int:
    """Return the time of day as minutes since midnight."""
    return clock.hour * 60 + clock.minute


class Command(BaseCommand):
    help = "Fill the site for trying out; only with demo = true."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MUNICIPALITY.demo:
            raise CommandError("municipality.toml says demo = false: nothing was made.")
        now = timezone.now()
        call_command("migrate", interactive=False, verbosity=0)
        make_staff()
        make_keys(now)
        make_venues(now)
        make_hours(now)
        self.stdout.write(self._sheet())

    def _sheet(self) -> str:
        lines = [
            "",
            f"  Appointments   {settings.PUBLIC_URL}/",
            f"  Desk           {settings.STAFF_URL}/balie/",
            f"  Management     {settings.STAFF_URL}/beheer/",
            f"  Pass check     {settings.PUBLIC_URL}/pas-check/aanmelden",
            "",
            f"  Sign in with {', '.join(role.value for role in NAMES)};",
            "  ggd and oov hold interviews, coordinator has management;",
            f"  the password of each is: {PASSWORD}",
            "",
            "  For trying out only. Stop with Ctrl+C.",
        ]
        return "\n".join(lines)
