#!/bin/sh
# Builds the wheel, installs it into a clean environment, and tries it from another folder.
set -eu
python=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --quiet --wheel --outdir "$work/dist" "$here"
# Clean of pip, too: that of the environment that was given installs into it.
"$python" -m venv --without-pip "$work/venv"
install() {
    "$python" -m pip --python "$work/venv/bin/python" install --quiet \
        --constraint "$here/constraints.txt" "$1"
}
install "$work"/dist/*.whl
cd "$work"
venv/bin/varaamo-sync --version
venv/bin/varaamo-sync init catalogue >/dev/null
venv/bin/varaamo-sync validate catalogue --level publish --lang en
venv/bin/varaamo-sync doctor catalogue --lang en
venv/bin/varaamo-sync schema rooms | grep -q service_unit
# Without its extra the sandbox says what to install, and nothing breaks.
for command in "plan catalogue --sandbox" demo; do
    if venv/bin/varaamo-sync $command >shown 2>message; then exit 1; fi
    grep -q "varaamo-sync\[sandbox\]" message
    test ! -s shown
done
install "varaamo-sync[sandbox] @ file://$(ls "$work"/dist/*.whl)"
venv/bin/varaamo-sync push catalogue --sandbox --lang en >push.txt
grep -q "4 to create" push.txt
# The demo finds its catalogue in the wheel.
venv/bin/varaamo-sync demo --lang en --keep helsinki >demo.txt
grep -q "No changes: nothing was sent." demo.txt
test -f helsinki/nup.yaml
test ! -e venv/lib/python*/site-packages/examples
test -f venv/lib/python*/site-packages/varaamo_sync/schemas/varaamo.graphql
test -f venv/lib/python*/site-packages/varaamo_sync/schemas/rooms.schema.json
test ! -e venv/lib/python*/site-packages/cli
echo "wheel: installed and tried"
