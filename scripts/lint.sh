# shellcheck shell=bash
# All linters side by side; every one runs, and the whole fails when one of them does.

lint_all() {
    local said number names=() jobs=() failed=()
    cd -- "$CHECKOUT" || exit
    said="$(mktemp -d)"
    # flake8, bandit and detect-secrets are what the QGIS plugin site runs on an upload; a finding of the last two
    # blocks it there. The longest come first.
    lint_one "mypy" run_python -m mypy
    lint_one "detect-secrets" find_secrets
    lint_one "bandit" find_insecure
    lint_one "flake8" run_python -m flake8 --isolated --max-line-length=120 plugins
    lint_one "ruff" run_python -m ruff check .
    lint_one "shellcheck" shellcheck -x run .ci/run scripts/*.sh
    for number in "${!names[@]}"; do
        wait "${jobs[number]}" || failed+=("${names[number]}")
        say "Lint: ${names[number]}"
        cat -- "$said/$number" >&2
    done
    rm -r -- "$said"
    [ ${#failed[@]} -eq 0 ] || fail "Lint found something: ${failed[*]}." "Correct what is listed above."
}

# Start one beside the others; what it says is shown when its turn comes.
lint_one() { # name, command
    local number=${#names[@]}
    names+=("$1")
    shift
    "$@" >"$said/$number" 2>&1 &
    jobs+=($!)
}

# bandit ends with 0 when it could not read a file; its report names it.
find_insecure() {
    local report
    if ! report="$(run_python -m bandit -q -r plugins -f json)" || ! grep -q '"errors": \[\]' <<<"$report"; then
        printf '%s\n' "$report"
        return 1
    fi
}

# 'detect-secrets scan' ends with 0 whatever it finds; the hook fails.
find_secrets() {
    local files
    mapfile -d '' -t files < <(project_files)
    [ ${#files[@]} -gt 0 ] || fail "No files to look for secrets in." "Run this in a checkout."
    "$VENV/bin/python" -m detect_secrets.pre_commit_hook "${files[@]}"
}

project_files() {
    git -c safe.directory="$CHECKOUT" ls-files -z -- plugins scripts run .ci ':!:*.svg' ':!:*.ts' 2>/dev/null ||
        find plugins scripts run .ci -type f ! -name '*.svg' ! -name '*.ts' -print0
}
