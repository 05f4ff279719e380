#!/usr/bin/env bash
# The virtual environment .local/venv with the versions that requirements.txt and requirements-dev.txt name.
source "$(dirname "$0")/common.sh"

PYTHON=${PYTHON:-python3}
VENV=$LOCAL/venv
version=$(hash_of "$ROOT/requirements.txt" "$ROOT/requirements-dev.txt")

is_made python "$version" && "$VENV/bin/python" -c '' 2>/dev/null && exit
need_space 1500
# Without a stamp the folder may be half-made, so it is begun anew.
if [ ! -f "$LOCAL/stamp/python" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
    step venv "Python: отдельное окружение" "не удалось создать окружение Python." "$PYTHON" -m venv --clear "$VENV"
fi
rm -f "$LOCAL/stamp/python"
step pip "Python: пакеты из requirements-dev.txt" "не удалось поставить пакеты Python." \
    "$VENV/bin/pip" install --no-input -r "$ROOT/requirements-dev.txt"
mark_made python "$version"
