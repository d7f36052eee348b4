#!/bin/sh
# What `make demo` runs: the Xixian example, decided, with levels, decisions and reasons.
set -eu
cd "$(dirname "$0")" # its responselevels.toml names rules, areas and orders
unset RESPONSELEVELS_NO_PROJECT RESPONSELEVELS_RULES RESPONSELEVELS_AREAS RESPONSELEVELS_ORDERS
unset RESPONSELEVELS_ZONE
lang=${1:-en}
case $lang in zh*) lang=zh ;; *) lang=en ;; esac

# say ENGLISH CHINESE: the one of the two that was asked for.
say() {
    if [ "$lang" = zh ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi
}

heading() {
    printf '\n=== %s\n\n' "$(say "$@")"
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

heading 'Xixian New Area duty response; all orders and proposals are made up' \
    '西咸新区治安防控勤务响应：以下指令和提议全部虚构，仅供演示'

heading 'Levels during the Spring Festival, 2026-02-18' '2026年春节期间各区域的级别（2月18日）'
level 2026-02-18T12:00+08:00

heading 'Permitted, with what it would change' '准予，以及将带来的变化'
decide check 2026-02-26T12:00+08:00 permit

heading 'Pending: no approval yet; assessed without the police; approved for something else' \
    '手续待补：尚无批准；研判未会同公安机关；所批准的是另一内容'
decide check 2026-02-26T12:00+08:00 pending-approval pending-assessment pending-approval-stale

heading 'Denied: a city below the new area, with the changes that would do' \
    '不予准许：新城低于新区，以及可以怎样改'
decide explain 2026-05-15T12:00+08:00 deny-floor

heading 'Denied: everything that is wrong, not only the first' '不予准许：列出全部情形，不止第一项'
decide check 2026-05-15T12:00+08:00 deny-many

heading 'Permitted, and a standing order of a city is overtaken' '准予，一项新城的指令就高执行'
decide check 2026-09-06T12:00+08:00 permit-overtakes

heading 'An early end, in one city only' '只在一个新城提前终止'
decide check 2026-03-09T12:00+08:00 end-in-part

heading 'The orders of the year, each decided again as of its issue' '全年指令逐项事后复核'
responselevels audit --lang "$lang"

# The commands below work as they stand: pasted into a new shell, wherever it is.
heading 'What to try next: these commands work as they stand' '可继续尝试：以下命令可直接复制执行'
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
program="$(quoted "$(command -v responselevels)")"
printf 'cd %s\n' "$(quoted "$PWD")"
while read -r arguments; do
    printf '%s --lang %s %s\n' "$program" "$lang" "$arguments"
done <<'END'
explain --at 2026-02-26T12:00+08:00 proposals/pending-approval.yaml
level --at 2026-05-21T12:00+08:00
diagram --format table xixian
--help
END
other=zh
[ "$lang" = en ] || other=en
printf 'make -C ../.. demo LANG=%s\n' "$other"
