// SPDX-License-Identifier: Apache-2.0
#include "problems/base/real_world/rwco_machines.h"

#include <algorithm>
#include <complex>
#include <limits>
#include <numbers>

#include "tandem/linalg.h"

namespace tandem::prob::rwco {
namespace {

constexpr double kPi = std::numbers::pi;
using Complex = std::complex<double>;

/// The arc cosine of any real number, beyond [-1, 1] with the imaginary part's sign of the argument.
Complex acosAny(double v) {
  if (std::abs(v) <= 1.0) return {std::acos(v), 0.0};
  if (v > 1.0) return {0.0, std::acosh(v)};
  return {kPi, -std::acosh(-v)};
}

/// Minimum over [low, high] by golden section and parabolas (Brent 1973, ch. 5), tolerance 1e-4. Compares real parts,
/// returns the whole value.
template <typename F>
Complex minimum(F&& f, double low, double high) {
  const double root = std::sqrt(std::numeric_limits<double>::epsilon());
  const double golden = 0.5 * (3.0 - std::sqrt(5.0));
  constexpr double kTolerance = 1e-4;
  double a = low;
  double b = high;
  double x = a + golden * (b - a);
  double w = x;
  double v = x;
  Complex best = f(x);
  double fx = best.real();
  double fw = fx;
  double fv = fx;
  double d = 0.0;
  double e = 0.0;
  for (int evaluations = 1; evaluations < 500; ++evaluations) {
    const double middle = 0.5 * (a + b);
    const double tol1 = root * std::abs(x) + kTolerance / 3.0;
    const double tol2 = 2.0 * tol1;
    if (!(std::abs(x - middle) > tol2 - 0.5 * (b - a))) break;
    bool useGolden = true;
    if (std::abs(e) > tol1) {
      double r = (x - w) * (fx - fv);
      double q = (x - v) * (fx - fw);
      double p = (x - v) * q - (x - w) * r;
      q = 2.0 * (q - r);
      if (q > 0.0) p = -p;
      q = std::abs(q);
      r = e;
      e = d;
      if (std::abs(p) < std::abs(0.5 * q * r) && p > q * (a - x) && p < q * (b - x)) {
        d = p / q;
        const double u = x + d;
        if (u - a < tol2 || b - u < tol2) d = middle - x >= 0.0 ? tol1 : -tol1;
        useGolden = false;
      }
    }
    if (useGolden) {
      e = x >= middle ? a - x : b - x;
      d = golden * e;
    }
    const double u = x + (d >= 0.0 ? 1.0 : -1.0) * std::max(std::abs(d), tol1);
    const Complex value = f(u);
    const double fu = value.real();
    if (fu <= fx) {
      (u >= x ? a : b) = x;
      v = w;
      fv = fw;
      w = x;
      fw = fx;
      x = u;
      fx = fu;
      best = value;
    } else {
      (u < x ? a : b) = u;
      if (fu <= fw || w == x) {
        v = w;
        fv = fw;
        w = u;
        fw = fu;
      } else if (fu <= fv || v == x || v == w) {
        v = u;
        fv = fu;
      }
    }
  }
  return best;
}

}  // namespace

double robotGripper(const Call& c) {
  const double a = c.x(1);
  const double b = c.x(2);
  const double link = c.x(3);
  const double e = c.x(4);
  const double f = c.x(5);
  const double l = c.x(6);
  const double delta = c.x(7);
  constexpr double kFar = 99.9999;
  constexpr double kForce = 100;
  constexpr double kUnreachable = 1e4;
  const auto alpha = [&](double z) {
    const double reach = std::sqrt(sq(l - z) + sq(e));
    return acosAny((sq(a) + sq(l - z) + sq(e) - sq(b)) / (2 * a * reach));
  };
  const auto beta = [&](double z) {
    const double reach = std::sqrt(sq(l - z) + sq(e));
    return acosAny((sq(b) + sq(l - z) + sq(e) - sq(a)) / (2 * b * reach));
  };
  const auto grip = [&](double z) {
    const Complex left = alpha(z);
    return kForce * b * std::sin(left + beta(z)) / (2.0 * link * std::cos(left + std::atan(e / (l - z))));
  };
  const Complex least = minimum(grip, 0.0, kFar);
  const Complex most = minimum([&](double z) { return -grip(z); }, 0.0, kFar);
  const Complex force = -most - least;
  const auto opening = [&](double z) {
    return 2.0 * (e + f + link * std::sin(beta(z) - std::atan(e / (l - z)) + delta));
  };
  const Complex narrow = opening(kFar);
  const Complex wide = opening(0.0);
  const auto real = [](Complex v, double value) { return v.imag() != 0.0 ? kUnreachable : value; };
  put(c.g, {real(narrow, narrow.real() - 50), real(narrow, -narrow.real()), real(wide, 100 - wide.real()),
            real(wide, wide.real() - 150), sq(l) + sq(e) - sq(a + b), sq(b) - sq(a - e) - sq(l - kFar), kFar - l});
  return real(force, force.real());
}

double gearBox(const Call& c) {
  constexpr double widths[] = {3.175, 5.715, 8.255, 12.7};
  constexpr double kPlace = 12.7;  // places are multiples of it
  constexpr double phi = 20 * kPi / 180;
  constexpr double kSpeed = 5000;
  constexpr double kLength = 127;
  const double bending = 2090 * 0.2 / (0.0167 * 55.9 * 1.5 * 1.6);
  const double contact = sq(3290.0 / 464.0) * (std::sin(phi) * std::cos(phi)) / (0.0334 * 55.9 * 1.5 * 1.6);
  const auto place = [&](int i) { return kPlace * whole(c.x(i)); };
  const double pinionX = place(13);
  const double pinionY = place(18);
  const double undercut = sq(std::sin(phi)) / 4;
  double slow = 1.0;   // product of the gears' teeth so far
  double quick = 1.0;  // and of the pinions'
  double f = 0.0;
  for (int s = 0; s < 4; ++s) {
    const double np = whole(c.x(1 + 2 * s));
    const double ng = whole(c.x(2 + 2 * s));
    const double sum = np + ng;
    const double b = entry(widths, c.x(9 + s));
    const double gx = place(14 + s);
    const double gy = place(19 + s);
    const double distance = std::sqrt(sq(gx - pinionX) + sq(gy - pinionY));
    f += b * sq(distance) * (sq(np) + sq(ng)) / sq(sum);
    const double torque = 366000 * slow / (kPi * kSpeed * quick) + 2 * distance * np / sum;
    c.g[s] = torque * (sq(sum) / (4 * b * sq(distance) * np)) - bending;
    c.g[4 + s] = torque * (cube(sum) / (4 * b * sq(distance) * ng * sq(np))) - contact;
    c.g[8 + s] = 1.4 * kPi * std::cos(phi) - np * std::sqrt(undercut + 1 / np + sq(1 / np)) -
                 ng * std::sqrt(undercut + 1 / ng + sq(1 / ng)) + std::sin(phi) * sum / 2;
    c.g[12 + s] = 25.4 - 2 * distance * np / sum;
    c.g[16 + s] = 25.4 - 2 * distance * ng / sum;
    const double pinion = (np + 2) * distance / sum;
    const double gear = (ng + 2) * distance / sum;
    const double px = s == 0 ? pinionX : gx;
    const double py = s == 0 ? pinionY : gy;
    const double reach[] = {px + pinion - kLength, -px + pinion, py + pinion - kLength, -py + pinion,
                            gx + gear - kLength,   -gx + gear,   gy + gear - kLength,   -gy + gear};
    for (int k = 0; k < 8; ++k) c.g[20 + 4 * k + s] = reach[k];
    // Limits on the teeth that each apply to one width: a product that vanishes for the other widths.
    constexpr double lower[] = {0.945, 0.646, 0.504, 0.0};
    constexpr double upper[] = {1.812, 0.945, 0.646, 0.504};
    for (int k = 0; k < 4; ++k) {
      double select = k % 2 == 0 ? -1.0 : 1.0;
      for (int m = 0; m < 4; ++m) {
        if (m != k) select *= b - widths[m];
      }
      // The published code uses the previous stage's pinion in the last two of the third row.
      const double first = k == 2 && s >= 2 ? whole(c.x(1 + 2 * (s - 1))) : np;
      c.g[52 + 4 * k + s] = (lower[k] * distance - np - ng) * select;
      c.g[68 + 4 * k + s] = (-upper[k] * distance + first + ng) * select;
    }
    slow *= ng;
    quick *= np;
  }
  c.g[84] = 245 - kSpeed * quick / slow;
  c.g[85] = -255 + kSpeed * quick / slow;
  for (int k = 0; k < 86; ++k) {
    if (std::isinf(c.g[k])) c.g[k] = 1e6;
  }
  return kPi / 1000 * f;
}

double tenBarTruss(const Call& c) {
  constexpr double young = 6.98e10;
  constexpr double density = 2770;
  constexpr double added = 454;  // mass at every node
  constexpr double nodes[6][2] = {{18.288, 9.144}, {18.288, 0}, {9.144, 9.144}, {9.144, 0}, {0, 9.144}, {0, 0}};
  constexpr int bars[10][2] = {{2, 4}, {0, 2}, {3, 5}, {1, 3}, {2, 3}, {0, 1}, {3, 4}, {2, 5}, {1, 2}, {0, 3}};
  constexpr int kFree = 8;  // nodes 5 and 6 are fixed
  Workspace::Frame frame(c.ws);
  const MatView k = frame.matrix(kFree, kFree);
  const MatView m = frame.matrix(kFree, kFree);
  std::fill_n(k.data, kFree * kFree, 0.0);
  std::fill_n(m.data, kFree * kFree, 0.0);
  double weight = 0.0;
  for (int bar = 0; bar < 10; ++bar) {
    const double area = c.x(bar + 1);
    const double dx = nodes[bars[bar][1]][0] - nodes[bars[bar][0]][0];
    const double dy = nodes[bars[bar][1]][1] - nodes[bars[bar][0]][1];
    const double length = std::sqrt(sq(dx) + sq(dy));
    const double direction[2] = {dx / length, dy / length};
    weight += density * length * area;
    for (int p = 0; p < 2; ++p) {
      for (int q = 0; q < 2; ++q) {
        for (int i = 0; i < 2; ++i) {
          const int row = 2 * bars[bar][p] + i;
          for (int j = 0; j < 2; ++j) {
            const int col = 2 * bars[bar][q] + j;
            if (row >= kFree || col >= kFree) continue;
            k(row, col) += (p == q ? 1 : -1) * area * young / length * direction[i] * direction[j];
            if (i == j) m(row, col) += density * length * area * (p == q ? 2.0 : 1.0) / 6.0;
          }
        }
      }
    }
  }
  for (int i = 0; i < kFree; ++i) m(i, i) += added;
  // K u = omega^2 M u by M = L L^T: the eigenvalues of L^-1 K L^-T.
  const MatView lower = frame.matrix(kFree, kFree);
  const MatView half = frame.matrix(kFree, kFree);
  const MatView turned = frame.matrix(kFree, kFree);
  const MatView vectors = frame.matrix(kFree, kFree);
  const std::span<double> values = frame.doubles(kFree);
  bool solved = linalg::cholesky(m, lower) && linalg::solve(lower, k, half, c.ws);
  if (solved) {
    for (int i = 0; i < kFree; ++i) {
      for (int j = 0; j < kFree; ++j) turned(i, j) = half(j, i);
    }
    solved = linalg::solve(lower, turned, half, c.ws) && linalg::eigenSymmetric(half, values, vectors, c.ws);
  }
  constexpr double least[] = {7, 15, 20};
  for (int i = 0; i < 3; ++i) {
    const double frequency = solved ? std::sqrt(values[i]) / 2 / kPi : 0.0;
    c.g[i] = least[i] / frequency - 1;
  }
  return weight;
}

double topology(const Call& c) {
  constexpr int kWide = 3;
  constexpr int kHigh = 10;
  constexpr int kDofs = 2 * (kWide + 1) * (kHigh + 1);
  constexpr int kFixed = 2 * (kHigh + 1);
  constexpr int kFree = kDofs - kFixed;
  constexpr double young = 206000000;
  constexpr double nu = 0.3;
  constexpr double e[8] = {
      1.0 / 2 - nu / 6,  1.0 / 8 + nu / 8, -1.0 / 4 - nu / 12,  -1.0 / 8 + 3 * nu / 8, -1.0 / 4 + nu / 12,
      -1.0 / 8 - nu / 8, nu / 6,           1.0 / 8 - 3 * nu / 8};
  constexpr int pattern[8][8] = {{0, 1, 2, 3, 4, 5, 6, 7}, {1, 0, 7, 6, 5, 4, 3, 2}, {2, 7, 0, 5, 6, 3, 4, 1},
                                 {3, 6, 5, 0, 7, 2, 1, 4}, {4, 5, 6, 7, 0, 1, 2, 3}, {5, 4, 3, 2, 1, 0, 7, 6},
                                 {6, 3, 4, 1, 2, 7, 0, 5}, {7, 2, 1, 4, 3, 6, 5, 0}};
  const auto stiffness = [&](int i, int j) { return young / (1 - nu * nu) * e[pattern[i][j]]; };
  const auto density = [&](int column, int row) { return c.x(column * kHigh + row + 1); };
  const auto dofs = [](int column, int row, int* out) {
    const int n1 = (kHigh + 1) * column + row;
    const int n2 = n1 + kHigh + 1;
    const int list[8] = {2 * n1, 2 * n1 + 1, 2 * n2, 2 * n2 + 1, 2 * n2 + 2, 2 * n2 + 3, 2 * n1 + 2, 2 * n1 + 3};
    std::copy_n(list, 8, out);
  };
  Workspace::Frame frame(c.ws);
  const MatView k = frame.matrix(kFree, kFree);
  const MatView force = frame.matrix(kFree, 1);
  const MatView u = frame.matrix(kFree, 1);
  std::fill_n(k.data, kFree * kFree, 0.0);
  std::fill_n(force.data, kFree, 0.0);
  force(kFree - 1, 0) = -10000;
  int d[8];
  for (int column = 0; column < kWide; ++column) {
    for (int row = 0; row < kHigh; ++row) {
      dofs(column, row, d);
      const double scale = cube(density(column, row));
      for (int i = 0; i < 8; ++i) {
        for (int j = 0; j < 8; ++j) {
          if (d[i] >= kFixed && d[j] >= kFixed) k(d[i] - kFixed, d[j] - kFixed) += scale * stiffness(i, j);
        }
      }
    }
  }
  double compliance = 0.0;
  double slope[kWide][kHigh];
  const bool solved = linalg::solve(k, force, u, c.ws);
  for (int column = 0; column < kWide; ++column) {
    for (int row = 0; row < kHigh; ++row) {
      dofs(column, row, d);
      double energy = 0.0;
      for (int i = 0; i < 8; ++i) {
        for (int j = 0; j < 8; ++j) {
          if (d[i] < kFixed || d[j] < kFixed) continue;
          energy += u(d[i] - kFixed, 0) * stiffness(i, j) * u(d[j] - kFixed, 0);
        }
      }
      if (!solved) energy = NAN;
      const double x = density(column, row);
      compliance += cube(x) * energy;
      slope[column][row] = -3 * sq(x) * energy;
    }
  }
  // The sensitivities, filtered over the neighbours within 1.5, must not be positive.
  constexpr double kRadius = 1.5;
  for (int column = 0; column < kWide; ++column) {
    for (int row = 0; row < kHigh; ++row) {
      double sum = 0.0;
      double filtered = 0.0;
      for (int i = std::max(column - 1, 0); i <= std::min(column + 1, kWide - 1); ++i) {
        for (int j = std::max(row - 1, 0); j <= std::min(row + 1, kHigh - 1); ++j) {
          const double weight = std::max(0.0, kRadius - std::sqrt(sq(column - i) + sq(row - j)));
          sum += weight;
          filtered += weight * density(i, j) * slope[i][j];
        }
      }
      c.g[column * kHigh + row] = filtered / (density(column, row) * sum);
    }
  }
  return compliance;
}

}  // namespace tandem::prob::rwco
