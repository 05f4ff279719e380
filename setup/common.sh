# shellcheck shell=bash
# What every script of this folder shares: where things lie, how to tell the user about progress and failures.
# It is sourced, never run: `source "$(dirname "$0")/common.sh"`.

set -euo pipefail
umask 022

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
LOCAL=$ROOT/.local          # all that the set-up makes, ignored by git
LOGS=$LOCAL/log
ADDON=school_mentorship
DB=${DB:-school}
PORT=${PORT:-8069}
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*"; }

die() {
    printf '\nОшибка: %s\n' "$*" >&2
    exit 1
}

if ! mkdir -p "$LOGS" 2>/dev/null || ! [ -w "$LOCAL" ]; then
    die "нет права записи в папку $ROOT. Возьмите копию проекта, которая принадлежит вам, или запустите с правами её владельца."
fi

# Where the project's own PostgreSQL cluster lies: in .local, unless its owner (not root, see postgres.sh) cannot get there, or the path is too
# long for the name of a unix socket. Then in a folder named after the checkout.
PG=$LOCAL/postgres
CHECKOUT_ID=$(printf '%s' "$ROOT" | sha256sum | cut -c1-12)
if [ "$(id -u)" -eq 0 ] && id postgres >/dev/null 2>&1 &&
    ! setpriv --reuid=postgres --regid=postgres --init-groups -- test -x "$LOCAL" 2>/dev/null; then
    PG=/var/lib/$ADDON/$CHECKOUT_ID
fi
SOCKET=$PG/socket
[ "${#SOCKET}" -le 85 ] || SOCKET=/tmp/$ADDON-$CHECKOUT_ID

# own_cluster: is the project's own cluster wanted, or has the user named another?
own_cluster() {
    [ "${PGHOST:-$SOCKET}" = "$SOCKET" ] && ! grep -qsE '^ *db_host *= *[^ F]' "${ODOO_RC:-/dev/null}"
}

# browser: prints the name of Chromium, as Odoo looks for it
browser() { command -v google-chrome || command -v chromium || command -v chromium-browser || command -v google-chrome-stable; }

# explain FILE SENTENCE: ends with the cause read from the log FILE, or else with SENTENCE.
explain() {
    if grep -qiE 'no space left|not enough free space|disk full' "$1"; then
        die "кончилось место на диске. Освободите его и повторите команду."
    elif [[ $1 =~ /(apt-.*|odoo|pip).log$ ]] && grep -qiE 'temporary failure (in name )?resol|could not resolve|network is unreachable|connection (refused|timed out)|NewConnectionError|ConnectTimeout|Could not connect' "$1"; then
        die "нет связи с хранилищем пакетов. Проверьте сеть (прокси – в http_proxy и https_proxy) и повторите команду."
    elif grep -qi 'permission denied' "$1"; then
        die "не хватает прав (подробности: $1). Запустите с правами владельца папки $ROOT."
    fi
    { echo; tail -n 15 "$1" | sed 's/^/    /'; } >&2
    die "$2 Подробности: $1"
}

# step LOG "what is done" "what to say if it fails" COMMAND…: one line with dots on the screen, the rest in the log.
# COMMAND is a program or a script, not a function: bash does not stop at errors in a function whose result is asked for.
step() {
    local log=$LOGS/$1.log title=$2 failure=$3 start=$SECONDS status=0 ticker
    shift 3
    printf '%s ' "$title"
    (while sleep 3 && kill -0 $$ 2>/dev/null; do printf '.'; done) &
    ticker=$!
    "$@" >"$log" 2>&1 || status=$?
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    [ "$status" -eq 0 ] || explain "$log" "$failure"
    printf ' готово, %d с\n' $((SECONDS - start))
}

# A stamp tells of what content a thing was made, so that it is made again when the content changes, and only then.
hash_of() { cat "$@" | sha256sum | cut -c1-16; }
is_made() { [ "$(cat "$LOCAL/stamp/$1" 2>/dev/null)" = "$2" ]; }
mark_made() {
    mkdir -p "$LOCAL/stamp"
    printf '%s\n' "$2" >"$LOCAL/stamp/$1.new"
    mv "$LOCAL/stamp/$1.new" "$LOCAL/stamp/$1"
}

# alone NUMBER NAME "what is going on": waits until no other command of this checkout holds the lock NAME; lasts as long as the descriptor NUMBER is open
alone() {
    eval "exec $1>\"\$LOCAL/lock-$2\""
    flock -n "$1" || { say "$3, ждём…"; flock "$1"; }
}

# need_space MEGABYTES
need_space() {
    local free
    free=$(df -Pm "$LOCAL" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$1" ] ||
        die "на диске с папкой $ROOT свободно $free МБ, а нужно $1 МБ. Освободите место и повторите команду."
}
