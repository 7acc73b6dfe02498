// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/selection.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// The post-processing of question answering, as `postprocess_qa_predictions` in transformers'
/// examples/pytorch/question-answering/utils_qa.py does it (SQuAD 2.0's rule for "no answer": Devlin et al., NAACL
/// 2019): for numbers that compare with the field's. decodeSpan() is exact where this looks at the best starts and ends
/// only. Pure; any thread.
namespace corespan::model {

/// One window of a record.
struct QaWindow
{
    std::span<const float> start;                  ///< [n] logits of all tokens of the window
    std::span<const float> end;                    ///< [n]
    std::int64_t null = 0;                         ///< the token that says "no core": [CLS] is 0, `</s>` n - 1
    std::int64_t first = 1;                        ///< tokens first .. first + positions - 1 are the record's
    std::int64_t positions = 0;                    ///< positions offset .. offset + positions - 1
    std::int64_t offset = 0;                       ///< 0-based
    std::span<const std::uint8_t> maxContext = {}; ///< [positions] 0: no core begins here in this window; empty: all 1
};

struct QaOptions
{
    std::size_t nBest = 20;              ///< n_best_size: best starts, best ends and answers looked at; at least 1
    std::int64_t maxAnswerLength = 30;   ///< in tokens, at least 1
    bool withNegative = false;           ///< version_2_with_negative: records may have no core
    double nullScoreDiffThreshold = 0.0; ///< "no core" where its score is more than this above the best core's
};

struct QaAnswer
{
    enum class Kind { Core, Null, Placeholder };

    Kind kind = Kind::Core; ///< Placeholder: stands where no core is possible, with score 0
    Span span = {};         ///< of a core
    double startLogit = 0.0;
    double endLogit = 0.0;
    double score = 0.0;       ///< start + end, rounded to float as there
    double probability = 0.0; ///< softmax of the scores over `answers`
};

struct QaResult
{
    std::vector<QaAnswer> answers; ///< n-best of all windows, best first; windows that overlap may repeat a core. With
                                   ///< negatives "no core" is among them, at the end where it is not in the n-best
    std::optional<Span> core;      ///< the decision; absent for "no core" and where none is possible
    double nullScore = 0.0;        ///< the smallest of the windows': all have to agree that there is none
    double scoreDiff = 0.0;        ///< nullScore less the best core's score; 0 without negatives
};

/// Of equal logits the earlier token is the better one, of equal scores that of the better start, then end; the utility
/// leaves the first of these open. No windows: a placeholder.
/// \throws ModelError for windows whose numbers do not fit together, logits that are not finite, impossible options
QaResult qaAnswers(std::span<const QaWindow> windows, const QaOptions& options);

/// For each window of a record whether it is the one that shows a position with the most context, min(left, right) +
/// 0.01 * length of the window as in BERT's run_squad.py; of equals the first. Windows [begin, end) of the record.
std::vector<std::vector<std::uint8_t>> qaMaxContext(std::span<const Span> windows);

/// An exact selection with decision, candidates, null and margin replaced by these answers; its tracks stay.
Selection withQaAnswers(Selection exact, const QaResult& result);

} // namespace corespan::model
