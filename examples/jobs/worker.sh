#!/bin/sh
# A worker over the command line: claims, processes, reports, until there is no job. WAYBILL: the command, if it is not on the PATH.
# usage: worker.sh PROCESSOR OUTPUT_FOLDER
set -eu
processor=$1
folder=$2
waybill=${WAYBILL:-waybill}

mkdir -p "$folder"
while job=$("$waybill" jobs next --processor "$processor" --worker "shell-$$" --shell); do
    eval "$job" # execution, src and dst
    output=$folder/$(basename "$src").$execution
    if printf 'made from %s\n' "$src" > "$output"; then
        status=0
        "$waybill" jobs finish "$execution" --dst "$output" || status=$?
        [ "$status" != 6 ] || rm -f "$output" # somebody else has the job now
    else
        "$waybill" jobs fail "$execution" --message "cannot write $output"
    fi
done
