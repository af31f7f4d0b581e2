// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "tandem/export.h"
#include "tandem/matrix.h"
#include "tandem/rng.h"
#include "tandem/workspace.h"

namespace tandem::op {

/// Small generative adversarial network (Goodfellow et al. 2014) that turns points of one set into points like those of
/// another, both in [0,1]^dim. Generator: two blocks of full connection, leaky rectifier (slope 0.5) and batch
/// normalisation, then full connection and logistic function. Discriminator: one such block, with half of its units
/// dropped at random before the normalisation (and not scaled), then one logistic unit. Statistics are always those of
/// the batch. Trained with Adam (0.7, 0.9), the labels of real points being 0.9. As each batch is normalised on its
/// own, the discriminator cannot see where its points lie, only how they are spread.
class TANDEM_API TransferGan {
 public:
  /// Weights normal with standard deviation 0.03 (first layers) and 0.06.
  TransferGan(Rng& rng, int dim);

  struct Training {
    double rateDiscriminator = 0.0002;
    double rateGenerator = 0.0003;
    int batch = 10;
    int epochs = 2;
  };
  /// Trains on whole batches; the points (rows) of `real` are reshuffled every epoch. Returns the mean of the
  /// discriminator's loss in the last epoch, 0 if there is no whole batch.
  double train(Rng& rng, Workspace& ws, ConstMatView real, ConstMatView source, const Training& training);

  /// out (as many rows) := images of the rows of source, which are normalised as one batch.
  void generate(Workspace& ws, ConstMatView source, MatView out) const;

 private:
  int dim_;
  std::vector<double> generator_, discriminator_;
};

}  // namespace tandem::op
