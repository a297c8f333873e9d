"""The migrations, run by Alembic on a database that is open already."""

from pathlib import Path

from sqlalchemy import Engine


def migrate(engine: Engine) -> None:
    # Here, since a start that doesn't migrate shouldn't wait for them: they take a tenth of it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parents[1] / "alembic"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
