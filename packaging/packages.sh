# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Eventscope authors
# SPDX-License-Identifier: Apache-2.0
#
# What Eventscope needs from the distribution, in one place: read by ./run and ./check, not run by itself.
# A word is one package; `a|b` means the first of them that this release knows; a trailing `|` means none is needed
# where it is unknown. README.md gives the reason for each library.

packages_build=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev 'libqt6opengl6-dev|' # Charts looks for it, qt6-base-dev only recommends it
    'qt6-websockets-dev|libqt6websockets6-dev' 'qt6-charts-dev|libqt6charts6-dev' 'qt6-svg-dev|libqt6svg6-dev'
    libsqlite3-dev libyaml-cpp-dev libsimdjson-dev libboost-dev libexpected-dev libssl-dev libxxhash-dev
    zlib1g-dev libzstd-dev
)
packages_desktop=(fonts-inter fonts-jetbrains-mono fonts-dejavu-core 'qt6-wayland|')
packages_check=(desktop-file-utils appstream python3 sqlite3 curl libhttp-parser-dev)
packages_fuzz=(clang libclang-rt-dev)
packages_bench=(wrk ripgrep jq libhttp-parser-dev libpcre2-8-0 'libcrypt1|libcrypt2')
packages_node=(nodejs npm) # for the interop tests, where no other Node is there
packages_browser=('chromium-headless-shell|chromium|') # for the same; where it is a snap alone, none

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# The names of "$@" of which no alternative is installed, one a line.
missing_packages() {
    local have word name found
    have=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' 2>/dev/null) "
    for word in "$@"; do
        found=
        local IFS='|'
        for name in $word; do
            [[ $have == *" installed:$name "* ]] && found=yes
        done
        [[ $found ]] || printf '%s\n' "$word"
    done
}

# Runs apt-get as root, or says why it cannot.
apt_get() {
    local prefix=()
    if [[ $EUID -ne 0 ]]; then
        if ! command -v sudo >/dev/null; then
            say "not root, and there is no sudo: as root, run: apt-get $*"
            return 3
        fi
        prefix=(sudo)
        [[ -t 2 ]] || prefix=(sudo -n) # nobody there to type a password
        prefix+=(env)
    else
        prefix=(env)
    fi
    "${prefix[@]}" DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null >&2
}

# Installs what is missing of "$@". With nothing missing it only asks dpkg.
install_packages() {
    local missing word name chosen=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "no apt here: the packages named in packaging/packages.sh must be there already"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    [[ ${#missing[@]} -eq 0 ]] && return 0
    say "looking for: ${missing[*]}"
    apt_get -q update || say "apt-get update failed; going on with the lists that are there"
    for word in "${missing[@]}"; do
        local IFS='|'
        for name in $word; do
            if [[ $(apt-cache policy "$name" 2>/dev/null) == *'Candidate: '[^\(]* ]]; then
                chosen+=("$name")
                continue 2
            fi
        done
        [[ $word == *'|' ]] || chosen+=("${word%%|*}") # apt will say that it does not know it
    done
    unset IFS
    [[ ${#chosen[@]} -eq 0 ]] && return 0
    say "installing with apt: ${chosen[*]}"
    apt_get -q install -y --no-install-recommends "${chosen[@]}" || {
        say "apt could not install: ${chosen[*]}"
        return 3
    }
}
