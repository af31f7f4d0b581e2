#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# wide_symbols.sh NM OBJECT...: fails if an object defines functions that the linker may take for those of other files
# (weak symbols, but for the compiler's reference to the handler of exceptions).
nm=$1
shift
[ $# -gt 0 ] || exit 77
shared=$("$nm" -C "$@" | grep -E ' [VW] ' | grep -v 'DW\.ref\.__gxx_personality_v0')
[ -z "$shared" ] && exit 0
echo "$shared"
exit 1
