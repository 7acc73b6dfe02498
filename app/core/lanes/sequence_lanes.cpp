// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lanes/sequence_lanes.h"

#include "core/domain/codons.h"
#include "core/domain/strand.h"
#include "core/importing/nucleotide.h"
#include "core/importing/orf.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <limits>

namespace corespan {

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t mostNumbered = 300'000; ///< positions
constexpr int codon = 3;

QString tr(const char* text)
{
    return QCoreApplication::translate("SequenceLanes", text);
}

using LetterValues = std::array<float, 256>; ///< NaN: the letter has none

LetterValues letterValues(std::initializer_list<std::pair<const char*, float>> groups)
{
    LetterValues values;
    values.fill(none);
    for (const auto& [letters, value] : groups)
        for (const char* letter = letters; *letter != '\0'; ++letter)
            values[static_cast<unsigned char>(*letter)] = value;
    return values;
}

/// Mean in the window around each position of the letters that have a value; NaN where there is none.
QVector<float> windowMeans(const QByteArray& residues, const LetterValues& values, int window)
{
    const qint64 length = residues.size(), half = window / 2;
    QVector<float> means(length, none);
    double sum = 0.0;
    qint64 count = 0;
    const auto take = [&](qint64 position, int sign) {
        if (position < 0 || position >= length)
            return;
        const float value = values[static_cast<unsigned char>(residues[position])];
        if (value == value) {
            sum += sign * static_cast<double>(value);
            count += sign;
        }
    };
    for (qint64 at = 0; at < half; ++at)
        take(at, 1);
    for (qint64 at = 0; at < length; ++at) {
        take(at + half, 1);
        take(at - half - 1, -1);
        if (count > 0)
            means[at] = static_cast<float>(sum / static_cast<double>(count));
    }
    return means;
}

/// Letters of one frame, each at its codon's middle. \param strand the record, or its reverse complement
QByteArray frameLetters(const QByteArray& strand, int frame, bool reverse)
{
    QByteArray letters(strand.size(), ' ');
    for (qint64 at = frame; at + codon <= strand.size(); at += codon) {
        const qint64 middle = reverse ? strand.size() - 2 - at : at + 1;
        letters[middle] = aminoAcidOf({strand.constData() + at, codon});
    }
    return letters;
}

qsizetype laneOf(const Orf& frame, qint64 length)
{
    return frame.reverse ? codon + (length - frame.span.end) % codon : frame.span.begin % codon;
}

} // namespace

QString sequenceLaneId(SequenceLane lane)
{
    static const QStringList ids{"complement", "frames", "codon_ruler", "gc_content", "hydropathy", "charge"};
    return ids[static_cast<qsizetype>(lane)];
}

QString sequenceLaneName(SequenceLane lane)
{
    switch (lane) {
    case SequenceLane::Complement:
        return tr("Complement");
    case SequenceLane::Frames:
        return tr("Translation in six frames");
    case SequenceLane::CodonRuler:
        return tr("Codons of the cores");
    case SequenceLane::GcContent:
        return tr("GC content");
    case SequenceLane::Hydropathy:
        return tr("Hydropathy");
    case SequenceLane::Charge:
        return tr("Charge");
    }
    return {};
}

QVector<SequenceLane> sequenceLanesOf(Alphabet alphabet)
{
    if (alphabet == Alphabet::Protein)
        return {SequenceLane::Hydropathy, SequenceLane::Charge};
    if (alphabet == Alphabet::Text)
        return {};
    return {SequenceLane::Complement, SequenceLane::Frames, SequenceLane::CodonRuler, SequenceLane::GcContent};
}

AnnotationLane complementLane(const QByteArray& residues)
{
    AnnotationLane lane{tr("complement"), tr("the other strand, base by base")};
    lane.letters.resize(residues.size());
    std::transform(residues.begin(), residues.end(), lane.letters.begin(), complementOf);
    return lane;
}

QVector<AnnotationLane> frameLanes(const QByteArray& residues, std::int64_t minOrf, const std::stop_token& stop)
{
    QVector<AnnotationLane> lanes;
    const QByteArray other = reverseComplement({residues.constData(), static_cast<std::size_t>(residues.size())});
    for (int frame = 0; frame < 2 * codon && !stop.stop_requested(); ++frame) {
        const bool reverse = frame >= codon;
        AnnotationLane lane{
            QStringLiteral("%1%2").arg(reverse ? QChar(0x2212) : QLatin1Char('+')).arg(frame % codon + 1)};
        lane.explanation = tr("frame as read; bars: from a start (ATG, GTG, TTG) to its stop");
        lane.letters = frameLetters(reverse ? other : residues, frame % codon, reverse);
        lane.letterWidth = codon;
        lanes.append(lane);
    }
    if (lanes.size() < 2 * codon)
        return lanes;
    const std::string_view letters(residues.constData(), static_cast<std::size_t>(residues.size()));
    for (const Orf& frame : allOrfs(letters, bacterialStarts(), minOrf))
        lanes[laneOf(frame, residues.size())].features.append({frame.span, {}, LaneTone::Plain});
    return lanes;
}

AnnotationLane codonRuler(const QVector<Core>& cores)
{
    AnnotationLane lane{tr("codons"), tr("numbered from the core's first codon")};
    std::int64_t positions = 0;
    for (const Core& core : cores)
        positions += core.span.length();
    if (positions > mostNumbered)
        return lane;
    for (const Core& core : cores) {
        const bool reverse = isReverseType(core.type);
        for (std::int64_t number = 1; (number - 1) * codon < core.span.length(); ++number) {
            const std::int64_t from = (number - 1) * codon, to = std::min(number * codon, core.span.length());
            const Span span = reverse ? Span{core.span.end - to, core.span.end - from}
                                      : Span{core.span.begin + from, core.span.begin + to};
            lane.features.append({span, QString::number(number), number % 2 ? LaneTone::Plain : LaneTone::Other});
        }
    }
    std::ranges::sort(lane.features, {}, [](const LaneFeature& feature) { return feature.span; });
    return lane;
}

AnnotationLane gcLane(const QByteArray& residues, int window)
{
    AnnotationLane lane{tr("GC content"), tr("share of G and C in %1 positions").arg(window)};
    static const LetterValues values = letterValues({{"GCgc", 1.0F}, {"ATUatu", 0.0F}});
    lane.curve = true;
    lane.values = windowMeans(residues, values, window);
    lane.low = 0.2F;
    lane.high = 0.8F;
    lane.baseline = 0.5F;
    return lane;
}

AnnotationLane hydropathyLane(const QByteArray& residues, int window)
{
    AnnotationLane lane{tr("hydropathy"), tr("mean in %1 residues (Kyte and Doolittle 1982)").arg(window)};
    static const LetterValues values = letterValues({{"I", 4.5F},
                                                     {"V", 4.2F},
                                                     {"L", 3.8F},
                                                     {"F", 2.8F},
                                                     {"C", 2.5F},
                                                     {"M", 1.9F},
                                                     {"A", 1.8F},
                                                     {"G", -0.4F},
                                                     {"T", -0.7F},
                                                     {"S", -0.8F},
                                                     {"W", -0.9F},
                                                     {"Y", -1.3F},
                                                     {"P", -1.6F},
                                                     {"EQDN", -3.5F},
                                                     {"H", -3.2F},
                                                     {"K", -3.9F},
                                                     {"R", -4.5F}});
    lane.curve = true;
    lane.values = windowMeans(residues, values, window);
    lane.low = -4.5F;
    lane.high = 4.5F;
    return lane;
}

AnnotationLane chargeLane(const QByteArray& residues, int window)
{
    AnnotationLane lane{tr("charge"), tr("mean in %1 residues; K, R +1, H +0.5, D, E \u22121").arg(window)};
    static const LetterValues values =
        letterValues({{"ACFGILMNPQSTVWYUO", 0.0F}, {"KR", 1.0F}, {"DE", -1.0F}, {"H", 0.5F}});
    lane.curve = true;
    lane.values = windowMeans(residues, values, window);
    lane.low = -1.0F;
    lane.high = 1.0F;
    return lane;
}

} // namespace corespan
