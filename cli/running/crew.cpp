// SPDX-License-Identifier: Apache-2.0
#include "cli/running/crew.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/time.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include "cli/output.h"
#include "cli/running/experiment.h"
#include "cli/running/interrupt.h"
#include "tandem/error.h"
#include "tandem/version.h"

namespace tandem::cli {

namespace {

/// A number that a launcher left in the environment, under the first of the names that is set.
long fromLauncher(std::initializer_list<const char*> names, long fallback) {
  for (const char* name : names) {
    const char* value = std::getenv(name);
    if (value == nullptr) continue;
    char* end = nullptr;
    const long number = std::strtol(value, &end, 10);
    if (end != value && *end == '\0') return number;
  }
  return fallback;
}

/// How many processes were started together: by Open MPI's mpirun, by launchers that speak PMI (MPICH, srun
/// --mpi=pmi2), or by srun --mpi=pmix. PMIx tells the number only to MPI, so Slurm's own is taken, and only if PMIx is
/// present: srun without MPI starts processes that know nothing of each other.
long processesStarted() {
  const long number = fromLauncher({"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}, 0);
  if (number > 0) return number;
  return std::getenv("PMIX_RANK") == nullptr ? 1 : fromLauncher({"SLURM_STEP_NUM_TASKS"}, 1);
}

#ifdef TANDEM_MPI
std::unique_ptr<MpiSession> loadSession() {
  void* library = dlopen(partPath(kMpiLibrary).c_str(), RTLD_NOW | RTLD_GLOBAL);  // MPI loads parts of itself
  if (library == nullptr) {
    throw InputError(
        fmt::format("This was started by mpirun or srun, but the MPI part of Tandem cannot be loaded ({}); "
                    "install the package tandem-emt-mpi, or start tandem by itself.",
                    dlerror()));
  }
  const auto join = reinterpret_cast<MpiJoin>(dlsym(library, kMpiJoin));
  if (join == nullptr) throw InputError(std::string("'") + kMpiLibrary + "' is of another version; reinstall it.");
  return std::unique_ptr<MpiSession>(join());
}
#else
[[noreturn]] std::unique_ptr<MpiSession> loadSession() {
  throw InputError(
      "This was started by mpirun or srun, but this build of Tandem has no MPI; start it by itself (-j for "
      "threads, --shard for a cluster), or build it where Open MPI is installed.");
}
#endif

extern "C" void onLateEnd(int /*number*/) {
  _exit(130);
}

}  // namespace

bool isWorkerProcess() {
  return fromLauncher({"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK"}, 0) > 0;
}

std::unique_ptr<Crew> Crew::join() {
  if (processesStarted() <= 1) return nullptr;
  return std::unique_ptr<Crew>(new Crew(loadSession()));
}

Crew::~Crew() {
  end();
}

void Crew::end() {
  if (!session_ || !leads()) return;
  try {
    dismissWorkers(*session_);
  } catch (const std::exception& e) {
    note(std::string("tandem: ") + e.what());
  }
}

void Crew::leave(int status) {
  end();
  session_.reset();  // a process that ends before MPI is finalised ends the others
  std::fflush(nullptr);
  std::_Exit(status);
}

int Crew::work(const Arguments& args) {
  RunControl control;
  EngineOptions options;
  options.threads = static_cast<int>(args.integer("threads", 1, 4096, session_->threads()));
  options.parallel = parallelOf(args);
  setDevice(args, options);
  options.control = &control;
  options.nameCrashes = true;
  WorkerOutcome outcome;
  try {
    const InterruptGuard guard(control, InterruptGuard::Quiet);
    outcome = workForLeader(*session_, args.catalogue(), args.dataDir(), options);
  } catch (const std::exception& e) {
    note(fmt::format("tandem (process {}): {}", session_->rank(), e.what()));
    return 2;
  }
  if (outcome.stopped) hurry();
  const int status = outcome.stopped ? 130 : 0;
  if (outcome.abandoned > 0) leave(status);
  return status;
}

void Crew::hurry() {
  // Finalising MPI waits for all processes, and one in the middle of a long evaluation holds up the others.
  struct sigaction action = {};
  action.sa_handler = onLateEnd;
  sigemptyset(&action.sa_mask);
  sigaction(SIGALRM, &action, nullptr);
  constexpr itimerval kSoon{{0, 0}, {0, 500'000}};
  setitimer(ITIMER_REAL, &kSoon, nullptr);
}

}  // namespace tandem::cli
