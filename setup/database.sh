# shellcheck shell=bash
# Databases, each made from the one before it: the dependencies with Russian (once per Odoo version), the addon installed over a copy of them,
# and what is built over a copy of that. Sourced by run.sh, test.sh and lint.sh, after prepare.sh.

# shellcheck source=/dev/null
source "$LOCAL/env.sh"
ODOO=("$LOCAL/venv/bin/python" -m odoo)
PREFIX=${ADDON}_${CHECKOUT_ID:0:6}   # in a shared cluster two checkouts do not meet

exists() { [ "$(psql -qAt -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]; }

drop() { ! exists "$1" || "${ODOO[@]}" db drop "$1" >"$LOGS/drop.log" 2>&1 || explain "$LOGS/drop.log" "не удалось удалить базу $1."; }

# rename FROM TO: a database is built under another name and gets its own when it is whole
rename() { "${ODOO[@]}" db rename "$1" "$2" >"$LOGS/rename.log" 2>&1 || explain "$LOGS/rename.log" "не удалось переименовать базу $1 в $2."; }

has_addon() {
    [ -n "$(psql -qAt -d "$1" -c "SELECT 1 FROM ir_module_module WHERE name = '$ADDON' AND state = 'installed'" 2>/dev/null)" ]
}

free_port() { python -c "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"; }

# answers URL: does a server answer there?
answers() { "$LOCAL/venv/bin/python" -c "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=60)" "$1" 2>/dev/null; }

# drop_others PREFIX KEEP: databases of older versions of the same thing
drop_others() {
    local name
    for name in $(psql -qAt -d postgres -c "SELECT datname FROM pg_database WHERE datname LIKE '$1%' AND datname <> '$2'"); do
        "${ODOO[@]}" db drop "$name" >"$LOGS/drop.log" 2>&1 || true   # somebody may be working in it
    done
}

# A log with a warning is a failure: a school would meet it.
check_log() {
    ! grep -E '^[0-9-]+ [0-9:,]+ [0-9]+ (WARNING|ERROR|CRITICAL) ' "$1" ||
        die "при установке модуля Odoo вывел предупреждения (см. выше). Подробности: $1"
}

# dependencies: sets DEPENDENCIES to the name of a database with all that the addon depends on, and Russian.
dependencies() {
    local needed
    needed=$("$LOCAL/venv/bin/python" -c "import ast; print(','.join(ast.literal_eval(open('$ROOT/$ADDON/__manifest__.py').read())['depends']))")
    DEPENDENCIES=${PREFIX}_deps_$( (cat "$LOCAL/stamp/odoo" 2>/dev/null; echo "${ODOO_HOME:-} $needed") | sha256sum | cut -c1-8)
    exists "$DEPENDENCIES" && return
    need_space 1000
    drop new_"$DEPENDENCIES"
    createdb new_"$DEPENDENCIES"
    step dependencies "Odoo: основа ($needed)" "Odoo не установился." "${ODOO[@]}" -d new_"$DEPENDENCIES" -i "$needed" \
        --load-language=ru_RU --stop-after-init --no-http
    rename new_"$DEPENDENCIES" "$DEPENDENCIES"
    drop_others "${PREFIX}_deps_" "$DEPENDENCIES"
}

# installed NAME: a database NAME with the addon installed
installed() {
    step copy "Odoo: копия основы" "не удалось скопировать базу." "${ODOO[@]}" db duplicate -f "$DEPENDENCIES" "$1"
    step install "Odoo: модуль $ADDON" "модуль не установился." "${ODOO[@]}" -d "$1" -i "$ADDON" --stop-after-init --no-http
    check_log "$LOGS/install.log"
}

addon_hash() { (cd "$ROOT/$ADDON" && find . -type f ! -name '*.pyc' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-8); }

# ready: sets READY to the name of a database with the addon as it is now, which tests and gates copy or use
ready() {
    dependencies
    READY=${PREFIX}_ready_$(addon_hash)
    exists "$READY" && return
    installed new_"$READY"
    rename new_"$READY" "$READY"
    drop_others "${PREFIX}_ready_" "$READY"
}
