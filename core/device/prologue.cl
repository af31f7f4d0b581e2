// SPDX-License-Identifier: Apache-2.0
// The device's half of the vocabulary of problems/base/functions/function_terms.h.
#ifdef TANDEM_SINGLE
typedef float Vec;
#else
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
typedef double Vec;
#endif
#pragma OPENCL FP_CONTRACT OFF

#define Vec(x) ((Vec)(x))
typedef Vec Number;
typedef int Mask;
typedef __global const Vec* Table;
typedef __global const Vec* Reader;

// A block of rows lies coordinate by coordinate: the rows of one coordinate side by side.
#define LANES 32
#define at(i) at_[(i) * LANES]
#define TANDEM_FUNCTION(name) static Vec name(Reader at_, int dim, Table table)
#define TANDEM_OF_POINT
#define TANDEM_POINT Reader at_
#define TANDEM_SAME_POINT at_
#define TANDEM_INLINE static inline __attribute__((always_inline))

#define mulAdd(a, b, c) fma((Vec)(a), (Vec)(b), (Vec)(c))
#define root(v) sqrt(v)
#define size(v) fabs(v)
#define exponential(v) exp(v)
#define power(v, exponent) pow((Vec)(v), (Vec)(exponent))
#define sine(v) sin(v)
#define cosine(v) cos(v)
#define sineOfTurns(v) sinpi(Vec(2.0) * (v))
#define cosineOfTurns(v) cospi(Vec(2.0) * (v))
#define nearest(v) rint(v)
#define wholePart(v) floor(v)
#define choose(condition, yes, no) ((condition) ? (yes) : (no))
