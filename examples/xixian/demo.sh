#!/bin/sh
# What `make demo` runs: the Xixian example, decided, with levels, decisions and reasons.
set -eu
cd "$(dirname "$0")" # its responselevels.toml names rules, areas and orders
unset RESPONSELEVELS_NO_PROJECT RESPONSELEVELS_RULES RESPONSELEVELS_AREAS RESPONSELEVELS_ORDERS
unset RESPONSELEVELS_ZONE
lang=${1:-en}

heading() {
    printf '\n'
    printf '=== %s\n' "$@"
    printf '\n'
}

# A denial is an answer here, not a failure; input that cannot be read is one.
decide() {
    command=$1
    at=$2
    shift 2
    for name in "$@"; do
        set -- "$@" "proposals/$name.yaml"
        shift
    done
    status=0
    responselevels "$command" --lang "$lang" --at "$at" "$@" || status=$?
    case $status in 0 | 1 | 3) ;; *) exit "$status" ;; esac
}

level() {
    at=$1
    shift
    responselevels level --lang "$lang" --at "$at" "$@"
}

heading '西咸新区勤务响应：以下指令和提议全部虚构' \
    'Xixian New Area duty response; all orders and proposals are made up'

heading '春节期间各区域的级别 · Levels during the Spring Festival, 2026-02-18'
level 2026-02-18T12:00+08:00

heading '准予 · Permitted, with what it would change'
decide check 2026-02-26T12:00+08:00 permit

heading '待补 · Pending: no approval yet; assessed without the police; approved for something else'
decide check 2026-02-26T12:00+08:00 pending-approval pending-assessment pending-approval-stale

heading '不予准许 · Denied: a city below the new area, with the changes that would do'
decide explain 2026-05-15T12:00+08:00 deny-floor

heading '不予准许 · Denied: everything that is wrong, not only the first'
decide check 2026-05-15T12:00+08:00 deny-many

heading '就高执行 · Permitted, and a standing order of a city is overtaken'
decide check 2026-09-06T12:00+08:00 permit-overtakes

heading '部分提前终止 · An early end, in one city only'
decide check 2026-03-09T12:00+08:00 end-in-part

heading '全年指令逐项复核 · The orders of the year, each decided again as of its issue'
responselevels audit --lang "$lang"

heading '中文输出 sh examples/xixian/demo.sh zh · More: examples/xixian/README.md'
