"""What is not in the ledger does not exist: live schema and ledger are equal."""

import re

from django.apps import apps
from django.db import connection, models

from config.ledger import LEDGER

OURS = ("scheduling", "intake", "passes")
TELLING = re.compile(
    r"name|phone|mail|address|birth|bsn|kvk|note|remark|(^|_)ip|agent|serial|created"
)
# Columns whose name tells something, each with the reason why it may exist.
EXPLAINED = {
    "staff_member.username": "staff: the name to sign in with",
    "staff_member.first_name": "staff: the working name",
    "staff_member.last_name": "always empty, held by a constraint",
    "staff_member.email": "always empty, held by a constraint",
    "staff_member.show_name": "staff: a choice of the colleague",
    "auth_group.name": "the name of a role",
    "auth_permission.name": "Django's own list",
    "auth_permission.codename": "Django's own list",
    "django_migrations.name": "a change of the schema",
    "scheduling_tally.name": "which total of a quarter, from a list of five",
    "passes_venue.name": "a business: the badge shows it to the worker",
}
# Columns of a kind that is refused elsewhere: of businesses, or a hex number.
EXEMPT = {
    "passes_venue.name",
    "passes_venue.licence",
    "passes_invitation.until",
    "passes_withdrawn.id",
}


def live_schema() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {
            name: {
                column.name
                for column in connection.introspection.get_table_description(
                    cursor, name
                )
            }
            for name in names
        }


def test_every_column_is_in_the_ledger_and_every_line_of_the_ledger_is_a_column(db):
    written = {name: set(table.columns) for name, table in LEDGER.items()}

    assert live_schema() == written


def test_a_planted_column_is_found(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE planted (id integer, email text)")

    assert live_schema()["planted"] == {"id", "email"}


def test_every_column_has_a_reason():
    empty = [
        f"{name}.{column}"
        for name, table in LEDGER.items()
        for column, reason in table.columns.items()
        if not reason
    ]

    assert empty == []


def test_no_column_near_a_worker_can_hold_a_text_a_file_or_a_moment():
    refused = (
        models.TextField, models.FileField, models.JSONField, models.EmailField,
        models.URLField, models.GenericIPAddressField, models.DateTimeField,
    )  # fmt: skip
    found = [
        f"{model._meta.db_table}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, refused)
        or (isinstance(field, models.CharField) and not field.choices)
    ]

    assert set(found) == EXEMPT


def test_no_foreign_key_leaves_its_app_but_from_the_rota_to_a_colleague():
    found = [
        f"{model._meta.db_table}.{field.name}"
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.related_model._meta.app_label != app
    ]

    assert found == ["scheduling_duty.staff"]


def test_a_telling_name_needs_a_reason():
    telling = {
        f"{name}.{column}"
        for name, table in LEDGER.items()
        for column in table.columns
        if TELLING.search(column)
    }

    assert telling == set(EXPLAINED)
