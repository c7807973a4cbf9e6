#!/bin/sh
# The main job on the embedded sandbox, from real rooms to the table of the binding goal.
set -eu
catalogue=$(dirname "$0")/helsinki

step() {
    if [ -t 1 ]; then printf '\n\033[1m== %s\033[0m\n\n' "$*"; else printf '\n== %s\n\n' "$*"; fi
}

run() {
    printf '$ varaamo-sync %s\n\n' "$*"
    varaamo-sync "$@"
}

# Some rooms of the example have gaps on purpose: then validate and push end with 1.
with_gaps() {
    code=0
    run "$@" || code=$?
    [ "$code" -le 1 ] || exit "$code"
}

step "1. A sandbox Varaamo with some rooms that were there earlier"
run sandbox reset --path "$catalogue"

step "2. What stands between the rooms and residents"
with_gaps validate "$catalogue" --level publish

step "3. What a push would do"
run plan "$catalogue" --sandbox --on-conflict ours

step "4. The push: spaces, complete drafts, and publishing last"
with_gaps push "$catalogue" --sandbox --on-conflict ours

step "5. Some venues set their opening hours, as they would in the opening-hours system"
run sandbox hours --path "$catalogue" \
    nup-arabia-sali nup-pasila-sali nup-koskela-sali nup-malmi-ylakerta nup-pukinmaki-sali \
    kulp-stoa-musiikkisali kulp-caisa-monitoimisali kulp-caisa-tanssitila kir-oodi-studio-1 \
    liiku-ala-malmi-tennis-2 liiku-kisahalli-paasali liiku-kisahalli-a-lohko

step "6. How far the binding goal is"
run status "$catalogue" --sandbox

step "7. The same push again"
with_gaps push "$catalogue" --sandbox --on-conflict ours
