# Sourced by the scripts of this folder: the repository's root, messages, apt with the rights it needs.
# shellcheck shell=sh

# shellcheck disable=SC2034 # used by the scripts that source this file
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

say() {
    printf '%s: %s\n' "$(basename -- "$0")" "$*"
}

fail() {
    say "$*" >&2
    exit 2
}

# Runs apt-get as root. Package scripts ask nothing, and a parallel apt is waited for instead of failing at its lock.
apt_as_root() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null
    elif command -v sudo >/dev/null; then
        sudo DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" </dev/null
    else
        fail "neither root nor sudo: please have an administrator run: apt-get $*"
    fi
}

# A mirror that is being updated answers wrongly for some seconds, hence the second and third try.
apt_update() {
    for pause in 5 20 0; do
        say "apt-get update"
        if apt_as_root update -qq; then
            return 0
        fi
        if [ "$pause" != 0 ]; then
            say "apt-get update failed, next try in $pause s"
            sleep "$pause"
        fi
    done
    fail "apt-get update failed three times; see the messages above"
}

# build PRESET TARGET...: messages are shown only where it fails.
build() {
    preset=$1
    shift
    mkdir -p "$root/build"
    log=$root/build/$preset.log
    say "building build/$preset"
    # From the root, because that is where presets are found.
    if ! (cd "$root" && cmake --preset "$preset" && cmake --build --preset "$preset" --target "$@") >"$log" 2>&1; then
        cat "$log" >&2
        fail "building build/$preset failed; see the messages above"
    fi
}

# out_of ARGUMENT...: the folder that arguments for `mapcheck run` name with --out; nothing where they name none.
out_of() {
    named=""
    previous=""
    for argument in "$@"; do
        [ "$previous" != --out ] || named=$argument
        case $argument in
        --out=*) named=${argument#--out=} ;;
        esac
        previous=$argument
    done
    printf '%s' "$named"
}
