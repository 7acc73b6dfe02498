// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/model_lines.h"

namespace corespan::model {
namespace {

constexpr ModelFieldLine lines[] = {
    {"model_type", "t5, or longt5 for local attention"},
    {"architectures", "the Hugging Face class that reads the directory; follows from the rest"},
    {"vocab_size", "rows of the embedding: above every id that the tokenizer gives"},
    {"d_model", "width of the encoder"},
    {"d_kv", "size of one attention head; num_heads * d_kv need not be d_model"},
    {"d_ff", "inner width of the feed-forward layers"},
    {"num_layers", "layers of the encoder"},
    {"num_decoder_layers", "for Hugging Face, which wants it; as num_layers"},
    {"num_heads", "attention heads of a layer"},
    {"relative_attention_num_buckets", "distances that the relative bias tells apart, both directions together"},
    {"relative_attention_max_distance", "positions from which on all distances share a bucket"},
    {"dropout_rate", "dropout in training"},
    {"classifier_dropout", "for Hugging Face: 0, the labels' head has none"},
    {"layer_norm_epsilon", "added to the variance in norms"},
    {"initializer_factor", "scale of the random start"},
    {"feed_forward_proj", "activation: relu, gelu, gelu_new, silu, or gated-gelu, gated-silu, gated-relu"},
    {"is_encoder_decoder", "for Hugging Face: false"},
    {"use_cache", "for Hugging Face: false"},
    {"pad_token_id", "0, as T5 has it"},
    {"eos_token_id", "1, as T5 has it; it ends every input"},
    {"dtype", "of the saved weights"},
    {"encoder_attention_type", "longt5: local, or transient-global, which adds a summary token a block"},
    {"local_radius", "longt5: positions that are seen on each side"},
    {"global_block_size", "longt5, transient-global: positions of a block"},
    {"id2label", "labels of the translator by id from 0; absent: none, or from the training records"},
    {"label2id", "the same the other way round, for Hugging Face; not read"},
    {"corespan.format", "version of this object: 1"},
    {"corespan.alphabet", "protein, dna, rna or text"},
    {"corespan.tokenizer.kind", "residue: a letter a token; kmer: k letters, at the position of the middle one"},
    {"corespan.tokenizer.symbols", "letters that have ids of their own, in their order"},
    {"corespan.tokenizer.k", "kmer: letters of a token, odd"},
    {"corespan.tokenizer.first_id", "id of the first symbol; 0 is pad and 1 the end"},
    {"corespan.tokenizer.unknown", "id of everything else"},
    {"corespan.tokenizer.replace.from", "letters that are replaced before they are looked up, such as UZOB"},
    {"corespan.tokenizer.replace.to", "the letter in their place, such as X"},
    {"corespan.selector.kind", "how cores are found: span, mask, bio, bioes or ctc"},
    {"corespan.selector.null", "span: the end token stands for \"no core\" and competes with every span"},
    {"corespan.selector.crf", "bio, bioes: transitions between tags are learned, not only constrained"},
    {"corespan.selector.types", "names of the core types; ctc has one"},
    {"corespan.selector.grammar", "what cores may be at all: {\"name\": \"orf\", …} or {\"name\": \"types\", …}"},
    {"corespan.decoding.min_length", "least positions of a core"},
    {"corespan.decoding.max_length", "most positions of a core; 0: no limit"},
    {"corespan.decoding.null_bias", "span: added to the score of \"no core\""},
    {"corespan.decoding.n_best", "candidates that are kept"},
    {"corespan.decoding.threshold", "mask: P(core) above which a position belongs to a core"},
    {"corespan.decoding.merge_gap", "mask, ctc: gaps of at most so many positions are closed"},
    {"corespan.decoding.exact_segments", "mask: the best set of segments instead of threshold and gap"},
    {"corespan.decoding.single_core", "bio, bioes, ctc: at most one core"},
    {"corespan.decoding.grammar", "the selector's grammar, if there is one, constrains cores"},
    {"corespan.decoding.unit", "ctc: positions that one label stands for: 3 for codons"},
    {"corespan.window.size", "positions of a window; longer records are read in several; 0: in one piece"},
    {"corespan.window.overlap", "positions that neighbouring windows share: a core with its context"},
    {"corespan.window.scales", "span: windows of so many sizes, each half of the one before"},
    {"corespan.translator", "false: labels come from ctc, or there are none"},
    {"corespan.training", "where the model comes from; free-form, written by training"},
};

} // namespace

std::span<const ModelFieldLine> modelFieldLines()
{
    return lines;
}

} // namespace corespan::model
