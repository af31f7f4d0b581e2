// SPDX-License-Identifier: Apache-2.0
// CEC20-RWCO, power systems: RC34 to RC43. The variables hold the complex node voltages and, except in the microgrid
// problems, the nodes' powers; the equalities are the current and power balances of the nodes.
#include <algorithm>
#include <complex>
#include <numbers>

#include "problems/base/real_world/rwco.h"

namespace tandem::prob::rwco {
namespace {

using Complex = std::complex<double>;

/// Takes the variables in order.
class Cursor {
 public:
  explicit Cursor(PaperPoint x) : x_(x) {}
  double next() { return x_(++at_); }

 private:
  PaperPoint x_;
  int at_ = 0;
};

constexpr int kGenerators[] = {2, 13, 22, 23, 27};     // of the 30-node network, besides node 1
constexpr int kMicroSources[] = {34, 35, 36, 37, 38};  // of the 38-node network
constexpr int kPhaseSources[] = {9, 16, 21, 24, 30};

/// State of a network at one point; arrays have one entry per node, from 0.
struct Network {
  Workspace::Frame frame;
  int nodes;
  std::span<Complex> voltage, current;
  std::span<double> p, q, sourceP, sourceQ;  // specified powers, powers of the sources
  Network(Workspace& ws, int n)
      : frame(ws),
        nodes(n),
        voltage(frame.take<Complex>(n)),
        current(frame.take<Complex>(n)),
        p(frame.doubles(n)),
        q(frame.doubles(n)),
        sourceP(frame.doubles(n)),
        sourceQ(frame.doubles(n)) {
    for (const std::span<double> s : {p, q, sourceP, sourceQ}) std::fill(s.begin(), s.end(), 0.0);
    std::fill(voltage.begin(), voltage.end(), Complex(1.0, 0.0));
  }
  /// Voltages of the nodes from `first` on: real parts, then imaginary ones.
  void readVoltages(Cursor& x, int first) const {
    for (int i = first; i < nodes; ++i) voltage[i] = {x.next(), 0.0};
    for (int i = first; i < nodes; ++i) voltage[i].imag(x.next());
  }
  void readPowers(Cursor& x, int first) const {
    for (int i = first; i < nodes; ++i) p[i] = x.next();
    for (int i = first; i < nodes; ++i) q[i] = x.next();
  }
  static void read(Cursor& x, std::span<const int> at, std::span<double> out) {
    for (const int node : at) out[node - 1] = x.next();
  }
  template <typename Admittance>
  void solveCurrents(Admittance&& y) {
    for (int i = 0; i < nodes; ++i) {
      Complex sum(0.0, 0.0);
      for (int j = 0; j < nodes; ++j) sum += y(i, j) * voltage[j];
      current[i] = sum;
    }
  }
  /// Difference between the network's current and that of the specified power.
  [[nodiscard]] Complex mismatch(int i) const {
    const auto k = static_cast<std::size_t>(i);
    return current[k] - std::conj(Complex(p[k], q[k]) / voltage[k]);
  }
  [[nodiscard]] Complex feed() const { return voltage[0] * std::conj(current[0]); }
};

/// Real and imaginary mismatches of the nodes from `first` on.
double* putMismatches(const Network& net, int first, double* h) {
  for (int i = first; i < net.nodes; ++i) *h++ = net.mismatch(i).real();
  for (int i = first; i < net.nodes; ++i) *h++ = net.mismatch(i).imag();
  return h;
}

auto admittance(const Call& c) {
  return [&g = c.data["G"], &b = c.data["B"]](int i, int j) { return Complex(g(i, j), b(i, j)); };
}

/// Voltage dependent load of node i of a table: nominal power in column 0, voltage and exponent in columns 4 and 5.
double load(const Matrix& table, int i, double voltage) {
  return table(i, 0) * std::pow(voltage / table(i, 4), table(i, 5));
}

double rc34(const Call& c) {
  Network net(c.ws, 30);
  const Complex turn = std::polar(1.0, 4 * std::numbers::pi / 3);
  const Complex back = std::polar(1.0, 2 * std::numbers::pi / 3);
  net.voltage[1] = turn;
  net.voltage[2] = back;
  Cursor x(c.x);
  net.readVoltages(x, 3);
  net.readPowers(x, 3);
  Network::read(x, kPhaseSources, net.sourceP);
  Network::read(x, kPhaseSources, net.sourceQ);
  net.solveCurrents(admittance(c));
  double* h = putMismatches(net, 3, c.h);
  for (int i = 3; i < 30; ++i) *h++ = net.p[i] - net.sourceP[i] - c.data["P"](i, 0);
  for (int i = 3; i < 30; ++i) *h++ = net.q[i] - net.sourceQ[i] - c.data["Q"](i, 0);
  const std::span<const Complex> current = net.current;
  return std::abs(current[0] + current[1] + current[2]) + std::abs(current[0] + turn * current[1] + back * current[2]);
}

/// RC35 and RC36 differ in the reactive power of the sources.
double distributed(const Call& c, bool reactive) {
  Network net(c.ws, 38);
  Cursor x(c.x);
  net.readVoltages(x, 1);
  net.readPowers(x, 1);
  Network::read(x, kMicroSources, net.sourceP);
  if (reactive) Network::read(x, kMicroSources, net.sourceQ);
  net.solveCurrents(admittance(c));
  double* h = putMismatches(net, 1, c.h);
  double active = net.feed().real();
  double imaginary = net.feed().imag();
  for (int i = 1; i < 38; ++i) {
    *h++ = net.p[i] - net.sourceP[i] + load(c.data["P"], i, std::abs(net.voltage[i]));
    active += net.p[i];
  }
  for (int i = 1; i < 38; ++i) {
    *h++ = net.q[i] - net.sourceQ[i] + load(c.data["Q"], i, std::abs(net.voltage[i]));
    imaginary += net.q[i];
  }
  return reactive ? 0.5 * active + 0.5 * imaginary : active;
}
double rc35(const Call& c) {
  return distributed(c, false);
}
double rc36(const Call& c) {
  return distributed(c, true);
}

enum class Goal { Loss, Cost, Both };

double optimalFlow(const Call& c, Goal goal) {
  Network net(c.ws, 30);
  Cursor x(c.x);
  net.readVoltages(x, 1);
  net.readPowers(x, 1);
  Network::read(x, kGenerators, net.sourceP);
  Network::read(x, kGenerators, net.sourceQ);
  net.solveCurrents(admittance(c));
  const Matrix& p = c.data["P"];
  double* h = putMismatches(net, 1, c.h);
  double loss = net.feed().real();
  for (int i = 1; i < 30; ++i) {
    *h++ = net.p[i] - net.sourceP[i] + p(i, 0);
    loss += net.p[i];
  }
  for (int i = 1; i < 30; ++i) *h++ = net.q[i] - net.sourceQ[i] + c.data["Q"](i, 0);
  if (goal == Goal::Loss) return loss;
  net.sourceP[0] = net.feed().real();
  constexpr int generators[] = {1, 2, 13, 22, 23, 27};
  constexpr double linear[] = {2, 1.75, 1, 3.25, 3, 3};
  constexpr double quadratic[] = {0.02, 0.0175, 0.0625, 0.00834, 0.025, 0.0025};
  double cost = 0.0;
  for (int k = 0; k < 6; ++k) {
    const double power = net.sourceP[generators[k] - 1];
    cost += linear[k] * power + quadratic[k] * sq(power);
  }
  if (goal == Goal::Cost) return cost;
  double surplus = 0.0;
  for (int i = 0; i < 30; ++i) surplus += net.sourceP[i] - p(i, 0);
  return cost + 0.75 * surplus;
}
double rc37(const Call& c) {
  return optimalFlow(c, Goal::Loss);
}
double rc38(const Call& c) {
  return optimalFlow(c, Goal::Cost);
}
double rc39(const Call& c) {
  return optimalFlow(c, Goal::Both);
}

/// Powers of the nodes behind their loads; the sources' powers may depend on frequency and voltage.
template <typename Active, typename Reactive>
void setPowers(Network& net, const Call& c, Active&& active, Reactive&& reactive) {
  for (int i = 0; i < net.nodes; ++i) {
    const double voltage = std::abs(net.voltage[i]);
    net.p[i] = active(i) - load(c.data["P"], i, voltage);
    net.q[i] = reactive(i, voltage) - load(c.data["Q"], i, voltage);
  }
}

/// Squared differences of specified and flowing powers of the nodes from `first` on.
double powerErrors(const Network& net, int first) {
  double sum = 0.0;
  for (int i = first; i < net.nodes; ++i) {
    const Complex flow = net.voltage[i] * std::conj(net.current[i]);
    sum += sq(net.p[i] - flow.real()) + sq(net.q[i] - flow.imag());
  }
  return sum;
}

enum class Droop { Fixed, ActiveLoss, ReactiveLoss };

/// An islanded microgrid: the lines' reactances follow the frequency, the sources droop with frequency and voltage.
double islanded(const Call& c, Droop droop) {
  Network net(c.ws, 38);
  Cursor x(c.x);
  net.readVoltages(x, 1);
  const double frequency = x.next();
  net.voltage[0] = {x.next() + 1e-5, 0.0};
  if (droop == Droop::Fixed) {
    constexpr double p[] = {5.102e-03, 1.502e-03, 4.506e-03, 2.253e-03, 2.253e-03};
    constexpr double q[] = {0.05, 0.03, 0.05, 0.01, 0.1};
    for (int k = 0; k < 5; ++k) {
      net.sourceP[kMicroSources[k] - 1] = 1 / p[k];
      net.sourceQ[kMicroSources[k] - 1] = 1 / q[k];
    }
  } else {
    Network::read(x, kMicroSources, net.sourceP);
    Network::read(x, kMicroSources, net.sourceQ);
  }
  Workspace::Frame frame(c.ws);
  const std::span<Complex> y = frame.take<Complex>(std::size_t{38} * 38);
  std::fill(y.begin(), y.end(), Complex(0.0, 0.0));
  const auto at = [&](int i, int j) -> Complex& { return y[i * 38 + j]; };
  const Matrix& lines = c.data["L"];  // from, to, resistance, reactance, ground admittance, tap
  for (int k = 0; k < lines.rows(); ++k) {
    const int from = static_cast<int>(lines(k, 0)) - 1;
    const int to = static_cast<int>(lines(k, 1)) - 1;
    const Complex line = 1.0 / Complex(lines(k, 2), lines(k, 3) * frequency);
    const Complex ground(0.0, lines(k, 4));
    const double tap = lines(k, 5);
    at(from, to) -= line / tap;
    at(to, from) = at(from, to);
    at(from, from) += line / sq(tap) + ground;
    at(to, to) += line + ground;
  }
  net.solveCurrents(at);
  setPowers(
      net, c, [&](int i) { return net.sourceP[i] * (1 - frequency); },
      [&](int i, double voltage) { return net.sourceQ[i] * (1 - voltage); });
  putMismatches(net, 0, c.h);
  if (droop == Droop::Fixed) return powerErrors(net, 0);
  double active = 0.0;
  double reactive = 0.0;
  for (int i = 0; i < 38; ++i) {
    active += net.p[i];
    reactive += net.q[i];
  }
  return droop == Droop::ActiveLoss ? active : 0.5 * (reactive + active);
}
double rc40(const Call& c) {
  return islanded(c, Droop::Fixed);
}
double rc42(const Call& c) {
  return islanded(c, Droop::ActiveLoss);
}
double rc43(const Call& c) {
  return islanded(c, Droop::ReactiveLoss);
}

double rc41(const Call& c) {
  Network net(c.ws, 38);
  Cursor x(c.x);
  net.readVoltages(x, 1);
  net.solveCurrents(admittance(c));
  const auto source = [](int i) { return i >= 33; };
  setPowers(
      net, c, [&](int i) { return source(i) ? 0.2 : 0.0; },
      [&](int i, double /*voltage*/) { return source(i) ? 0.18 : 0.0; });
  putMismatches(net, 1, c.h);
  return powerErrors(net, 1);
}

}  // namespace

std::vector<Row> powerRows() {
  return {
      {34, "Distributed generation for phase balancing", rc34, 0, 108, {{118, -1, 1}}, "PS1"},
      {35, "Distributed generation against active power loss", rc35, 0, 148, {{153, -1, 1}}, "PS2"},
      {36, "Distributed generation and capacitors against power loss", rc36, 0, 148, {{158, -1, 1}}, "PS2"},
      {37, "Optimal power flow, active power loss", rc37, 0, 116, {{116, -1, 1}, {10, 0, 1}}, "PS11"},
      {38, "Optimal power flow, fuel cost", rc38, 0, 116, {{116, -1, 1}, {10, 0, 1}}, "PS11"},
      {39, "Optimal power flow, loss and fuel cost", rc39, 0, 116, {{116, -1, 1}, {10, 0, 1}}, "PS11"},
      {40, "Microgrid power flow, islanded", rc40, 0, 76, {{74, -1, 1}, {2, 0, 2}}, "PS14"},
      {41, "Microgrid power flow, grid-connected", rc41, 0, 74, {{74, -1, 1}}, "PS2"},
      {42, "Droop controllers against active power loss", rc42, 0, 76, {{74, -1, 1}, {2, 0, 2}, {10, 0, 500}}, "PS14"},
      {43,
       "Droop controllers against reactive power loss",
       rc43,
       0,
       76,
       {{74, -1, 1}, {2, 0, 2}, {10, 0, 500}},
       "PS14"},
  };
}

}  // namespace tandem::prob::rwco
