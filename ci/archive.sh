# Sourced by the scripts that fetch single packages: Debian's archive as this system's apt knows it, and apt with a list
# and a state of its own, so that the system's configuration stays as it is. Needs ci/common.sh.
# shellcheck shell=sh

# One line: URI, release, and the place in apt's configuration, of the Debian archive that this system came from.
# apt itself is asked, so it does not matter which of its two formats the configuration is written in.
find_archive() {
    codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
    apt-get indextargets --format "\$(ORIGIN)|\$(LABEL)|\$(CODENAME)|\$(COMPONENT)|\$(REPO_URI) \$(RELEASE) \$(SOURCESENTRY)" \
        'Created-By: Packages' | sed -n "s/^Debian|Debian|$codename|main|//p" | sort -u | head -n 1
}

# The key that the configuration names for it: the numbered paragraph of a .sources file, the numbered line of a .list.
find_key() {
    file=${1%:*}
    number=${1##*:}
    case $file in
    *.sources)
        awk -v wanted="$number" '
            /^[[:space:]]*$/ { within = 0; next }
            /^#/ { next }
            !within { within = 1; paragraph++ }
            paragraph == wanted && tolower($1) == "signed-by:" { print $2 }' "$file"
        ;;
    *)
        sed -n "${number}s/^[^[]*\[.*signed-by=\([^] ]*\).*/\1/p" "$file"
        ;;
    esac
}

# apt with a source list and state of its own, below $1. It runs as whoever calls: everything it writes is there.
own_apt() {
    own=$1
    shift
    apt-get -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$own/sources" \
        -o Dir::State::lists="$own/lists" -o Dir::Cache="$own/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# FOLDER TYPE [ARCHITECTURE]: makes the folder of own_apt, with this system's archive (TYPE deb or deb-src) as its only source.
own_apt_open() {
    archive=$(find_archive)
    if [ -z "$archive" ]; then
        apt_update
        archive=$(find_archive)
    fi
    [ -n "$archive" ] || fail "apt knows no Debian archive (component main) of this release; add it to apt's sources"
    folder=$1
    type=$2
    architecture=${3:-}
    # shellcheck disable=SC2086 # three words
    set -- $archive
    key=$(find_key "$3")
    rm -rf "$folder"
    mkdir -p "$folder/sources" "$folder/lists/partial" "$folder/cache/archives/partial"
    {
        printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\n' "$type" "$1" "$2"
        [ -z "$architecture" ] || printf 'Architectures: %s\n' "$architecture"
        [ -z "$key" ] || printf 'Signed-By: %s\n' "$key"
    } >"$folder/sources/debian.sources"
}
