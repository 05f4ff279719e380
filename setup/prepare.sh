#!/usr/bin/env bash
# prepare.sh [browser]: everything that must be there before Odoo can start. What is there already is left alone, so it takes a second.
source "$(dirname "$0")/common.sh"

# two commands started at once would spoil each other's work
alone 9 setup "Подготовку уже ведёт другая команда"

HERE=$(dirname "$0")
bash "$HERE/packages.sh" "$@"
bash "$HERE/python.sh"
bash "$HERE/odoo.sh"
socket=
! own_cluster || socket=$SOCKET
"$LOCAL/venv/bin/python" "$HERE/configure.py" "$ROOT" "$socket"
bash "$HERE/postgres.sh" start 8>&- 9>&-   # the server outlives both locks
