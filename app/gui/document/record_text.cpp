// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/record_text.h"

#include "core/domain/span_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace corespan::gui {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("RecordText", text, nullptr, n);
}

} // namespace

QString lengthText(std::int64_t length, Alphabet alphabet)
{
    const QString number = QLocale().toString(qlonglong(length));
    switch (alphabet) {
    case Alphabet::Protein:
        return tr("%1 aa").arg(number);
    case Alphabet::Dna:
    case Alphabet::Rna:
        return tr("%1 nt").arg(number);
    case Alphabet::Text:
        break;
    }
    return tr("%1 letters").arg(number);
}

QString alphabetName(Alphabet alphabet)
{
    switch (alphabet) {
    case Alphabet::Protein:
        return tr("protein");
    case Alphabet::Dna:
        return tr("DNA");
    case Alphabet::Rna:
        return tr("RNA");
    case Alphabet::Text:
        break;
    }
    return tr("other letters");
}

QString coresText(const QVector<Core>& cores)
{
    if (cores.isEmpty())
        return tr("no core");
    constexpr qsizetype most = 4;
    if (cores.size() > most)
        return tr("%1 cores").arg(QLocale().toString(qlonglong(cores.size())));
    QStringList texts;
    for (const Core& core : cores)
        texts << closedText(core.span);
    return texts.join(QStringLiteral(", "));
}

std::int64_t residuesMoved(const QVector<Core>& cores, const QVector<Core>& predicted)
{
    std::int64_t moved = 0;
    for (const Core& core : cores)
        moved += core.span.length();
    for (const Core& core : predicted)
        moved += core.span.length();
    auto a = cores.cbegin();
    auto b = predicted.cbegin();
    while (a != cores.cend() && b != predicted.cend()) { // both sorted, both apart
        moved -=
            2 * std::max<std::int64_t>(0, std::min(a->span.end, b->span.end) - std::max(a->span.begin, b->span.begin));
        if (a->span.end < b->span.end)
            ++a;
        else
            ++b;
    }
    return moved;
}

QString curationText(const CurrentRecord& current)
{
    QStringList parts;
    const CoreSource source = current.coreSource();
    const QVector<Core> cores = current.shownCores();
    if (source == CoreSource::Curated)
        parts << tr("%1 curated").arg(coresText(cores));
    else if (source == CoreSource::Gold)
        parts << tr("%1 from the file").arg(coresText(cores));
    else if (current.curation.state == ReviewState::Rejected)
        parts << tr("rejected");
    else
        parts << tr("not curated");
    if (current.withheld) {
        parts << tr("blind: nothing is shown before the decision");
        return parts.join(QStringLiteral(" · "));
    }
    if (!current.prediction) {
        parts << tr("not predicted");
        return parts.join(QStringLiteral(" · "));
    }
    const auto predicted = current.predicted();
    parts << tr("%1 predicted").arg(predicted.isEmpty() ? tr("no core") : coresText(predicted));
    if (source == CoreSource::Curated || source == CoreSource::Gold) {
        const auto moved = residuesMoved(cores, predicted);
        if (moved == 0)
            parts << tr("as predicted");
        else
            parts << (moved == 1 ? tr("1 residue moved") : tr("%1 residues moved").arg(moved));
    }
    return parts.join(QStringLiteral(" · "));
}

QString kinText(int same, int near)
{
    QStringList parts;
    if (same > 1)
        parts << tr("%1 with this sequence").arg(QLocale().toString(same));
    if (near > same)
        parts << tr("%1 near-identical").arg(QLocale().toString(near));
    return parts.join(QStringLiteral(" · "));
}

QString stateSymbol(ReviewState state)
{
    switch (state) {
    case ReviewState::Unseen:
        return QStringLiteral("○");
    case ReviewState::Seen:
        return QStringLiteral("◐");
    case ReviewState::Accepted:
        return QStringLiteral("●");
    case ReviewState::Corrected:
        return QStringLiteral("◆");
    case ReviewState::Rejected:
        return QStringLiteral("✕");
    case ReviewState::NoCore:
        return QStringLiteral("∅");
    case ReviewState::Flagged:
        return QStringLiteral("⚑");
    case ReviewState::Ambiguous:
        return QStringLiteral("≈");
    }
    return {};
}

QString timeLeftText(double seconds)
{
    if (seconds < 0.0)
        return {};
    if (seconds < 90.0)
        return tr("%1 s left").arg(qRound64(std::ceil(seconds)));
    return tr("%1 min left").arg(qRound64(std::ceil(seconds / 60.0)));
}

QString runOptionsText(const RunOptions& options, const UsedOptions& used)
{
    const QLocale locale;
    QStringList parts{options.maxLength > 0 ? tr("cores of %1 to %2").arg(options.minLength).arg(options.maxLength)
                                            : tr("cores of %1 or more").arg(options.minLength)};
    if (used.null)
        parts << (options.allowNull ? tr("bias to no core %1").arg(locale.toString(options.nullBias))
                                    : tr("every record has a core"));
    if (used.threshold)
        parts << (options.exactSegments ? tr("best set of segments")
                                        : tr("threshold %1").arg(locale.toString(options.threshold)));
    if (used.mergeGap && options.mergeGap > 0)
        parts << tr("gaps up to %1 closed").arg(options.mergeGap);
    if (used.singleCore && options.singleCore)
        parts << tr("one core a record");
    if (options.temperature != 1.0)
        parts << tr("temperature %1").arg(locale.toString(options.temperature));
    if (used.grammar)
        parts << (options.grammar ? tr("grammar on") : tr("grammar off"));
    if (options.windowSize > 0)
        parts << tr("windows of %1").arg(locale.toString(qlonglong(options.windowSize)));
    if (used.strands && options.bothStrands)
        parts << tr("both strands");
    return parts.join(QStringLiteral(" · "));
}

QString runText(const Run& run)
{
    const QString day = QLocale().toString(run.started.toLocalTime().date(), QStringLiteral("d MMM"));
    return day.isEmpty() ? run.model : tr("%1 · %2").arg(run.model, day);
}

QString dayText(const QDateTime& time, const QDateTime& now)
{
    const QDateTime local = time.toLocalTime();
    const qint64 age = time.secsTo(now);
    if (age < 60)
        return tr("now");
    if (local.date() == now.toLocalTime().date())
        return QLocale().toString(local.time(), QStringLiteral("HH:mm"));
    const bool thisYear = local.date().year() == now.toLocalTime().date().year();
    return QLocale().toString(local.date(), thisYear ? QStringLiteral("d MMM") : QStringLiteral("MMM yyyy"));
}

bool hasCodons(const CurrentRecord& current, const QStringList& labels)
{
    constexpr qsizetype aminoAcids = 20;
    const bool nucleotides = current.record.alphabet == Alphabet::Dna || current.record.alphabet == Alphabet::Rna;
    return nucleotides && labels.size() >= aminoAcids &&
           std::all_of(labels.cbegin(), labels.cend(), [](const QString& label) { return label.size() == 1; });
}

} // namespace corespan::gui
