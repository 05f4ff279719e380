#!/usr/bin/env bash
# Removes all that the set-up made in this checkout: databases, Odoo, the environment, the papers. Debian's packages stay.
source "$(dirname "$0")/common.sh"

HERE=$(dirname "$0")
if [ -f "$LOCAL/env.sh" ] && ! own_cluster; then
    # in somebody else's cluster only the databases made from here go
    # shellcheck source=database.sh
    source "$HERE/database.sh"
    drop_others "${PREFIX}_" ""
    for stamp in "$LOCAL"/stamp/addon-*; do
        [ ! -e "$stamp" ] || drop "${stamp##*/addon-}"
    done
fi
bash "$HERE/postgres.sh" stop
rm -rf "$LOCAL" "$PG" "$SOCKET" "$ROOT/out"
say "Удалено всё, что сделала подготовка. Пакеты Debian остались."
