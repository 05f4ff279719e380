#!/usr/bin/env bash
# The whole suite: the addon's own tests inside Odoo on two cores, then the tests from outside against a running server.
# A skipped test is a failure (conftest.py).
source "$(dirname "$0")/common.sh"

HERE=$(dirname "$0")
# two runs would take each other's databases away
alone 8 checks "Проверки уже идут в другой команде"
bash "$HERE/postgres.sh" running || trap 'bash "$HERE/postgres.sh" release' EXIT
trap 'exit 130' INT TERM
bash "$HERE/prepare.sh" browser
# shellcheck source=database.sh
source "$HERE/database.sh"
ready

cd "$ROOT"
# What a crash of the machine would lose here can be made again.
export PGOPTIONS='-c synchronous_commit=off'
# The workers' copies of the database have no files beside them, and files of one worker are swept while another test still wants them.
psql -qd "$READY" -c "INSERT INTO ir_config_parameter (key, value) VALUES ('ir_attachment.location', 'db') ON CONFLICT (key) DO UPDATE SET value = 'db'"
status=0
pytest -n 2 --dist loadfile --odoo-database="$READY" --odoo-http "$ADDON/tests" || status=$?
if [ -d tests ]; then
    # these start their own server over a copy of the database TEST_DB
    TEST_DB=$READY pytest -p no:odoo tests || status=$?
fi
exit "$status"
