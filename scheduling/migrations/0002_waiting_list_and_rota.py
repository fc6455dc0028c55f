import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import scheduling.models.claims


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("ggd", "public health"),
                            ("oov", "public order"),
                            ("ggd_sub", "public health, substitute"),
                            ("oov_sub", "public order, substitute"),
                        ],
                        max_length=7,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Miss",
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
                ("hour", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="OfferRound",
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
                ("time", models.TimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
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
                ("quarter", models.PositiveIntegerField()),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("minutes_held", "minutes_held"),
                            ("slots_open", "slots_open"),
                            ("slots_taken", "slots_taken"),
                            ("interviews", "interviews"),
                            ("not_come", "not_come"),
                        ],
                        max_length=12,
                    ),
                ),
                ("count", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
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
                ("priority", models.PositiveSmallIntegerField(default=1)),
                ("made_hour", models.PositiveIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_kind_known",
        ),
        migrations.AddField(
            model_name="agenda",
            name="web_paused",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="claim",
            name="offer_until",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="first_choice_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="not_come",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="slot",
            name="visible_from",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="call_sign",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="digest",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="kind",
            field=models.CharField(
                choices=[
                    ("booking", "booking"),
                    ("walk_in", "walk-in"),
                    ("offer", "offer"),
                    ("block", "block"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="slot",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="scheduling.slot",
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to="scheduling.session"
            ),
        ),
        migrations.AddField(
            model_name="duty",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="miss",
            constraint=models.UniqueConstraint(fields=("hour",), name="miss_once"),
        ),
        migrations.AddConstraint(
            model_name="offerround",
            constraint=models.UniqueConstraint(
                fields=("date", "time"), name="offerround_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("quarter", "name"), name="tally_once"
            ),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(fields=["priority", "id"], name="waiting_in_order"),
        ),
        migrations.AddConstraint(
            model_name="waiting",
            constraint=models.UniqueConstraint(
                fields=("digest",), name="waiting_digest_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiting",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__lte", 1)),
                name="waiting_priority_0_1",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="waiting",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="scheduling.waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["booking", "walk_in", "offer", "block"])
                ),
                name="claim_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slot__isnull", False), ("kind", "booking"), _connector="OR"
                ),
                name="claim_slot_unless_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest__isnull", False), ("kind", "booking")),
                    models.Q(
                        models.Q(("kind", "booking"), _negated=True), ("digest", None)
                    ),
                    _connector="OR",
                ),
                name="claim_digest_iff_booking",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "offer"),
                        ("offer_until__isnull", False),
                        ("waiting__isnull", False),
                    ),
                    models.Q(
                        models.Q(("kind", "offer"), _negated=True),
                        ("offer_until", None),
                        ("waiting", None),
                    ),
                    _connector="OR",
                ),
                name="claim_offer_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("call_sign__isnull", False),
                        ("kind__in", ["booking", "walk_in"]),
                    ),
                    models.Q(
                        ("call_sign", None),
                        ("kind__in", ["offer", "block"]),
                        ("language", ""),
                    ),
                    _connector="OR",
                ),
                name="claim_person_fields",
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("session", "role", "staff"), name="duty_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["ggd", "oov", "ggd_sub", "oov_sub"])),
                name="duty_role_known",
            ),
        ),
    ]
