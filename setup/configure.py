"""Writes what Odoo and the tools are started with.

- .local/odoo.conf: the user's own ODOO_RC with this checkout added, or a plain one;
- .local/env.sh, for a shell to source: `. .local/env.sh`.

usage: configure.py CHECKOUT SOCKET
SOCKET is the folder of the project's own PostgreSQL, empty when the user has another.
"""

import configparser
import io
import os
import shlex
import sys
from pathlib import Path

root, socket = Path(sys.argv[1]), sys.argv[2]
local = root / ".local"
target = local / "odoo.conf"
own = os.environ.get("ODOO_RC")


def write(path, text):
    """Leave either the old file or the whole new one."""
    new = path.with_name(path.name + ".new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


config = configparser.RawConfigParser()
config["options"] = {}
if own:
    # with env.sh sourced this is our own file of the last time
    config.read(own, encoding="utf-8")
options = config["options"]
folders = [folder.strip() for folder in options.get("addons_path", "").split(",")]
folders = [folder for folder in folders if folder and folder != str(root)]
options["addons_path"] = ",".join([*folders, str(root)])
options.setdefault("data_dir", str(local / "data"))
options["http_interface"] = "127.0.0.1"

environment = {"ODOO_RC": str(target)}
if socket:
    environment |= {"PGHOST": socket, "PGPORT": "5432", "PGUSER": "odoo"}
else:
    # psql and createdb are to reach the same server as Odoo
    for option in ("host", "port", "user", "password"):
        value = options.get(f"db_{option}", "False")
        if value not in ("", "False"):
            environment[f"PG{option.upper()}"] = value
lines = [f"export {name}={shlex.quote(value)}" for name, value in environment.items()]
lines.append(f"export PATH={shlex.quote(str(local / 'venv/bin'))}:$PATH")

text = io.StringIO()
config.write(text)
write(target, text.getvalue())
write(local / "env.sh", "\n".join(lines) + "\n")
