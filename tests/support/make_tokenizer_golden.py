#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small SentencePiece models and the ids that transformers' T5Tokenizer makes with them.

make_tokenizer_golden.py            trains and writes tests/data/golden/tokenizers/NAME/{spiece.model,ids.json}
make_tokenizer_golden.py --check    trains nothing: the installed transformers must agree with what is committed

Training needs transformers 5 and sentencepiece. --check with transformers 4 asks the slow T5Tokenizer (legacy and not)
and T5TokenizerFast. They differ in places, see expected(): CoreSpan keeps to transformers 5, where it
puts one token in place of each unknown word, and to SentencePiece, where a model asks for no blank before the text.
"""
import argparse
import io
import json
import pathlib
import random
import re
import sys
import tempfile

import sentencepiece
import transformers
from sentencepiece import sentencepiece_model_pb2
from transformers import T5Tokenizer

OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "golden" / "tokenizers"
VERSION = int(transformers.__version__.split(".")[0])
AMINO_ACIDS = "ALGVSREDTIPKFQNYMHWC"
TEXT = """The signal peptide leads a new protein to the membrane and is cut off there. A helix that crosses the membrane
is some twenty residues long. Genes begin with a start codon and end with a stop codon, and what lies before and after
them is context. Curators look at each boundary, move it where it is wrong, and accept it where it is right. Nothing is
lost: every correction is kept, and the next model learns from all of them. Some sequences have no core at all."""


def train(lines, **options):
    """nmt_nfkc, T5's rules, take 240 kB of a model; without any the T5Tokenizer of transformers 5 fails."""
    out = io.BytesIO()
    settings = dict(model_type="unigram", pad_id=0, eos_id=1, unk_id=2, bos_id=-1, num_threads=1, minloglevel=2)
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as rules:
        rules.write("A0\t20\n")
        rules.flush()
        if "normalization_rule_name" not in options:
            options["normalization_rule_tsv"] = rules.name
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(lines), model_writer=out, **(settings | options))
    model = sentencepiece_model_pb2.ModelProto.FromString(out.getvalue())
    model.normalizer_spec.normalization_rule_tsv = ""
    return model.SerializeToString()


def proteins(count, length, joiner, seed):
    rnd = random.Random(seed)
    return [joiner.join(rnd.choices(AMINO_ACIDS + "X", k=length)) for _ in range(count)]


def prott5():
    """ProtT5's vocabulary: a blank and one letter each, in its order, and nothing else."""
    model = sentencepiece_model_pb2.ModelProto.FromString(train(proteins(300, 60, " ", 1), vocab_size=27))
    del model.pieces[3:]
    for rank, letter in enumerate(AMINO_ACIDS + "XBOUZ"):
        model.pieces.add(piece="\u2581" + letter, score=-2.5 - 0.05 * rank)
    model.trainer_spec.vocab_size = len(model.pieces)
    return model.SerializeToString()


def genes(seed):
    rnd = random.Random(seed)
    words = ["".join(rnd.choices("ACGT", k=rnd.randint(2, 6))) for _ in range(40)]
    return ["".join(rnd.choices(words, k=30)) for _ in range(200)]


# name: (model, what goes into its tokenizer object, alphabet, sequences)
MODELS = {
    "prott5": (prott5, {"joiner": " ", "replace": {"from": "UZOB", "to": "X"}}, "protein",
               ["M", "MKVLAAGIV", "MUZOBX", "MJKV", "JJ", "mkvl", "ALGVSREDTIPKFQNYMHWC" * 4]),
    "letters": (lambda: train(proteins(300, 60, " ", 2), vocab_size=25), {"joiner": " "}, "protein",
                ["M", "MKVLAAGIV", "MJKV", "BZ", "WWWW"]),
    "residues": (lambda: train(proteins(300, 60, "", 3), vocab_size=24, add_dummy_prefix=False), {}, "protein",
                 ["M", "MKVLAAGIV", "MJKV", "JJ", "ALGVSREDTIPKFQNYMHWCX"]),
    "dna": (lambda: train(genes(4), vocab_size=64), {}, "dna",
            ["A", "ATGAAACCCTAA", "ACGNNACGT", "NNN", genes(5)[0], genes(6)[1] + "N" + genes(7)[2]]),
    "text": (lambda: train(TEXT.split("\n"), vocab_size=90, normalization_rule_name="nmt_nfkc"), {}, "text",
             ["The signal peptide", "membranes", "a  helix   twice", " blanks at both ends ", "Zyxw!", "", " ", "naïve",
              "ﬁne ½ and Ａ", "日本 gene", "日本 遺伝", "</s> <extra", "core\u00a0core", "start codon " * 20]),
}


def expected(name, reference, sequence):
    """Known to differ from this reference."""
    if VERSION < 5 and reference != "T5TokenizerFast" and sequence in ["JJ", "日本 遺伝"]:
        return True  # unknown words in a row are one token, and with legacy=False none at all
    if name == "residues" and (VERSION >= 5 or reference == "T5TokenizerFast"):
        return True  # always puts a blank before the text
    if "</s>" in sequence:
        return True  # a sequence is never read as a special token
    return not sequence.strip() and sequence != ""  # CoreSpan gives positions at least one token


def joined(sequence, settings, alphabet):
    text = sequence if alphabet == "text" else sequence.upper()
    if "replace" in settings:
        text = re.sub("[" + settings["replace"]["from"] + "]", settings["replace"]["to"], text)
    return settings.get("joiner", "").join(text)


def references(directory):
    """Each tokenizer that this transformers has."""
    file = str(directory / "spiece.model")
    if VERSION >= 5:
        return {f"T5Tokenizer(legacy={legacy})": T5Tokenizer.from_pretrained(directory, legacy=legacy)
                for legacy in [True, False]}
    return {f"T5Tokenizer(legacy={legacy})": T5Tokenizer(file, legacy=legacy) for legacy in [True, False]} | {
        "T5TokenizerFast": transformers.T5TokenizerFast.from_pretrained(directory)}


def cut(processor, text, starts):
    """Ids word by word; tokens that stand for positions, and where each begins: by the byte at which a position does."""
    ids, tokens, begins, position = [], [], [], 0
    for word in re.finditer(b"[^ ]+", text.encode()):
        for piece in processor.encode(word.group().decode(), return_type="proto").pieces:
            first, end = position, word.start() + piece.end
            while position < len(starts) and starts[position] < end:
                position += 1
            if position > first:
                tokens.append(len(ids))
                begins.append(first)
            ids.append(piece.id)
    if starts and not tokens:
        ids, tokens, begins = [processor.unk_id()], [0], [0]
    return ids + [1], tokens, begins + [len(starts)]


def starts_of(sequence, settings):
    joiner, starts, at = settings.get("joiner", ""), [], 0
    for letter in sequence:
        starts += range(at, at + len(letter.encode()))
        at += len(letter.encode()) + len(joiner)
    return starts


def make(name, directory):
    new, settings, alphabet, sequences = MODELS[name]
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "spiece.model").write_bytes(new())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(directory / "spiece.model"))
    cases = []
    for sequence in sequences:
        text = joined(sequence, settings, alphabet)
        ids, tokens, begins = cut(processor, text, starts_of(sequence, settings))
        cases.append({"sequence": sequence, "ids": ids, "tokens": tokens, "begins": begins})
    content = {"alphabet": alphabet, "tokenizer": {"kind": "sentencepiece", "joiner": ""} | settings,
               "size": processor.get_piece_size(), "cases": cases}
    lines = ",\n  ".join(json.dumps(case, ensure_ascii=False) for case in cases)
    head = json.dumps({key: value for key, value in content.items() if key != "cases"}, ensure_ascii=False)
    (directory / "ids.json").write_text(head[:-1] + ', "cases": [\n  ' + lines + "]}\n")


def check(directory):
    """Prints how many cases each reference confirms; false where one that should agree does not."""
    content = json.loads((directory / "ids.json").read_text())
    fine = True
    for reference, tokenizer in references(directory).items():
        differing = []
        for case in content["cases"]:
            text = joined(case["sequence"], content["tokenizer"], content["alphabet"])
            if tokenizer(text)["input_ids"] != case["ids"] and not expected(directory.name, reference, case["sequence"]):
                differing.append((case["sequence"], tokenizer(text)["input_ids"]))
        print(f"{directory.name:10} {reference:28} {len(content['cases']) - len(differing)} of {len(content['cases'])}",
              *differing[:3])
        fine = fine and not differing
    return fine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    options = parser.parse_args()
    transformers.logging.set_verbosity_error()
    print(f"transformers {transformers.__version__}, sentencepiece {sentencepiece.__version__}")
    if not options.check:
        for name in MODELS:
            make(name, OUT / name)
    return 0 if all([check(OUT / name) for name in MODELS]) else 1


if __name__ == "__main__":
    sys.exit(main())
