#!/usr/bin/env bash
# run.sh serve|papers|screenshots: a school with sample data and its papers in out/; then Odoo runs for it until Ctrl+C (serve), or nothing more
# happens (papers), or Odoo runs while the pictures of the README are taken (screenshots).
source "$(dirname "$0")/common.sh"

GOAL=${1:-serve}
HERE=$(dirname "$0")
ADDRESS=http://127.0.0.1:$PORT
LOGINS=$LOCAL/logins-$DB.tsv
case $DB in *[!a-z0-9_]* | "") die "имя базы DB=$DB не годится: только строчные латинские буквы, цифры и подчёркивание." ;; esac
if [ "$GOAL" != papers ] && (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
    die "порт $PORT занят. Если это уже запущенная школа, откройте $ADDRESS; иначе выберите другой порт: make run PORT=8070"
fi

server=
bash "$HERE/postgres.sh" running && started_by_us='' || started_by_us=1
leave() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server"; } || true
    [ -z "$started_by_us" ] || bash "$HERE/postgres.sh" release
}
trap leave EXIT
trap 'exit 130' INT TERM

if [ "$GOAL" = screenshots ]; then bash "$HERE/prepare.sh" browser; else bash "$HERE/prepare.sh"; fi
# shellcheck source=database.sh
source "$HERE/database.sh"

# in_odoo SCRIPT DATABASE "what is done" "what to say if it fails": runs a script of this folder in Odoo's shell
in_odoo() {
    step "${1%.py}" "$3" "$4" "${ODOO[@]}" shell -d "$2" --no-http <"$HERE/$1"
}

print_papers() {
    rm -rf "$LOCAL/papers"
    mkdir "$LOCAL/papers"
    OUT=$LOCAL/papers in_odoo papers.py "$DB" "Документы школы-образца" "не удалось напечатать документы."
    rm -rf "$ROOT/out"
    mv "$LOCAL/papers" "$ROOT/out"
    say "Документы лежат в папке out: $(find "$ROOT/out" -type f | wc -l)"
}

version=$(addon_hash)
if ! exists "$DB"; then
    dependencies
    installed "new_$DB"
    OUT=$LOGINS in_odoo sample.py "new_$DB" "Школа-образец" "не удалось создать школу-образец."
    rename "new_$DB" "$DB"
    mark_made "addon-$DB" "$version"
elif ! has_addon "$DB"; then
    die "база $DB уже есть, но модуль $ADDON в ней не установлен. Задайте другое имя: make run DB=имя"
elif ! is_made "addon-$DB" "$version"; then
    step update "Odoo: новая версия модуля" "модуль не обновился." "${ODOO[@]}" -d "$DB" -u "$ADDON" --stop-after-init --no-http
    mark_made "addon-$DB" "$version"
fi
if [ "$GOAL" != serve ] || [ ! -d "$ROOT/out" ]; then
    print_papers
fi
[ "$GOAL" != papers ] || exit 0

"${ODOO[@]}" -d "$DB" --db-filter="^$DB\$" --no-database-list --http-port="$PORT" --logfile="$LOGS/server.log" \
    2>>"$LOGS/server.log" &
server=$!
until answers "$ADDRESS/web/login"; do
    kill -0 "$server" 2>/dev/null || explain "$LOGS/server.log" "Odoo не запустился."
    sleep 0.3
done

if [ "$GOAL" = screenshots ]; then
    # Odoo's folder has Roboto, the font that its pages ask for first
    XDG_DATA_HOME=$LOCAL/odoo/usr/share python "$HERE/screenshots.py" "$ADDRESS" "$LOGINS" "$(browser)"
    exit
fi
say
say "Школа работает: $ADDRESS"
while IFS=$'\t' read -r role login password; do
    say "  $role: логин $login, пароль $password"
done <"$LOGINS"
say "Остановить: Ctrl+C. Журнал: $LOGS/server.log"
wait "$server"
