# shellcheck shell=bash
# Set up what the suite needs: packages through apt, a virtual environment over
# the system's Python, compiled translations. Sourced by ./run; does nothing twice.

readonly VENV="$CHECKOUT/.venv"
readonly BUILD="$CHECKOUT/.build"
readonly SYSTEM_PYTHON=/usr/bin/python3
readonly SETUP_LOG="$BUILD/setup.log"
OLDEST_POSTGRESQL=15

RUN_PACKAGES=(
    qgis python3-qgis gdal-bin python3-gdal grass-core
    python3-venv python3-psycopg2 python3-numpy python3-pandas python3-scipy
    python3-openpyxl python3-xlrd python3-jinja2 python3-reportlab python3-pypdf python3-pil python3-lxml
    fonts-wqy-microhei fonts-arphic-uming fonts-arphic-ukai
    qttools5-dev-tools poppler-utils
)
TEST_PACKAGES=(libtap-parser-sourcehandler-pgtap-perl shellcheck git xvfb openbox x11-utils zbar-tools)

say() { printf '\n== %s\n' "$*" >&2; }

fail() { # what happened, what to do, exit code (5: the machine refused)
    printf '\nError: %s\nWhat to do: %s\n' "$1" "$2" >&2
    exit "${3:-5}"
}

# Only what has to install something needs to write here: a checkout set up by
# an administrator serves everybody.
log() {
    { mkdir -p -- "$BUILD" && printf '$ %s\n' "$*" >>"$SETUP_LOG"; } 2>/dev/null ||
        fail "Something must be installed, but $CHECKOUT cannot be written by this user." \
            "Run the same command once as the user it belongs to, or clone it to a folder of your own."
}

setup_base() {
    use_utf8
    install_packages "${RUN_PACKAGES[@]}"
    make_venv
    compile_translations
}

setup_tests() {
    # Hundreds of tests start Python anew: what it has compiled is kept for the next one, whatever the caller's habit.
    unset PYTHONDONTWRITEBYTECODE
    setup_base
    local browser
    browser="$(offered_browser)"
    install_packages "${TEST_PACKAGES[@]}" "postgresql-$(installed_postgresql)-pgtap" ${browser:+"$browser"}
    install_tools
}

run_python() {
    # A folder of the caller must not stand in for one of ours, and no screen is needed.
    PYTHONSAFEPATH=1 QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" "$VENV/bin/python" -X faulthandler "$@"
}

# Chinese file names need a UTF-8 locale; the language of messages stays what it
# was. Qt wants a folder of its own.
use_utf8() {
    export PYTHONUTF8=1
    if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
        if [ -n "${LC_ALL:-}" ]; then
            export LC_MESSAGES="$LC_ALL"
            unset LC_ALL
        fi
        export LC_CTYPE=C.UTF-8
    fi
    if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
        export XDG_RUNTIME_DIR="$BUILD/runtime"
        (umask 077 && mkdir -p -- "$XDG_RUNTIME_DIR") 2>/dev/null || unset XDG_RUNTIME_DIR
    fi
}

# -- packages --------------------------------------------------------------------

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# The newest PostgreSQL here that has PostGIS; nothing when there is none.
installed_postgresql() {
    local version
    for version in $(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' 2>/dev/null | sort -rn); do
        if [ "$version" -ge "$OLDEST_POSTGRESQL" ] && [ -x "/usr/lib/postgresql/$version/bin/postgres" ] &&
            [ -e "/usr/share/postgresql/$version/extension/postgis.control" ]; then
            echo "$version"
            return
        fi
    done
}

# The newest that apt offers with PostGIS: 15 on Debian 12, 16 on Ubuntu 24.04, 17 on Debian 13.
offered_postgresql() {
    apt-cache pkgnames postgresql- | sed -n 's/^postgresql-\([0-9]*\)-postgis-3$/\1/p' | sort -rn | head -n 1
}

# A real browser for the reports' pages (80 MB); on Ubuntu apt has it only as a snap, and that test says so.
offered_browser() {
    if is_installed chromium || grep -qx 'ID=debian' /etc/os-release; then
        echo chromium
    fi
}

install_packages() {
    local missing=() package version
    command -v apt-get >/dev/null || fail "This machine has no apt." \
        "Use Debian 12 or 13 or Ubuntu 24.04, or install by hand: QGIS >= 3.22, PostgreSQL >= 15 with PostGIS, ${RUN_PACKAGES[*]}"
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    version="$(installed_postgresql)"
    [ ${#missing[@]} -gt 0 ] || [ -z "$version" ] || return 0

    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail "Packages are missing (${missing[*]:-PostgreSQL with PostGIS}), and this user may not install them: there is no sudo." \
            "Let an administrator run the same command once in this folder; it installs them and stops nothing that runs."
    say "Packages: bringing apt's lists up to date"
    apt_get update
    if [ -z "$version" ]; then
        version="$(offered_postgresql)"
        [ "${version:-0}" -ge "$OLDEST_POSTGRESQL" ] || fail "apt offers no PostgreSQL $OLDEST_POSTGRESQL or newer with PostGIS." \
            "Check /etc/apt/sources.list: Debian 12's 'main' and Ubuntu 24.04's 'universe' have it."
        missing+=("postgresql-$version" "postgresql-$version-postgis-3")
    fi
    forbid_main_cluster
    say "Packages: installing ${missing[*]} (a few minutes; log: $SETUP_LOG)"
    apt_get install -y --no-install-recommends --no-upgrade "${missing[@]}"
}

# Debian makes and starts a cluster 'main' with the first PostgreSQL; we have our own.
forbid_main_cluster() {
    local folder=/etc/postgresql-common/createcluster.d
    [ -z "$(installed_postgresql)" ] && [ ! -e "$folder/floodmap.conf" ] || return 0
    as_root mkdir -p "$folder"
    as_root sh -c "printf '%s\n' '# Written by the flood map suite: it keeps a PostgreSQL of its own.' 'create_main_cluster = false' >'$folder/floodmap.conf'"
}

# Run a command as root, its output in the log; on failure show the end of it.
as_root() {
    local prefix=()
    if [ "$(id -u)" -ne 0 ]; then
        prefix=(sudo)
    fi
    log "$*"
    # sudo asks for its password on the terminal, so stdin stays.
    if ! "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@" >>"$SETUP_LOG" 2>&1; then
        tail -n 15 -- "$SETUP_LOG" >&2
        fail "'$*' failed (see above; all of it is in $SETUP_LOG)." \
            "Check the network and the free disk space ('df -h /'), then start the same command again; it goes on where it was."
    fi
}

# Waits for another apt, and tries a broken download again.
apt_get() { as_root apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"; }

# -- the virtual environment --------------------------------------------------------

# Over the system's Python, which has PyQGIS; 'python3' on the PATH may be another one.
make_venv() {
    local stamp="$VENV/.floodmap" mark
    mark="$CHECKOUT $("$SYSTEM_PYTHON" -V)"
    if [ "$(cat -- "$stamp" 2>/dev/null)" != "$mark" ]; then
        say "Python: making the virtual environment in $VENV"
        rm -rf -- "$VENV"
        logged "$SYSTEM_PYTHON" -m venv --system-site-packages "$VENV"
        # Relative to site-packages, so that any folder name will do.
        printf '../../../../plugins\n../../../..\n' >"$(echo "$VENV"/lib/python3*/site-packages)/floodmap.pth"
        printf '%s\n' "$mark" >"$stamp"
    fi
}

# Tools for tests and lint, held to the system's numpy and pandas.
install_tools() {
    local wanted="$CHECKOUT/scripts/requirements-tools.txt" stamp="$VENV/.floodmap-tools"
    if ! cmp -s -- "$wanted" "$stamp"; then
        say "Python: installing tools for tests and lint into $VENV"
        "$SYSTEM_PYTHON" "$CHECKOUT/scripts/system_constraints.py" >"$VENV/constraints.txt"
        logged "$VENV/bin/python" -m pip install --disable-pip-version-check --no-input -r "$wanted" -c "$VENV/constraints.txt"
        cp -- "$wanted" "$stamp"
    fi
}

logged() {
    log "$*"
    if ! "$@" >>"$SETUP_LOG" 2>&1; then
        tail -n 15 -- "$SETUP_LOG" >&2
        fail "'$*' failed (see above)." "Check the network and the free disk space, then start the same command again."
    fi
}

# -- translations -------------------------------------------------------------------

compile_translations() {
    local source="$CHECKOUT/plugins/flood_core/i18n/flood_core_zh_CN.ts" compiled newest merged="$BUILD/merged_zh_CN.ts"
    compiled="${source%.ts}.qm"
    newest="$(find "${source%/*}" \( -name '*.ts' -o -name '*.csv' \) -newer "$compiled" -print -quit 2>/dev/null || echo "$source")"
    [ -n "$newest" ] || return 0
    if compgen -G "${source%/*}/pending/*.csv" >/dev/null; then # texts of a change in work, not in the .ts file yet
        logged "$VENV/bin/python" "$CHECKOUT/scripts/translations.py" merge "$merged"
        source="$merged"
    fi
    logged "$(lrelease_program)" -silent "$source" -qm "$compiled"
}

lrelease_program() { command -v /usr/lib/qt5/bin/lrelease || echo lrelease; }
