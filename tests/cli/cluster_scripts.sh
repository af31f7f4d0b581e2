#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The scripts of examples/cluster, with the variables that Slurm would set: an array with a task that is interrupted and
# submitted again, and a job with mpirun. Both must give what a single process gives.
#   cluster_scripts.sh PROGRAM EXAMPLES WORK [mpi]
set -euo pipefail
TANDEM=$1
examples=$2
work=$3
export TANDEM
rm -rf "$work" && mkdir -p "$work" && cd "$work"
die() {
  echo "cluster_scripts: $*" >&2
  exit 1
}
same() {
  cmp <("$TANDEM" export reference.h5 --format csv) <("$TANDEM" export "$1" --format csv) || die "$1 differs"
  cmp <("$TANDEM" export reference.h5 --format ioh) <("$TANDEM" export "$1" --format ioh) || die "$1 differs"
}

"$TANDEM" run -a MFEA,GA -p CEC17-MTSO1,CEC17-MTSO9 -r 30 -e 20000 -k 5 --instance synthetic --dry-run >spec.toml
"$TANDEM" run spec.toml -q -o reference.h5

export SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=3 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_STEP=1
task() { SLURM_ARRAY_TASK_ID=$1 "$examples/array.sbatch" spec.toml array; }
task 1
env SLURM_ARRAY_TASK_ID=2 "$examples/array.sbatch" spec.toml array & # time is up in the midst of it
second=$!
for _ in $(seq 200); do
  compgen -G 'array/part-0002*.parts/shards/*.runs' >/dev/null && break
  sleep 0.02
done
kill -TERM "$second"
status=0
wait "$second" || status=$?
[ "$status" -eq 130 ] || die "the interrupted task ended with $status instead of 130"
[ ! -e array/all.h5 ] || die "merged before all parts are done"
task 3
[ ! -e array/all.h5 ] || die "merged without the second part"
task 2
[ -e array/all.h5 ] || die "the last task did not merge"
same array/all.h5
# An array with gaps would leave runs out.
if SLURM_ARRAY_TASK_COUNT=2 task 1 2>/dev/null; then die "an array with gaps was accepted"; fi

if [ "${4:-}" = mpi ]; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 MPIRUN_OPTIONS=--oversubscribe
  export SLURM_NTASKS=2 SLURM_CPUS_PER_TASK=1
  "$examples/mpi.sbatch" spec.toml mpi.h5 & # a process dies, and the script goes on by itself
  job=$!
  for _ in $(seq 400); do
    compgen -G 'mpi.h5.parts/shards/*.runs' >/dev/null && break
    sleep 0.02
  done
  launcher=$(cat "/proc/$job/task/$job/children")
  read -r -a ranks <"/proc/${launcher%% *}/task/${launcher%% *}/children" || [ ${#ranks[@]} -gt 0 ]
  victim=${ranks[-1]}
  kill -KILL "$victim"
  wait "$job" || die "the job did not recover from a dead process"
  same mpi.h5
fi
echo "cluster_scripts: passed"
