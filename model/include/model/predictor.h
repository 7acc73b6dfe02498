// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"
#include "model/ctc_decoder.h"
#include "model/decode_options.h"
#include "model/selection.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace corespan::model {

enum class DeviceChoice { Auto, Cpu, Cuda };

struct DeviceInfo
{
    std::string name;   ///< "CPU", "CUDA · NVIDIA H200"
    std::string reason; ///< why this one: "libtorch_cuda.so not found", "asked for", ...
    bool cuda = false;
    std::string precision; ///< "fp32" or "bf16"
};

struct PredictorOptions
{
    DeviceChoice device = DeviceChoice::Auto;
    int threads = 0;              ///< 0: all cores but one (at least one), set in the calling thread
    std::int64_t tokenBudget = 0; ///< padded positions a batch; 0: chosen by device
};

struct PredictOptions
{
    DecodeOptions decode;
    std::int64_t windowSize = -1;    ///< longer records in windows; 0: all in one piece, < 0: as the model says
    std::int64_t windowOverlap = -1; ///< < 0: as the model says; half of a size that is not the model's
    bool bothStrands = false;        ///< nucleotides: cores of the reverse strand too, on forward coordinates
    bool labelMatrix = false;        ///< fill Prediction::labelProbabilities
};

/// What the model says of one record. All positions are the record's own, 0-based.
///
/// With both strands, core types T + t are the model's types t read on the reverse strand, and cores are disjoint
/// whatever their strand. A position has the labels of the strand whose core is there, or is more probable there.
struct Prediction
{
    Selection selector;
    std::vector<CtcHypothesis> strings;        ///< ctc: label strings, most probable first
    std::vector<CtcHypothesis> reverseStrings; ///< of the reverse strand; positions count along that strand
    /// [L] index into ModelConfig::labels; empty without translator and CTC. From CTC alone: the best string's label at
    /// the positions that it covers, -1 elsewhere.
    std::vector<std::int16_t> topLabel;
    std::vector<float> topLabelProbability; ///< [L]
    std::vector<float> labelProbabilities;  ///< [L * K] row-major, only with labelMatrix
};

struct PredictProgress
{
    std::size_t done = 0;            ///< records
    std::size_t total = 0;           ///< records
    std::int64_t positionsDone = 0;  ///< grows within a long record too
    std::int64_t positionsTotal = 0; ///< of all records; strands are not counted twice
};

struct PredictSummary
{
    std::size_t done = 0;
    bool cancelled = false;
    std::int64_t positions = 0;       ///< real positions computed
    std::int64_t paddedPositions = 0; ///< computed but padding
    int oomRetries = 0;
    double seconds = 0.0;        ///< of the whole call
    double encoderSeconds = 0.0; ///< of that, in the encoder and the heads; the rest selects, decodes and hands out
};

/// Raw outputs for one record: rows are its positions.
struct RawLogits
{
    std::int64_t length = 0;
    std::int64_t dModel = 0;
    std::int64_t selectorRows = 0;
    std::int64_t labelCount = 0;
    std::vector<float> hidden;   ///< [L, dModel]
    std::vector<float> selector; ///< [L, selectorRows]; span: start and end of each type
    std::vector<float> null;     ///< [selectorRows]: the selector's logits of the `</s>` state
    std::vector<float> labels;   ///< [L, K]
};

/// A loaded model on its device. Create, use and destroy it on one thread.
class Predictor
{
public:
    /// \throws ModelError when the directory is not a whole model
    Predictor(const std::filesystem::path& directory, const PredictorOptions& options = {});
    ~Predictor();
    Predictor(Predictor&&) noexcept;
    Predictor& operator=(Predictor&&) noexcept;

    const ModelConfig& config() const;
    const DeviceInfo& device() const;
    const std::string& weightsSha256() const;

    /// Called on the calling thread, in no particular order, once for each record, between batches.
    using OnPrediction = std::function<void(std::size_t index, Prediction prediction)>;
    using OnProgress = std::function<void(const PredictProgress&)>;

    /// Sorts by length, fills batches by the token budget, halves a batch that runs out of memory; nothing is dropped
    /// or truncated. Stops between batches, and between the windows of a long record, when `stop` is requested; a
    /// record that was not finished is not reported. An empty sequence gives a prediction of length 0. Memory beyond
    /// the predictions: one batch, and for a long record the selector's logits and what its decoder needs.
    /// \throws ModelError for windows that cannot be (whether or not a record is that long), both strands of what has
    /// one, a record that does not fit into memory
    PredictSummary predict(std::span<const std::string_view> sequences, const PredictOptions& options,
                           const OnPrediction& onPrediction, const OnProgress& onProgress = {},
                           std::stop_token stop = {});

    RawLogits logits(std::string_view sequence);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan::model
