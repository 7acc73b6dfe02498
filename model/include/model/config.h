// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/error.h"
#include "model/grammar.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace corespan::model {

/// How positions see each other. Names follow Hugging Face: T5Config is `full`; LongT5Config's
/// `encoder_attention_type` is "local" or "transient-global". UMT5Config is `full` with biasPerLayer.
enum class AttentionKind { Full, Local, TransientGlobal };

enum class Activation { Relu, GeluNew, Silu, Gelu };

/// The encoder's fields of T5Config / LongT5Config / UMT5Config (transformers 5.17); defaults are T5Config's.
struct EncoderConfig
{
    std::int64_t vocabSize = 32128;
    std::int64_t dModel = 512;
    std::int64_t dKv = 64; ///< size of one head; numHeads * dKv need not equal dModel
    std::int64_t dFf = 2048;
    std::int64_t numLayers = 6;
    std::int64_t numHeads = 8;
    std::int64_t relativeBuckets = 32;      ///< relative_attention_num_buckets
    std::int64_t relativeMaxDistance = 128; ///< relative_attention_max_distance
    double dropout = 0.1;
    double layerNormEpsilon = 1e-6;
    double initializerFactor = 1.0;
    Activation activation = Activation::Relu;
    bool gated = false; ///< "gated-*": wi_0 (activated) times wi_1
    AttentionKind attention = AttentionKind::Full;
    bool biasPerLayer = false;         ///< UMT5: a relative bias in each layer instead of one for all
    std::int64_t localRadius = 127;    ///< LongT5: positions seen on each side
    std::int64_t globalBlockSize = 16; ///< LongT5 transient-global: positions a global token sums
};

enum class Alphabet { Protein, Dna, Rna, Text };

enum class TokenizerKind { Residue, Kmer, SentencePiece };

/// `corespan.tokenizer`: tokens, followed by one `</s>` (id 1). pad is 0. Residue and Kmer give one token a position;
/// SentencePiece splits as it was trained to, see model/tokenizer.h for what its pieces stand for.
struct TokenizerConfig
{
    TokenizerKind kind = TokenizerKind::Residue;
    std::string symbols = "ACDEFGHIKLMNPQRSTVWY";
    std::int64_t k = 1; ///< k-mer only; odd: the token belongs to the position at its centre
    std::int64_t firstId = 3;
    std::int64_t unknownId = 2;
    /// Letters replaced before look-up, e.g. {"from": "UZOB", "to": "X"} of ProtT5. Empty: none.
    std::string replaceFrom = {};
    char replaceTo = 'X';
    /// SentencePiece: its model, in the model's directory; in a training configuration a path from the current folder
    /// (or from init_from, where that has it).
    std::string file = "spiece.model";
    std::string joiner = {}; ///< SentencePiece: put between positions before they are split: " " of ProtT5. Empty: none
    std::shared_ptr<const std::string> fileBytes = {}; ///< what `file` holds; null until it is read. Not in the JSON
    bool given = false; ///< a configuration, or a spiece.model, said so; false: these are the defaults. Not in the JSON
};

/// Lafferty 2001 (CRF), Ramshaw & Marcus 1995 (BIO), Graves 2006 (CTC), Devlin 2019 (start/end span with null), Raffel
/// 2020 (padded: a decoder that writes the whole record anew, one token a position; see model/padded_decoder.h).
enum class SelectorKind { Span, Mask, Bio, Bioes, Ctc, Padded };

/// `corespan.selector`
struct SelectorConfig
{
    SelectorKind kind = SelectorKind::Span;
    bool null = true; ///< span: the `</s>` state is the null position: "no core" competes with every span
    bool crf = false; ///< bio, bioes: transitions between tags are learned (`selector.crf.*`), not only constrained
    std::vector<std::string> types = {"core"};
    GrammarConfig grammar = {}; ///< what cores may be at all; see io/grammar_json.h for its fields
};

/// The decoder of a padded model, T5's with full attention; all other sizes are the encoder's.
struct DecoderConfig
{
    std::int64_t numLayers = 6; ///< num_decoder_layers; absent: as many as the encoder has
    /// The output matrix is `shared.weight` and what it sees is scaled by d_model^-0.5 (T5); false: `lm_head.weight`,
    /// unscaled (T5 1.1). scale_decoder_outputs, or, where that is absent, tie_word_embeddings.
    bool tied = true;
    std::int64_t startId = 0; ///< decoder_start_token_id
};

/// `corespan.decoding`: defaults of a run, overridable by its options.
struct DecodingConfig
{
    std::int64_t minLength = 1;
    std::int64_t maxLength = 0; ///< 0: no limit
    double nullBias = 0.0;      ///< span: added to the null score: > 0 makes "no core" more likely
    std::int64_t nBest = 5;
    double threshold = 0.5;     ///< mask: P(core) above which a position belongs to a core
    std::int64_t mergeGap = 0;  ///< mask, ctc: gaps of at most so many positions are closed
    bool exactSegments = false; ///< mask: the best set of segments under the length limits instead of threshold and gap
    bool singleCore = false;    ///< bio, bioes, ctc: at most one core
    bool grammar = true;        ///< the selector's grammar, if there is one, constrains cores
    std::int64_t unit = 1;      ///< ctc: positions that one label stands for: 3 for codons
};

/// `corespan.window`: records longer than `size` are predicted in overlapping windows, whose logits are put together.
struct WindowConfig
{
    std::int64_t size = 0;    ///< positions; 0: every record in one piece
    std::int64_t overlap = 0; ///< positions that neighbours share: at least a core with its context
    std::int64_t scales = 4;  ///< span: windows of so many sizes, each half of the one before; see SpanViews
};

/// A model directory's config.json: encoder fields at the top, ours under "corespan".
struct ModelConfig
{
    EncoderConfig encoder;
    std::vector<std::string> labels; ///< id2label in id order; empty: no translator
    Alphabet alphabet = Alphabet::Protein;
    TokenizerConfig tokenizer;
    SelectorConfig selector;
    DecoderConfig decoder; ///< only where the selector is Padded
    DecodingConfig decoding;
    WindowConfig window;
    std::string trainingProvenance; ///< the "training" object as JSON text; free-form, kept as it is
    bool hasTranslator = true; ///< `corespan.translator`; false: labels come from a CTC selector, or there are none
    bool hasSelector = true;   ///< `corespan.selector`; false, or no "corespan" object at all: no selector
    bool hasTokenizer = true;  ///< false for a plain checkpoint of which no file says how to split
    bool plain = false;        ///< a Hugging Face checkpoint: no "corespan" object

    /// Outputs of the selector a position: span 2 a type (start, end), mask 1, bio 2T + 1, bioes 4T + 1, ctc labels
    /// + 1, padded its decoder's 5 tracks.
    std::int64_t selectorRows() const;
    bool isPadded() const { return hasSelector && selector.kind == SelectorKind::Padded; }
    /// Whether a record that fits a window may have more than one core.
    bool findsSeveralCores() const
    {
        return selector.kind != SelectorKind::Span && selector.kind != SelectorKind::Padded;
    }
    /// Whether a head of the encoder gives labels; a padded model's come from its decoder.
    bool translates() const { return hasTranslator && !labels.empty() && !isPadded(); }
};

/// Reads DIR/config.json, and the tokenizer's file. Absent optional fields have defaults; unknown fields of the
/// "corespan" object, wrong types and impossible values are refused by name. A plain Hugging Face directory with a
/// spiece.model splits by it: plainTokenizer() in model/tokenizer.h. \throws ModelError
ModelConfig readModelConfig(const std::filesystem::path& directory);

/// How much of a configuration is known.
enum class ConfigStage : std::uint8_t {
    Complete,
    Draft, ///< of a model to be trained: labels may still come from the data
};

/// From JSON text; `where` names it in messages. \throws ModelError
ModelConfig parseModelConfig(const std::string& json, const std::string& where,
                             ConfigStage stage = ConfigStage::Complete);

/// config.json text that `T5ForTokenClassification.from_pretrained` / LongT5 read too.
std::string formatModelConfig(const ModelConfig& config);

/// Throws where a combination is impossible (tokenizer ids beyond vocab_size, k even, no symbols ...).
void validate(const ModelConfig& config, const std::string& where, ConfigStage stage = ConfigStage::Complete);

const char* name(SelectorKind kind);
const char* name(Alphabet alphabet);
const char* name(TokenizerKind kind);

} // namespace corespan::model
