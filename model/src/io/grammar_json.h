// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/grammar.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace corespan::model {

/// Reads a grammar of a model's configuration. Types are called by their names in the selector's `types`. Known are
///
///     {"name": "orf", "table": 11, "starts": ["ATG", "GTG", "TTG"], "stop_inside": true, "internal_stops": false,
///      "open_begin": false, "open_end": false}
///     {"name": "types", "first": ["S", "H"], "last": ["H"], "next": {"S": ["H"]}, "touching": {"H": []},
///      "at_start": {"S": 40}, "lengths": {"S": [10, 60]}, "sides": {"H": ["in", "out"], "h": ["out", "in"]}}
///
/// where all but the name may be left out. orf: starts are the table's usual ones then. types: `first` and `last` name
/// all types that may be a record's first and last core, `next` and `touching` all that may follow a type (types that
/// are no key may be followed by any); at_start: cores of the type begin in the first so many positions; lengths: least
/// and greatest, 0 for no limit; sides: where cores of the type begin and end.
///
/// The selector's reader calls it once it knows `types`, and its writer grammarJson().
///
/// \param where begins the message
/// \throws ModelError that names all problems at once: unknown fields, types and values, contradictions
GrammarConfig parseGrammar(const nlohmann::json& object, const std::vector<std::string>& types,
                           const std::string& where = "grammar");

/// The object that parseGrammar() reads as this; null for Kind::None.
nlohmann::json grammarJson(const GrammarConfig& grammar, const std::vector<std::string>& types);

} // namespace corespan::model
