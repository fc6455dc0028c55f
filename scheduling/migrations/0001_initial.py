import datetime

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import scheduling.models.claims


def make_the_row(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("scheduling", "Agenda").objects.create(pk=1)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agenda",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.BigIntegerField(default=0)),
                ("tick_hour", models.PositiveIntegerField(null=True)),
                ("forget_hour", models.PositiveIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="agenda_single_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExceptionDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("date", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("closed", "closed"),
                            ("changed", "changed"),
                            ("extra", "extra"),
                        ],
                        max_length=7,
                    ),
                ),
                ("start", models.TimeField(null=True)),
                ("end", models.TimeField(null=True)),
                ("desks", models.PositiveSmallIntegerField(null=True)),
                ("slot_minutes", models.PositiveSmallIntegerField(null=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("holiday", "holiday"),
                            ("staff", "staff"),
                            ("building", "building"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["closed", "changed", "extra"])
                        ),
                        name="exceptionday_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("desks", None),
                                ("end", None),
                                ("kind", "closed"),
                                ("slot_minutes", None),
                                ("start", None),
                            ),
                            models.Q(
                                ("end", None), ("kind", "changed"), ("start", None)
                            ),
                            models.Q(
                                ("end__isnull", False),
                                ("end__lte", datetime.time(22, 0)),
                                ("kind__in", ["changed", "extra"]),
                                ("start__gte", datetime.time(7, 0)),
                                ("start__isnull", False),
                                ("start__lt", models.F("end")),
                            ),
                            _connector="OR",
                        ),
                        name="exceptionday_times_fit_kind",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["closed", "changed"])),
                        fields=("date",),
                        name="exceptionday_one_closed_or_changed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "extra")),
                        fields=("date", "start"),
                        name="exceptionday_one_extra_per_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("date", models.DateField()),
                ("start", models.TimeField()),
                ("end", models.TimeField()),
                ("slot_minutes", models.PositiveSmallIntegerField()),
                ("desks", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("cancelled", "cancelled"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("date", "start"), name="session_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="session_start_before_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "cancelled", "closed"])
                        ),
                        name="session_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("date", models.DateField()),
                ("start", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("desk", models.PositiveSmallIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("desk", "desk"),
                            ("walk_in", "walk-in"),
                        ],
                        max_length=7,
                    ),
                ),
                ("is_open", models.BooleanField(default=True)),
                ("turn", models.PositiveIntegerField(default=0)),
                ("interpreter_ready", models.BooleanField(default=False)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="scheduling.session",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("booking", "booking")], max_length=8),
                ),
                ("digest", models.BinaryField(max_length=32)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=scheduling.models.claims.interpreter_languages,
                        default="",
                        max_length=12,
                    ),
                ),
                ("call_sign", models.PositiveSmallIntegerField()),
                ("made_hour", models.PositiveIntegerField()),
                (
                    "slot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="scheduling.slot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WeeklyHour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("start", models.TimeField()),
                ("end", models.TimeField()),
                ("slot_minutes", models.PositiveSmallIntegerField(default=30)),
                ("desks", models.PositiveSmallIntegerField(default=1)),
                ("desk_share", models.PositiveSmallIntegerField(default=1)),
                ("walk_in_share", models.PositiveSmallIntegerField(default=1)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("weekday", "start", "valid_from"),
                        name="weeklyhour_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))),
                        name="weeklyhour_weekday_1_7",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__lte", datetime.time(22, 0)),
                            ("start__gte", datetime.time(7, 0)),
                            ("start__lt", models.F("end")),
                        ),
                        name="weeklyhour_by_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot_minutes__range", (15, 120))),
                        name="weeklyhour_minutes_15_120",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("desks__range", (1, 6))),
                        name="weeklyhour_desks_1_6",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="weeklyhour_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(
                fields=("date", "start", "desk"), name="slot_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["online", "desk", "walk_in"])),
                name="slot_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start__gte", datetime.time(7, 0)),
                    ("start__lt", datetime.time(22, 0)),
                ),
                name="slot_by_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (15, 120))),
                name="slot_minutes_15_120",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                fields=("digest",), name="claim_digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["booking"])), name="claim_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("call_sign__range", (0, 71))),
                name="claim_call_sign_0_71",
            ),
        ),
        migrations.RunPython(make_the_row, migrations.RunPython.noop),
    ]
