// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/work/run_history.h"

#include <algorithm>

namespace tandem::gui {
namespace {

constexpr std::size_t kFewestMoments = 64;  // for a run whose populations are too large to be kept completely

std::size_t bytesOf(int individuals, int dim, int objectives) {
  const auto n = static_cast<std::size_t>(individuals);
  return n * (static_cast<std::size_t>(dim) * sizeof(float) +
              (static_cast<std::size_t>(objectives) + 1) * sizeof(double) + sizeof(int));
}

}  // namespace

std::size_t Moment::bytes() const {
  std::size_t sum = sizeof(Moment);
  for (const Crowd& c : crowds) sum += sizeof(Crowd) + bytesOf(c.size, c.dim, c.objectives);
  return sum;
}

std::vector<Population> Moment::populations() const {
  std::vector<Population> all;
  for (const Crowd& c : crowds) {
    Population& pop = all.emplace_back(c.size, c.dim, c.objectives);
    for (int i = 0; i < c.size; ++i) {
      std::copy_n(c.x.begin() + std::ptrdiff_t{i} * c.dim, c.dim, pop.x(i).begin());
      for (int m = 0; m < c.objectives; ++m) pop.obj(i, m) = c.obj[i * c.objectives + m];
      pop.cv(i) = c.cv[i];
      pop.task(i) = c.task[i];
    }
  }
  return all;
}

bool RunHistory::wants(std::int64_t generation) const {
  return moments_.empty() || (generation - moments_.front()->generation) % every_ == 0;
}

std::shared_ptr<const Moment> RunHistory::momentOf(const LiveView& view) const {
  auto moment = std::make_shared<Moment>();
  moment->generation = view.generation;
  moment->evaluations = view.evaluations;
  std::size_t needed = 0;
  int individuals = 0, tasks = 0;
  for (const Population& pop : view.populations) {
    needed += bytesOf(pop.size(), pop.dim(), pop.objectives());
    individuals += pop.size();
    for (const int t : pop.taskColumn()) tasks = std::max(tasks, t + 1);
  }
  int each = individuals;  // individuals kept per task
  const std::size_t room = bytes_ / kFewestMoments;
  if (needed > room) {
    const double fits = static_cast<double>(room) / static_cast<double>(needed);
    each = std::max(1, static_cast<int>(fits * individuals / std::max(1, tasks)));
  }
  std::vector<int> kept(tasks, 0);
  int all = 0;
  for (const Population& pop : view.populations) {
    Moment::Crowd crowd{.dim = pop.dim(), .objectives = pop.objectives()};
    // 10,000 tasks of 100 individuals: the product exceeds an int.
    const auto most = std::min(std::size_t(pop.size()), std::size_t(each) * std::size_t(std::max(1, tasks)));
    crowd.x.reserve(most * std::size_t(pop.dim()));
    crowd.obj.reserve(most * std::size_t(pop.objectives()));
    crowd.cv.reserve(most);
    crowd.task.reserve(most);
    for (int i = 0; i < pop.size(); ++i) {
      const int t = pop.task(i);
      if (kept[t] == each) continue;
      ++kept[t];
      ++crowd.size;
      for (const double v : pop.x(i)) crowd.x.push_back(static_cast<float>(v));
      for (int m = 0; m < pop.objectives(); ++m) crowd.obj.push_back(pop.obj(i, m));
      crowd.cv.push_back(pop.cv(i));
      crowd.task.push_back(t);
    }
    all += crowd.size;
    moment->crowds.push_back(std::move(crowd));
  }
  if (individuals > 0) moment->share = static_cast<double>(all) / individuals;
  return moment;
}

void RunHistory::add(std::shared_ptr<const Moment> moment) {
  if (moments_.size() > 1 && !wants(moments_.back()->generation)) moments_.pop_back();
  if (!moments_.empty() && moments_.back()->generation == moment->generation) return;
  moments_.push_back(std::move(moment));
  while (moments_.size() > 2 && (moments_.size() > most_ || bytes() > bytes_)) thin();
}

void RunHistory::thin() {
  every_ *= 2;
  const auto last = moments_.back();
  std::erase_if(moments_, [&](const auto& m) { return m != last && !wants(m->generation); });
}

void RunHistory::clear() {
  moments_.clear();
  every_ = 1;
}

std::size_t RunHistory::bytes() const {
  std::size_t sum = 0;
  for (const auto& m : moments_) sum += m->bytes();
  return sum;
}

}  // namespace tandem::gui
