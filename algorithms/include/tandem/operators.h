// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tandem/export.h"
#include "tandem/params.h"
#include "tandem/population.h"
#include "tandem/run_context.h"

/// Shared variation and selection operators, in the unified space. None allocates in the steady state; scratch comes
/// from the workspace of the run. Unless stated otherwise, children are left unrepaired: call a boundary function next.
namespace tandem::op {

/// The parameter "form" of algorithms that have two: the paper's, and that of the reference platform's code. Options:
/// "paper", "platform".
enum class Form { Paper, Platform };

/// Row indices of a population by task, over workspace memory of the caller's frame.
class TANDEM_API TaskGroups {
 public:
  TaskGroups(Workspace::Frame& frame, const Population& pop, int tasks);
  /// Rows with that task, in index order.
  [[nodiscard]] std::span<const int> rows(int task) const {
    const auto first = static_cast<std::size_t>(start_[task]);
    const auto last = static_cast<std::size_t>(start_[static_cast<std::size_t>(task) + 1]);
    return std::span<const int>(rows_).subspan(first, last - first);
  }

 private:
  std::span<int> start_;
  std::span<int> rows_;
};

// ---- initialisation ----------------------------------------------------------------------------------------------

/// n uniform random individuals of task t, evaluated.
TANDEM_API Population initUniform(RunContext& ctx, int n, int t);
/// One population of ctx.populationSize() uniform individuals per task, evaluated, task by task.
TANDEM_API std::vector<Population> initPerTask(RunContext& ctx);
/// Multifactorial start (Gupta et al. 2016): N*T individuals, each evaluated on every task; skill factor = task of best
/// factorial rank with at most N individuals per task (if an individual's best task is full, it goes to its next best).
TANDEM_API Population initMultifactorial(RunContext& ctx);
/// N*T individuals, N per task, each evaluated on its own task only.
TANDEM_API Population initMultifactorialOnce(RunContext& ctx);

// ---- crossover and mutation ----------------------------------------------------------------------------------------

/// Simulated binary crossover (Deb and Agrawal 1995) of two parents into two children: every variable crosses with
/// probability 1/2, random sign of the spread factor, index eta. Children may be the parents' own rows.
TANDEM_API void sbx(Rng& rng, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
                    std::span<double> c2, double eta);
/// The same with every variable crossed and no random sign of the spread factor (the CEC17-MTSO code of Da et al.).
TANDEM_API void sbxFull(Rng& rng, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
                        std::span<double> c2, double eta);
/// Polynomial mutation (Deb and Goyal 1996) with index eta and the given probability per variable, in place. x may be
/// many individuals, one after the other: distances between mutating variables are drawn, so the work grows with their
/// number only.
TANDEM_API void polynomialMutation(Rng& rng, std::span<double> x, double eta, double probability);
/// The basic form of Deb and Agrawal (1999): the step is scaled by the distance to the bound on its side, however small
/// (the CEC17-MTSO code of Da et al.).
TANDEM_API void polynomialMutationBasic(Rng& rng, std::span<double> x, double eta, double probability);
/// Exchanges each pair of variables of two children with the given probability (uniform crossover).
TANDEM_API void swapVariables(Rng& rng, std::span<double> c1, std::span<double> c2, double probability);

/// SBX and polynomial mutation (probability 1/dim) with their indices, in one of two published forms.
struct TANDEM_API GaVariation {
  double muC = 2.0;
  double muM = 5.0;
  /// "platform": sbx() and polynomialMutation(), as current platforms do. "report": sbxFull() and
  /// polynomialMutationBasic(), the operators behind the tables of the CEC17-MTSO report (Da et al. 2017).
  enum class Form { Platform, Report } form = Form::Platform;

  /// Declares muC, muM and operators.
  void params(ParamVisitor& p);
  void crossover(RunContext& ctx, std::span<const double> p1, std::span<const double> p2, std::span<double> c1,
                 std::span<double> c2) const;
  void mutate(RunContext& ctx, std::span<double> x) const;
  /// Every individual.
  void mutate(RunContext& ctx, Population& off) const;
};

/// One generation of a GA without mating selection: random pairs of one permutation, crossover, mutation of both
/// children, clip. off gets 2*ceil(n/2) children with the tasks of their parents and untouched donor tags.
TANDEM_API void gaOffspring(RunContext& ctx, const Population& pop, Population& off, const GaVariation& variation);
/// The same with given parents: pool[i] mates with pool[i + n/2], n = pool.size().
TANDEM_API void gaOffspring(RunContext& ctx, const Population& pop, std::span<const int> pool, Population& off,
                            const GaVariation& variation);
inline void gaOffspring(RunContext& ctx, const Population& pop, Population& off, double muC, double muM) {
  gaOffspring(ctx, pop, off, GaVariation{muC, muM, GaVariation::Form::Platform});
}

/// Origins of children that gaOffspring made for task t from `mates` with `pool`: a parent with another task is the
/// donor.
TANDEM_API void tagByParents(const Population& mates, std::span<const int> pool, Population& off, int t);

// ---- differential evolution --------------------------------------------------------------------------------------

/// Binomial crossover: out_j = mutant_j with probability cr (and for one forced j), else target_j. out may be mutant.
TANDEM_API void binomial(Rng& rng, std::span<const double> target, std::span<const double> mutant, double cr,
                         std::span<double> out);
/// Exponential crossover.
TANDEM_API void exponential(Rng& rng, std::span<const double> target, std::span<const double> mutant, double cr,
                            std::span<double> out);
/// out = a + f * (b - c)
TANDEM_API void difference(std::span<const double> a, double f, std::span<const double> b, std::span<const double> c,
                           std::span<double> out);
/// DE/rand/1/bin for every row of pop into off (same size): distinct a, b, c != i; task copied, native, clipped.
TANDEM_API void deRand1Bin(RunContext& ctx, const Population& pop, Population& off, double f, double cr);

// ---- boundaries --------------------------------------------------------------------------------------------------

TANDEM_API void clip(std::span<double> x);
/// A violating variable becomes the mean of the bound and the parent's value (Zhang and Sanderson 2009).
TANDEM_API void midpoint(std::span<double> x, std::span<const double> parent);
/// A violating variable is redrawn uniformly.
TANDEM_API void randomReset(Rng& rng, std::span<double> x);
/// A violating variable is drawn uniformly between the bound and the parent's value.
TANDEM_API void randomParent(Rng& rng, std::span<double> x, std::span<const double> parent);
/// Repair of Wang et al.'s constrained DE (FROFI, C2oDE): with probability 1/2 all variables below the box are mirrored
/// at it (and stopped at the opposite bound), else all set to one random bound; then the same for those above.
TANDEM_API void reflectRandom(Rng& rng, std::span<double> x);
/// Sum over variables of the squared distance to the box [low, high]^dim.
TANDEM_API double squaredViolation(std::span<const double> x, double low = 0.0, double high = 1.0);

// ---- ranking and selection ---------------------------------------------------------------------------------------

/// Indices sorted by (CV, objective 0), stable. order: size n.
TANDEM_API void sortByFitness(const Population& pop, std::span<int> order);
/// Index of the best individual by (CV, objective 0), first of equals.
TANDEM_API int bestIndex(const Population& pop);
TANDEM_API int worstIndex(const Population& pop);
/// Elitist survivors: the best pop.size() of pop and off, sorted by fitness.
TANDEM_API void selectElitist(RunContext& ctx, Population& pop, const Population& off);
/// Multifactorial elitist survivors: per task the best `perTask` of those of pop and off with that skill factor, task
/// by task, each sorted by fitness.
TANDEM_API void selectPerTask(RunContext& ctx, Population& pop, const Population& off, int perTask);
/// One-to-one survivors: off(i) replaces pop(i) unless it is worse. Optionally reports which were replaced.
TANDEM_API void selectOneToOne(Population& pop, const Population& off, std::span<std::uint8_t> replaced = {});
/// Index drawn with probability proportional to weights (>= 0, not all 0).
TANDEM_API int roulette(Rng& rng, std::span<const double> weights);
/// Winner of a tournament of k by fitness.
TANDEM_API int tournament(Rng& rng, const Population& pop, int k);

}  // namespace tandem::op
