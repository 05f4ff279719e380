#!/usr/bin/env bash
# packages.sh [browser]: the system's side – Python, PostgreSQL, the libraries of WeasyPrint and, for the tests, Chromium and LibreOffice.
# Looks for what is missing and installs only that; on a system without apt says what to install.
source "$(dirname "$0")/common.sh"

PYTHON=${PYTHON:-python3}
missing=()

"$PYTHON" -c 'import venv, ensurepip' >/dev/null 2>&1 || missing+=(python3 python3-venv)
own_cluster && [ -z "$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null)" ] && ! command -v initdb >/dev/null && missing+=(postgresql)
command -v createdb >/dev/null || missing+=(postgresql-client)
libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
for pair in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 libharfbuzz-subset.so.0:libharfbuzz-subset0; do
    grep -q "${pair%%:*}" <<<"$libraries" || missing+=("${pair##*:}")
done
if [ "${1:-}" = browser ]; then
    browser >/dev/null || missing+=(chromium)
    command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)   # opens our DOCX and says on how many pages
fi

if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || die "не хватает программ (названия как в Debian): ${missing[*]}. Поставьте их и повторите команду."
    as_root=(env DEBIAN_FRONTEND=noninteractive)
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || die "не хватает программ. Выполните: sudo apt-get install --no-install-recommends ${missing[*]} – и повторите команду."
        as_root=(sudo -n "${as_root[@]}")
    fi
    apt=("${as_root[@]}" apt-get -q -y -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300)
    need_space 2000
    say "Ставим пакеты Debian: ${missing[*]}"
    step apt-update "  список пакетов" "не удалось обновить список пакетов." "${apt[@]}" update
    # Debian's PostgreSQL would start a cluster that nobody asked for.
    no_cluster=/etc/postgresql-common/createcluster.d/$ADDON.conf
    "${as_root[@]}" mkdir -p "${no_cluster%/*}"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$no_cluster" >/dev/null
    trap '"${as_root[@]}" rm -f "$no_cluster"' EXIT
    step apt-install "  установка" "не удалось поставить пакеты: ${missing[*]}." "${apt[@]}" install --no-install-recommends "${missing[@]}"
fi

"$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
    die "нужен Python от 3.11 до 3.13, а $PYTHON – это $("$PYTHON" --version 2>&1). Укажите подходящий: make … PYTHON=/путь/к/python3"
