# SPDX-License-Identifier: GPL-3.0-or-later
# awk -v signal=N -v membrane=N -v other=N -f select_proteins.awk FASTA: Swiss-Prot proteins of three kinds, in file order.
# Whole entries from Met on, 60 to 800 residues. What kind they are is told by their hydropathy alone (Kyte and Doolittle,
# J Mol Biol 157:105, 1982), never by a model: means over 19 residues, and 1.6 is where that paper puts what spans a membrane.
#   signal    a mean >= 1.6 within the first 40 residues, below 1.2 everywhere behind them
#   membrane  a mean >= 1.9 behind the first 40 residues
#   other     below 1.0 everywhere
BEGIN {
    split("A 1.8 R -4.5 N -3.5 D -3.5 C 2.5 Q -3.5 E -3.5 G -0.4 H -3.2 I 4.5 L 3.8 K -3.9 M 1.9 F 2.8 P -1.6 S -0.8 T -0.7 W -0.9 Y -1.3 V 4.2", scale, " ")
    for (i = 1; i < 40; i += 2)
        hydropathy[scale[i]] = scale[i + 1]
    left["signal"] = signal; left["membrane"] = membrane; left["other"] = other
}

function kind(sequence,    i, sum, early, late) {
    early = late = -100
    for (i = 1; i <= length(sequence); ++i) {
        sum += hydropathy[substr(sequence, i, 1)]
        if (i > 19)
            sum -= hydropathy[substr(sequence, i - 19, 1)]
        if (i >= 19 && i <= 40 && sum > early)
            early = sum
        if (i > 40 && sum > late)
            late = sum
    }
    early /= 19; late /= 19
    if (late >= 1.9)
        return "membrane"
    if (early >= 1.6 && late < 1.2)
        return "signal"
    return early < 1.0 && late < 1.0 ? "other" : ""
}

function flush_entry(    k) {
    if (header ~ /^>sp\|/ && header !~ /Fragment/ && residues ~ /^M[A-Z]+$/ && length(residues) >= 60 && length(residues) <= 800) {
        k = kind(residues)
        if (k != "" && left[k]-- > 0)
            print header "\n" residues
    }
    residues = ""
}

/^>/ { flush_entry(); header = $0; next }
{ residues = residues $0 }
END { flush_entry() }
