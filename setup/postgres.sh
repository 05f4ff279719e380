#!/usr/bin/env bash
# postgres.sh start|stop|release|running: a PostgreSQL cluster of the project's own. It listens on a unix socket in its own folder and on no port.
# With PGHOST, or with db_host in ODOO_RC, the cluster named there is used and none is made.
source "$(dirname "$0")/common.sh"

# PostgreSQL refuses to run as root. Then the system user of Debian's package owns the cluster.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && setpriv --reuid=postgres --regid=postgres --init-groups -- env -u PGHOST -u PGUSER -u PGPORT HOME=/tmp "$@")
    else
        env -u PGHOST -u PGUSER -u PGPORT "$@"
    fi
}

binaries() {
    local newest
    newest=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
    [ -n "$newest" ] || newest=$(command -v initdb) || die "не найден сервер PostgreSQL. Поставьте его (на Debian: apt install postgresql) или укажите свой в PGHOST."
    dirname "$newest"
}

running() { as_owner "$BIN/pg_ctl" -D "$PG/data" status >/dev/null 2>&1; }

create() {
    local new=$PG/data.new sorting=(--locale-provider=icu --icu-locale=ru-RU)
    # Russian names sort as Russians expect, with Ё after Е; PostgreSQL can do so since version 15.
    as_owner "$BIN/initdb" --help | grep -q icu-locale || sorting=()
    rm -rf "$new"
    as_owner "$BIN/initdb" -D "$new" -U postgres -A trust -E UTF8 --locale=C.UTF-8 "${sorting[@]}" >"$LOGS/initdb.log" 2>&1 ||
        explain "$LOGS/initdb.log" "не удалось создать базу PostgreSQL."
    # The folder of the socket is closed to everybody else, so whoever reaches the socket is trusted.
    as_owner tee -a "$new/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$SOCKET'
max_connections = 60
shared_buffers = 256MB
CONF
    mv "$new" "$PG/data"
}

start() {
    local owner=()
    [ "$(id -u)" -ne 0 ] || owner=(-o postgres -g postgres)
    if [ "$(id -u)" -eq 0 ]; then
        id postgres >/dev/null 2>&1 || die "нет пользователя postgres, а от имени root PostgreSQL не работает. Поставьте пакет postgresql или запустите не от root."
    fi
    install -d -m 700 "${owner[@]}" "$PG" "$SOCKET"
    [ -d "$PG/data" ] || create
    running || as_owner "$BIN/pg_ctl" -D "$PG/data" -l "$PG/postgres.log" -w -s start >"$LOGS/postgres.log" 2>&1 </dev/null || {
        cat "$PG/postgres.log" >>"$LOGS/postgres.log"
        explain "$LOGS/postgres.log" "PostgreSQL не запустился."
    }
    # Odoo refuses to work as the superuser; the right to create databases is all that it needs.
    env -u PGPORT psql -qAt -h "$SOCKET" -U postgres -d postgres -c \
        "DO \$\$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'odoo') THEN CREATE ROLE odoo LOGIN CREATEDB; END IF; END \$\$"
}

case ${1:-} in
start)
    own_cluster || exit 0
    BIN=$(binaries)
    start
    ;;
stop)
    [ -d "$PG/data" ] || exit 0
    BIN=$(binaries)
    ! running || as_owner "$BIN/pg_ctl" -D "$PG/data" -m fast -s stop
    ;;
release) # stop, unless somebody is at work in it
    [ -S "$SOCKET/.s.PGSQL.5432" ] || exit 0
    for _ in 1 2 3 4; do   # who has just left may still be in the list
        others=$(psql -qAt -h "$SOCKET" -U postgres -d postgres -c \
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
        [ "$others" != 0 ] || exec bash "$0" stop
        sleep 0.5
    done
    ;;
running) # answers with its exit status
    [ -S "$SOCKET/.s.PGSQL.5432" ] && psql -qAt -h "$SOCKET" -U postgres -d postgres -c 'SELECT 1' >/dev/null 2>&1
    ;;
*) die "postgres.sh start|stop|release|running" ;;
esac
