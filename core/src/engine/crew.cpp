// SPDX-License-Identifier: Apache-2.0
#include "engine/crew.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "engine/crew_messages.h"
#include "store/codec.h"
#include "store/info.h"
#include "tandem/error.h"

namespace tandem {

Transport::~Transport() = default;

void dismissWorkers(Transport& transport) {
  for (int to = 1; to < transport.size(); ++to) transport.send(to, crew::Writer(crew::Kind::Dismiss).bytes);
}

namespace {

using crew::Kind;
using Clock = std::chrono::steady_clock;

// How long the leader waits for the workers' last messages when told to stop: a batch system kills soon.
constexpr std::chrono::milliseconds kLastWords{600};

class Leader {
 public:
  Leader(Transport& transport, RunControl& control, const std::function<std::optional<RunKey>()>& take,
         const std::function<void(std::unique_ptr<RunRecord>)>& deliver)
      : transport_(transport),
        control_(control),
        take_(take),
        deliver_(deliver),
        workers_(static_cast<std::size_t>(transport.size())),
        left_(transport.size() - 1) {}

  void lead(const Plan& plan, const Journals& journals) {
    crew::Writer message(Kind::Plan);
    message.put(store::infoChecksum(plan.info));
    message.putText(toToml(plan.spec));
    message.put(journals.mode());
    message.putText(std::filesystem::absolute(journals.folder()).string());
    crew::putStart(message, plan.info);
    tellAll(message.bytes);
    try {
      serve();
    } catch (...) {
      // The others must not wait forever, nor may their messages be taken for part of the next experiment.
      stop();
      throw;
    }
  }

 private:
  struct Worker {
    std::set<RunKey> runs;  // handed out, not yet returned
    bool done = false;
  };

  void serve() {
    while (left_ > 0) {
      if (control_.stop.load()) {
        stop();
        return;
      }
      if (std::optional<Transport::Message> message = transport_.receive()) {
        hear(*message);
      } else {
        rest();
      }
    }
  }

  void stop() {
    tellAll(crew::Writer(Kind::Stop).bytes);
    const Clock::time_point deadline = Clock::now() + kLastWords;
    while (left_ > 0 && Clock::now() < deadline) {
      if (std::optional<Transport::Message> message = transport_.receive()) {
        hear(*message);
      } else {
        rest();
      }
    }
  }

  void tellAll(const std::string& bytes) {
    for (int to = 1; to < transport_.size(); ++to) transport_.send(to, bytes);
  }

  static void rest() { std::this_thread::sleep_for(std::chrono::microseconds(500)); }

  void hear(const Transport::Message& message) {
    if (message.from <= 0 || message.from >= transport_.size()) throw Error("A message came from an unknown process.");
    Worker& worker = workers_[message.from];
    crew::Reader in(message.bytes);
    switch (in.kind()) {
      case Kind::Want:
        handOut(worker, message.from, in.get<std::int32_t>());
        break;
      case Kind::Records:
        while (!in.empty()) takeBack(worker, message.from, in.text());
        break;
      case Kind::Refuse:
        if (!worker.done) --left_;
        worker.done = true;
        throw Error(fmt::format("Process {} cannot take part: {}", message.from, in.text()));
      case Kind::Quit:
        control_.stop = true;
        break;
      case Kind::Done:
        if (!worker.done) --left_;
        worker.done = true;
        break;
      default:
        throw Error(fmt::format("Process {} sent a message that is not understood.", message.from));
    }
  }

  void handOut(Worker& worker, int to, int count) {
    crew::Writer message(Kind::Runs);
    for (int i = 0; i < count && !control_.stop.load(); ++i) {
      const std::optional<RunKey> key = take_();
      if (!key) break;
      message.put(*key);
      worker.runs.insert(*key);
    }
    transport_.send(to, std::move(message.bytes));
  }

  void takeBack(Worker& worker, int from, std::string_view bytes) {
    const std::string source = fmt::format("the message of process {}", from);
    auto record = std::make_unique<RunRecord>(store::decodeRecord(bytes, source));
    if (worker.runs.erase({record->problem, record->algorithm, record->repetition}) == 0) {
      throw Error(fmt::format("Process {} sent a run that it was not given.", from));
    }
    deliver_(std::move(record));
  }

  Transport& transport_;
  RunControl& control_;
  const std::function<std::optional<RunKey>()>& take_;
  const std::function<void(std::unique_ptr<RunRecord>)>& deliver_;
  std::vector<Worker> workers_;  // by rank; the first is unused
  int left_;
};

}  // namespace

void leadWorkers(Transport& transport, const Plan& plan, const Journals& journals, RunControl& control,
                 const std::function<std::optional<RunKey>()>& take,
                 const std::function<void(std::unique_ptr<RunRecord>)>& deliver) {
  Leader(transport, control, take, deliver).lead(plan, journals);
}

}  // namespace tandem
