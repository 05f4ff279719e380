#!/usr/bin/env bash
# The gates: style, the rules of the Odoo community, Odoo's own rules. None may find anything.
source "$(dirname "$0")/common.sh"

HERE=$(dirname "$0")
# two runs would take each other's databases away
alone 8 checks "Проверки уже идут в другой команде"
bash "$HERE/postgres.sh" running || trap 'bash "$HERE/postgres.sh" release' EXIT
trap 'exit 130' INT TERM
bash "$HERE/prepare.sh"
# shellcheck source=database.sh
source "$HERE/database.sh"
cd "$ROOT"

failed=()
# gate NAME COMMAND…: all gates are tried, so that one run shows all that is to be done
gate() {
    local name=$1
    shift
    if "$@" >"$LOGS/lint-$name.log" 2>&1; then
        say "$name: замечаний нет"
    else
        failed+=("$name")
        cat "$LOGS/lint-$name.log"
        say "$name: есть замечания"
    fi
}

# A wheel holds what git knows, under odoo/addons.
wheel() {
    rm -rf "$LOCAL/wheel"
    pip wheel -q --no-deps --no-build-isolation -w "$LOCAL/wheel" "./$ADDON"
    python -m zipfile -l "$LOCAL"/wheel/*.whl | grep "odoo/addons/$ADDON/__manifest__.py"
}

# Odoo's own rules are tests that read every installed addon, and all that lies beside it: so it gets a folder of its own.
odoo_rules() {
    local tags=TestNaming,TestIndex,ManifestLinter,TestOnchangeDomains,TestLintOverrideSignatures,PotLinter,TestI18n,TestDunderinit,TestConflictMarkers
    rm -rf "$LOCAL/addons"
    mkdir "$LOCAL/addons"
    cp -r "$ADDON" "$LOCAL/addons/"
    "${ODOO[@]}" db duplicate -f "$READY" "${PREFIX}_lint" &&
        "${ODOO[@]}" -d "${PREFIX}_lint" --addons-path="$LOCAL/addons" -i test_lint --test-tags "/test_lint:${tags//,/,/test_lint:}" \
            --stop-after-init --http-port="$(free_port)" &&
        drop "${PREFIX}_lint"
}

# Who is no HR officer must still be able to read employees: a test of Odoo's own that every addon on employees must pass.
employee_fields() {
    pytest -q -c pyproject.toml --odoo-database="$READY" -k test_employee_fields_groups \
        "$(python -c 'import odoo.addons.hr as hr; print(*hr.__path__)')/tests/test_self_user_access.py"
}

gate ruff ruff check .
gate ruff-format ruff format --check .
gate pylint-odoo pylint "$ADDON"
gate oca-module oca-checks-odoo-module "$ADDON"
gate oca-po oca-checks-po "$ADDON"/i18n/*.po*
! command -v shellcheck >/dev/null || gate shellcheck shellcheck -x -P setup setup/*.sh .ci/run
gate wheel wheel
ready
gate test_lint odoo_rules
gate employee-fields employee_fields

[ ${#failed[@]} -eq 0 ] || die "есть замечания: ${failed[*]}."
