#!/usr/bin/env bash
# Brings Odoo 19 into .local/odoo – or takes the one ODOO_HOME points to – and lets the virtual environment see it.
#
# Debian has Odoo 19 whole as a package in its unstable suite. Its dependencies do not fit a stable system, so it is not installed but
# unpacked into a folder of its own; Python packages come from requirements-dev.txt. apt works on a private state: neither
# the machine's sources nor its lists change, and no rights are needed.
source "$(dirname "$0")/common.sh"

TARGET=$LOCAL/odoo
PACKAGE=odoo-19
# Odoo's web client reaches these through relative links, so they are unpacked into the same folder.
STABLE=(fonts-font-awesome fonts-glyphicons-halflings fonts-inconsolata fonts-ocr-b fonts-roboto-unhinted
    libjs-jquery libjs-jquery-form libjs-underscore)
UNSTABLE=("$PACKAGE" fonts-montserrat)

private_apt() {
    apt-get -q -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 \
        -o Dir::State::Lists="$TMP/$1/lists" -o Dir::Cache="$TMP/$1/cache" "${@:2}"
}

# A mirror that lags behind will do: what it gives is signed all the same.
unstable_apt() {
    private_apt unstable -o Acquire::Check-Valid-Until=false -o Dir::Etc::SourceList="$TMP/unstable.list" -o Dir::Etc::SourceParts=/dev/null "$@"
}

# The archive the machine itself uses for its own suite; unstable lies beside it.
archive() {
    local codename
    codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
    # the dollar signs are apt's own
    # shellcheck disable=SC2016
    private_apt stable indextargets --format '$(REPO_URI) $(CODENAME) $(ORIGIN)' 'Created-By: Packages' |
        awk -v codename="$codename" '$2 == codename && $3 == "Debian" { print $1; exit }'
}

download() {
    local uri keyring
    mkdir -p "$TMP"/{stable,unstable}/lists/partial "$TMP"/{stable,unstable}/cache/archives/partial "$TMP/deb" "$TMP/odoo"
    # somebody else's broken source must not stop us: what counts is that Debian's own was read
    private_apt stable update || true
    uri=$(archive)
    [ -n "$uri" ] || { echo "Could not resolve the archive of this system from its apt sources"; return 1; }
    keyring=$(find /usr/share/keyrings -name 'debian-archive-keyring.*pg' | head -n 1)
    printf 'deb [signed-by=%s] %s sid main\n' "$keyring" "$uri" >"$TMP/unstable.list"
    unstable_apt update
    cd "$TMP/deb"
    private_apt stable download "${STABLE[@]}"
    unstable_apt download "${UNSTABLE[@]}"
    for deb in *.deb; do dpkg -x "$deb" "$TMP/odoo"; done
    add_missing_file
    local dangling
    dangling=$(find "$TMP/odoo" -xtype l)
    [ -z "$dangling" ] || { printf 'Links to nowhere:\n%s\n' "$dangling"; return 1; }
}

# Debian leaves out one file of another origin, which blurs the background of video calls. Without it the browser reports an error on
# every page; a class that does nothing is enough.
add_missing_file() {
    local lib=$TMP/odoo/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
    [ -e "$lib/selfie_segmentation.js" ] && return
    mkdir -p "$lib"
    cat >"$lib/selfie_segmentation.js" <<'JS'
window.SelfieSegmentation = class SelfieSegmentation {
    close() {}
    onResults() {}
    async reset() {}
    async send() {}
    setOptions() {}
};
JS
}

bring() {
    local version
    version=$(hash_of "$0")
    is_made odoo "$version" && [ -d "$TARGET" ] && return
    if ! command -v apt-get >/dev/null || ! grep -q '^ID=debian' /etc/os-release; then
        die "сами мы приносим Odoo 19 только на Debian. Поставьте Odoo 19 и укажите, где он лежит: make … ODOO_HOME=/путь/к/odoo"
    fi
    need_space 3000
    TMP=$(mktemp -d "$LOCAL/odoo.XXXXXX")
    step odoo "Odoo 19: скачиваем и распаковываем" "не удалось принести Odoo 19." bash "$0" download "$TMP"
    rm -rf "$TARGET"
    mv "$TMP/odoo" "$TARGET"
    rm -rf "$TMP"
    mark_made odoo "$version"
}

# packages_of HOME: the folder that holds the package `odoo` – a source tree, an unpacked package or an installed one.
packages_of() {
    local folder
    for folder in "$1" "$1/usr/lib/python3/dist-packages" "$1/lib/python3/dist-packages"; do
        [ -f "$folder/odoo/release.py" ] && { printf '%s\n' "$folder"; return; }
    done
    return 1
}

if [ "${1:-}" = download ]; then
    TMP=$2
    download
    exit
fi

rm -rf "$LOCAL"/odoo.??????   # left by a run that was cut short
if [ -n "${ODOO_HOME:-}" ]; then
    packages=$(packages_of "$ODOO_HOME") ||
        die "в папке ODOO_HOME=$ODOO_HOME нет Odoo. Укажите папку с исходным текстом Odoo 19 или с распакованным пакетом."
else
    bring
    packages=$(packages_of "$TARGET")
fi
grep -q '^version_info = (19, 0' "$packages/odoo/release.py" ||
    die "в $packages лежит не Odoo 19.0. Укажите в ODOO_HOME папку с Odoo 19.0."

# Through a .pth file Odoo comes after the environment's own packages, so those of the machine never shadow the pinned ones.
site=$("$LOCAL/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
printf '%s\n' "$packages" >"$site/odoo-home.pth"
