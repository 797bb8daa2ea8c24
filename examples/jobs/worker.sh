#!/bin/sh
# A worker over the command line: claims, processes, reports, until there is no job. WAYBILL: the command, if it is not on the PATH.
# usage: worker.sh PROCESSOR OUTPUT_FOLDER
set -eu
processor=$1
folder=$2
waybill=${WAYBILL:-waybill}

mkdir -p "$folder"
while job=$("$waybill" jobs next --processor "$processor" --worker "shell-$$" -o csv --no-header) && [ -n "$job" ]; do
    execution=${job%%,*}
    src=${job#*,}
    src=${src%%,*}
    dst=$folder/$(basename "$src").$execution
    if printf 'made from %s\n' "$src" > "$dst"; then
        # 6: somebody else has the job now
        "$waybill" jobs finish "$execution" --dst "$dst" || { [ $? = 6 ] && rm -f "$dst"; }
    else
        "$waybill" jobs fail "$execution" --message "cannot write $dst"
    fi
done
