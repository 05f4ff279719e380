#!/usr/bin/env bash
# Times on this machine: installing the addon beside hr_recruitment, each over its own dependencies; printing an order with a
# hundred pairs, three hundred consents in one job, and one sheet beside wkhtmltopdf where that is installed; matching beside others;
# programs for 500 pairs in one job, the nightly jobs over 10,000 pairs; one matching of 10,000 × 3,000 through the records.
# A benchmark says a time and passes no judgement: the suite asserts counts of queries instead.
source "$(dirname "$0")/../setup/common.sh"

SETUP=$ROOT/setup
bash "$SETUP/postgres.sh" running || trap 'bash "$SETUP/postgres.sh" release' EXIT
bash "$SETUP/prepare.sh"
# shellcheck source=../setup/database.sh
source "$SETUP/database.sh"
ready
dependencies

OTHER=hr_recruitment
OTHER_DEPENDENCIES=${PREFIX}_bench_other
exists "$OTHER_DEPENDENCIES" || {
    needed=$(python -c "import ast, odoo.addons.$OTHER as m; print(','.join(ast.literal_eval(open(m.__path__[0] + '/__manifest__.py').read())['depends']))")
    createdb "$OTHER_DEPENDENCIES"
    step bench "основа $OTHER" "не удалось установить основу $OTHER." "${ODOO[@]}" -d "$OTHER_DEPENDENCIES" -i "$needed" --load-language=ru_RU --stop-after-init --no-http
}

# seconds TEMPLATE ADDON: installs ADDON over a copy of TEMPLATE and prints how long it took
seconds() {
    "${ODOO[@]}" db duplicate -f "$1" "${PREFIX}_bench" >/dev/null 2>&1
    local begin
    begin=$(date +%s.%N)
    "${ODOO[@]}" -d "${PREFIX}_bench" -i "$2" --stop-after-init --no-http >/dev/null 2>&1
    python -c "import time; print(round(time.time() - $begin, 1))"
}

for run in 1 2 3; do
    say "установка, раз $run: $ADDON $(seconds "$DEPENDENCIES" "$ADDON") с, $OTHER $(seconds "$OTHER_DEPENDENCIES" "$OTHER") с"
done
drop "${PREFIX}_bench"
for script in order papers year match; do
    "${ODOO[@]}" shell -d "$READY" --no-http <"$ROOT/benchmarks/$script.py" 2>/dev/null | grep -E ' с|wkhtmltopdf'
done
python "$ROOT/benchmarks/matching.py"
