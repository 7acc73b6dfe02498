# SPDX-License-Identifier: GPL-3.0-or-later
"""The configurations over which CoreSpan must equal transformers, and the inputs for each."""
from dataclasses import dataclass, field

AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
RESIDUES = {"kind": "residue", "symbols": AMINO_ACIDS, "first_id": 3, "unknown": 2}
CODONS = {"kind": "kmer", "k": 3, "symbols": "ACGT", "first_id": 3, "unknown": 2}
LABELS = ["A", "B", "C", "D", "E"]
LONG_INPUT = 2000  # positions
LONG_STRIDE = 50   # every so many rows of its hidden states and label logits are kept; start and end whole


@dataclass
class Golden:
    name: str
    kind: str  # full, local or transient-global
    feed_forward: str
    buckets: int
    max_distance: int
    d_model: int
    heads: int
    d_kv: int
    d_ff: int = 32
    radius: int = 7
    global_block: int = 4
    layers: int = 2
    alphabet: str = "protein"
    tokenizer: dict = field(default_factory=lambda: dict(RESIDUES))
    committed: bool = True  # False: too large for the repository, only used by --check

    @property
    def vocabulary(self):
        symbols, k = len(self.tokenizer["symbols"]), self.tokenizer.get("k", 1)
        return self.tokenizer["first_id"] + symbols ** k

    def config(self):
        """What stands in config.json, the way CoreSpan writes it."""
        config = {
            "model_type": "t5" if self.kind == "full" else "longt5",
            "architectures": ["T5ForTokenClassification" if self.kind == "full" else "LongT5EncoderModel"],
            "vocab_size": self.vocabulary, "d_model": self.d_model, "d_kv": self.d_kv, "d_ff": self.d_ff,
            "num_layers": self.layers, "num_decoder_layers": self.layers, "num_heads": self.heads,
            "relative_attention_num_buckets": self.buckets, "relative_attention_max_distance": self.max_distance,
            "dropout_rate": 0.1, "classifier_dropout": 0.0, "layer_norm_epsilon": 1e-6, "initializer_factor": 1.0,
            "feed_forward_proj": self.feed_forward, "is_encoder_decoder": False, "use_cache": False,
            "pad_token_id": 0, "eos_token_id": 1, "dtype": "float32",
            "id2label": {str(i): label for i, label in enumerate(LABELS)},
            "label2id": {label: i for i, label in enumerate(LABELS)},
            "corespan": {"format": 1, "alphabet": self.alphabet, "tokenizer": self.tokenizer,
                         "selector": {"kind": "span", "null": True, "types": ["core"]}},
        }
        if self.kind != "full":
            config |= {"encoder_attention_type": self.kind, "local_radius": self.radius,
                       "global_block_size": self.global_block}
        return config

    def cases(self):
        """Case name to the lengths of its batch, in tokens (positions and `</s>`)."""
        cases = {"positions16": [17], "padded": [5, 64, 1, 41], f"positions{LONG_INPUT}": [LONG_INPUT + 1]}
        if self.kind == "full":
            return cases | {"single": [1], "buckets": [self.max_distance - 1, self.max_distance + 2]}
        block = self.radius + 1
        cases |= {"block_below": [block - 1], "block_at": [block], "block_above": [block + 1],
                  "blocks_at": [3 * block], "blocks_above": [3 * block + 1],
                  "blocks_padded": [2 * block + 3, block, 3 * block + 1, block - 1]}
        if self.kind == "transient-global":
            size = self.global_block
            cases |= {"global_below": [size - 1], "global_at": [size], "global_above": [size + 1],
                      "global_orphans": [4 * size - 1], "global_padded": [size - 1, 3 * size, 2 * size + 1, size]}
        return {name: lengths for name, lengths in cases.items() if min(lengths) >= 1}


GOLDENS = [
    Golden("t5_relu", "full", "relu", 32, 128, d_model=16, heads=2, d_kv=8),
    Golden("t5_gated_gelu", "full", "gated-gelu", 64, 256, d_model=24, heads=4, d_kv=8),
    Golden("t5_gated_silu", "full", "gated-silu", 32, 256, d_model=16, heads=3, d_kv=4),
    Golden("t5_gelu", "full", "gelu", 64, 128, d_model=16, heads=2, d_kv=4),
    Golden("longt5_local_relu", "local", "relu", 32, 128, d_model=16, heads=2, d_kv=8),
    Golden("longt5_local_gated_gelu", "local", "gated-gelu", 64, 256, d_model=24, heads=4, d_kv=8, radius=15),
    Golden("longt5_local_gated_silu", "local", "gated-silu", 32, 256, d_model=16, heads=3, d_kv=4, radius=126),
    Golden("longt5_global_relu", "transient-global", "relu", 32, 128, d_model=16, heads=2, d_kv=8, radius=3,
           global_block=8),
    Golden("longt5_global_gated_gelu", "transient-global", "gated-gelu", 64, 256, d_model=24, heads=4, d_kv=8),
    Golden("longt5_global_gated_silu", "transient-global", "gated-silu", 64, 128, d_model=16, heads=3, d_kv=4,
           radius=31, global_block=16),
    Golden("longt5_global_codons", "transient-global", "gated-gelu", 256, 256, d_model=32, heads=8, d_kv=4, d_ff=48,
           radius=63, global_block=32, alphabet="dna", tokenizer=dict(CODONS)),
    Golden("t5_small_shape", "full", "relu", 32, 128, d_model=512, heads=8, d_kv=64, d_ff=2048, layers=6,
           committed=False),
    Golden("longt5_base_shape", "transient-global", "gated-gelu", 32, 128, d_model=768, heads=12, d_kv=64, d_ff=2048,
           layers=4, radius=127, global_block=16, committed=False),
]
