// SPDX-License-Identifier: Apache-2.0
// The only file that knows MPI.
#include "cli/mpi/session.h"

#include <mpi.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <list>
#include <string>
#include <vector>

#include "tandem/error.h"

namespace tandem::cli {
namespace {

constexpr int kTag = 1;

void check(int code, const char* doing) {
  if (code == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = {};
  int length = 0;
  MPI_Error_string(code, text, &length);
  throw Error(std::string("MPI: ") + doing + " failed (" + text + "); has a process of this experiment died?");
}

class Session final : public MpiSession {
 public:
  Session() {
    int provided = MPI_THREAD_SINGLE;
    if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided) != MPI_SUCCESS) {
      throw Error("MPI cannot be initialised.");
    }
    if (provided < MPI_THREAD_SERIALIZED) throw Error("This MPI library does not allow threads.");
    // A lost partner is an error to report, not a reason to die with finished runs unwritten.
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
    shareCores();
  }
  ~Session() override { MPI_Finalize(); }

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }
  [[nodiscard]] int threads() const override { return threads_; }
  [[nodiscard]] int unusedCores() const override { return unused_; }

  void send(int to, std::string bytes) override {
    progress();
    if (bytes.size() > static_cast<std::size_t>(INT_MAX)) {
      throw Error(
          "A record of a run is larger than 2 GB, more than can be sent between processes; take fewer "
          "checkpoints (-k), or run without mpirun.");
    }
    Outgoing& out = outgoing_.emplace_back();
    out.bytes = std::move(bytes);
    check(MPI_Isend(out.bytes.data(), isize(out.bytes), MPI_BYTE, to, kTag, MPI_COMM_WORLD, &out.request), "sending");
  }

  std::optional<Message> receive() override {
    progress();
    int arrived = 0;
    MPI_Message handle = MPI_MESSAGE_NULL;
    MPI_Status status;
    check(MPI_Improbe(MPI_ANY_SOURCE, kTag, MPI_COMM_WORLD, &arrived, &handle, &status), "receiving");
    if (arrived == 0) return std::nullopt;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Message message{status.MPI_SOURCE, std::string(static_cast<std::size_t>(size), '\0')};
    check(MPI_Mrecv(message.bytes.data(), size, MPI_BYTE, &handle, MPI_STATUS_IGNORE), "receiving");
    return message;
  }

 private:
  struct Outgoing {
    std::string bytes;
    MPI_Request request = MPI_REQUEST_NULL;
  };

  /// Releases what has been sent.
  void progress() {
    for (auto it = outgoing_.begin(); it != outgoing_.end();) {
      int done = 0;
      check(MPI_Test(&it->request, &done, MPI_STATUS_IGNORE), "sending");
      it = done != 0 ? outgoing_.erase(it) : std::next(it);
    }
  }

  /// A core that several processes of this machine may use counts for each of them in part, however mpirun binds.
  void shareCores() {
    MPI_Comm machine = MPI_COMM_NULL;
    check(MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &machine), "starting");
    int count = 1;
    int own = 0;
    MPI_Comm_size(machine, &count);
    MPI_Comm_rank(machine, &own);
    cpu_set_t mine;
    CPU_ZERO(&mine);
    sched_getaffinity(0, sizeof mine, &mine);
    std::vector<cpu_set_t> all(static_cast<std::size_t>(count));
    check(MPI_Allgather(&mine, sizeof mine, MPI_BYTE, all.data(), sizeof mine, MPI_BYTE, machine), "starting");
    MPI_Comm_free(&machine);
    std::vector<int> users(CPU_SETSIZE, 0);
    for (const cpu_set_t& set : all) {
      for (int c = 0; c < CPU_SETSIZE; ++c) users[c] += CPU_ISSET(c, &set) ? 1 : 0;
    }
    double before = 0.0;  // share of the processes before this one; whole cores are assigned, none twice
    double share = 0.0;
    for (int p = 0; p <= own; ++p) {
      before += share;
      share = 0.0;
      for (int c = 0; c < CPU_SETSIZE; ++c) {
        if (CPU_ISSET(c, &all[p])) share += 1.0 / users[c];
      }
    }
    constexpr double kRounding = 1e-6;
    threads_ = static_cast<int>(std::floor(before + share + kRounding) - std::floor(before + kRounding));
    threads_ = std::max(1, threads_);
    const auto used = std::count_if(users.begin(), users.end(), [](int n) { return n > 0; });
    unused_ = std::max(0, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN) - used));
  }

  int rank_ = 0;
  int size_ = 1;
  int threads_ = 1;
  int unused_ = 0;
  std::list<Outgoing> outgoing_;
};

}  // namespace

extern "C" __attribute__((visibility("default"))) MpiSession* tandem_mpi_join() {
  return new Session;  // NOLINT(cppcoreguidelines-owning-memory): handed to the caller
}

}  // namespace tandem::cli
