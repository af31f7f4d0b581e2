// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tandem/error.h"
#include "tandem/params.h"
#include "tandem/rng.h"

namespace tandem {
namespace {

using testing::HasSubstr;

struct Sample final : Parameterised {
  double rmp = 0.3;
  int window = 5;
  bool adaptive = false;
  std::string mode = "rand/1";
  void params(ParamVisitor& p) override {
    p.real("rmp", rmp, {.min = 0, .max = 1, .doc = "random mating probability"});
    p.integer("window", window, {.min = 1, .max = 100, .doc = "generations remembered"});
    p.boolean("adaptive", adaptive, "adapt rmp");
    p.choice("mode", mode, {.options = {"rand/1", "best/1"}, .doc = "mutation"});
  }
};

std::string complaint(const ParamValues& values) {
  Sample sample;
  try {
    setParams(sample, values, "My-EA");
  } catch (const InputError& e) {
    return e.what();
  }
  return "no complaint";
}

TEST(Params, AreDescribedInOrderWithDefaultsRangesAndMeaning) {
  Sample sample;
  const std::vector<ParamInfo> params = describeParams(sample);
  ASSERT_EQ(params.size(), 4U);
  EXPECT_EQ(params[0].name, "rmp");
  EXPECT_EQ(params[0].value, "0.3");
  EXPECT_EQ(params[0].max, 1.0);
  EXPECT_EQ(params[0].doc, "random mating probability");
  EXPECT_EQ(params[1].type, ParamType::Integer);
  EXPECT_EQ(params[1].value, "5");
  EXPECT_EQ(params[2].value, "false");
  EXPECT_EQ(params[3].options, (std::vector<std::string>{"rand/1", "best/1"}));
}

TEST(Params, AreSetByNormalisedName) {
  Sample sample;
  setParams(sample, {{"RMP", "1e-3"}, {"Window", "7"}, {"adaptive", "true"}, {"mode", "BEST/1"}}, "My-EA");
  EXPECT_EQ(sample.rmp, 1e-3);
  EXPECT_EQ(sample.window, 7);
  EXPECT_TRUE(sample.adaptive);
  EXPECT_EQ(sample.mode, "best/1");
}

TEST(Params, ComplaintsNameOwnerParameterValueAndCure) {
  const std::string range = complaint({{"rmp", "1.5"}});
  for (const char* part : {"My-EA", "rmp", "1.5", "[0, 1]"}) EXPECT_THAT(range, HasSubstr(part));
  EXPECT_THAT(complaint({{"window", "0"}}), HasSubstr("[1, 100]"));
  EXPECT_THAT(complaint({{"window", "2.5"}}), HasSubstr("not a whole number"));
  EXPECT_THAT(complaint({{"window", "99999999999"}}), HasSubstr("99999999999"));
  EXPECT_THAT(complaint({{"adaptive", "maybe"}}), HasSubstr("neither true nor false"));
  EXPECT_THAT(complaint({{"mode", "worst"}}), HasSubstr("rand/1, best/1"));
  EXPECT_THAT(complaint({{"rpm", "0.3"}}), HasSubstr("no parameter 'rpm'"));
  EXPECT_THAT(complaint({{"rmp", "0.3"}, {"RMP", "0.4"}}), HasSubstr("'rmp' of 'My-EA' is given twice, also as 'RMP'"));
}

TEST(Params, TextsThatAreNotNumbersAreRefused) {
  for (const char* text : {"", " 0.5", "0.5 ", "0,5", "nan", "inf", "-inf", "0x1p-1", "1e999", "0.5abc"}) {
    EXPECT_THAT(complaint({{"rmp", text}}), HasSubstr("rmp")) << "'" << text << "'";
  }
}

struct Ranged final : Parameterised {
  double low = 0.1;
  double high = 0.9;
  void params(ParamVisitor& p) override {
    p.real("low", low, {.min = 0, .max = 1, .doc = "least rate"});
    p.real("high", high, {.min = 0, .max = 1, .doc = "largest rate"});
    p.ordered("low", low, "high", high);
  }
};

TEST(Params, ALowEndAboveTheHighOneIsRefused) {
  const auto complaintOf = [](const ParamValues& values) {
    Ranged ranged;
    try {
      setParams(ranged, values, "My-EA");
    } catch (const InputError& e) {
      return std::string(e.what());
    }
    return std::string("no complaint");
  };
  for (const ParamValues& good : {ParamValues{}, ParamValues{{"low", "0.9"}}, ParamValues{{"high", "0.1"}},
                                  ParamValues{{"low", "1"}, {"high", "1"}}}) {
    EXPECT_EQ(complaintOf(good), "no complaint");
  }
  // Whichever of the two was given.
  EXPECT_THAT(complaintOf({{"low", "0.95"}}), HasSubstr("'low' of 'My-EA' is 0.95, above 'high', which is 0.9"));
  EXPECT_THAT(complaintOf({{"high", "0.05"}}), HasSubstr("'low' of 'My-EA' is 0.1, above 'high', which is 0.05"));
  Ranged ranged;
  EXPECT_EQ(describeParams(ranged).size(), 2U) << "it is not a parameter of its own";
}

TEST(Params, FormatRealIsShortAndParsesBackExactly) {
  EXPECT_EQ(formatReal(0.3), "0.3");
  EXPECT_EQ(formatReal(1e-8), "1e-08");
  EXPECT_EQ(formatReal(5), "5");
  Rng rng(1);
  for (int i = 0; i < 10'000; ++i) {
    const double value = std::ldexp(rng.normal(), rng.below(600) - 300);
    EXPECT_EQ(std::stod(formatReal(value)), value);
  }
  EXPECT_EQ(std::stod(formatReal(std::numeric_limits<double>::min())), std::numeric_limits<double>::min());
}

}  // namespace
}  // namespace tandem
