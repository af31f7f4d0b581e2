// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "tandem/labels.h"
#include "tandem/params.h"
#include "tandem/problem.h"
#include "tandem/result.h"

/// Texts and records for entries of the catalogue, shared by the commands that show them.
namespace tandem::cli {

/// "Authors. Title. Venue, year. https://doi.org/..."; empty if unknown.
std::string citationText(const Citation& citation);
nlohmann::ordered_json citationRecord(const Citation& citation);

/// "[0, 1]", ">= 1", "true or false", the options of a choice, "any number".
std::string rangeText(const ParamInfo& param);
/// The value of a parameter as JSON: number, boolean or text.
nlohmann::ordered_json paramValue(const ParamInfo& param);
/// Array of {name, type, default or value, min, max, options, meaning}; `valueKey` names the current value.
nlohmann::ordered_json paramRecords(const std::vector<ParamInfo>& params, const std::string& valueKey);
/// "rmp=0.3, muC=2".
std::string paramText(const std::vector<ParamInfo>& params);
std::string paramText(const ParamValues& params);

/// "[-50, 50]" when all variables share their bounds, else the hull: "within [-100, 50]".
std::string boundsText(const TaskInfo& task);
nlohmann::ordered_json taskRecord(const TaskInfo& task);

/// Number of initial individuals given (--start), over all tasks.
std::int64_t startPoints(const ExperimentInfo& info);
/// Provenance, specification, algorithms and problems of an experiment.
nlohmann::ordered_json experimentRecord(const ExperimentInfo& info);

/// `label text`, the text wrapped at 100 columns with a hanging indent; nothing for an empty text.
std::string labelled(const std::string& label, const std::string& text);

}  // namespace tandem::cli
