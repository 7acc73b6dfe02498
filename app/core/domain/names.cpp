// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/names.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace corespan {

namespace {

template <typename E, std::size_t N>
QString nameOf(const std::array<std::pair<E, const char*>, N>& table, E value)
{
    for (const auto& [candidate, name] : table) {
        if (candidate == value)
            return QString::fromLatin1(name);
    }
    return {};
}

template <typename E, std::size_t N>
std::optional<E> valueOf(const std::array<std::pair<E, const char*>, N>& table, const QString& text)
{
    for (const auto& [value, name] : table) {
        if (text == QLatin1String(name))
            return value;
    }
    return std::nullopt;
}

constexpr std::array states = {
    std::pair{ReviewState::Unseen, "unseen"},     std::pair{ReviewState::Seen, "seen"},
    std::pair{ReviewState::Accepted, "accepted"}, std::pair{ReviewState::Corrected, "corrected"},
    std::pair{ReviewState::Rejected, "rejected"}, std::pair{ReviewState::NoCore, "no_core"},
    std::pair{ReviewState::Flagged, "flagged"},   std::pair{ReviewState::Ambiguous, "ambiguous"},
};

constexpr std::array kinds = {
    std::pair{EditKind::MoveBoundary, "move_boundary"},
    std::pair{EditKind::SetCore, "set_core"},
    std::pair{EditKind::Accept, "accept"},
    std::pair{EditKind::Reject, "reject"},
    std::pair{EditKind::NoCore, "no_core"},
    std::pair{EditKind::Flag, "flag"},
    std::pair{EditKind::SetLabels, "set_labels"},
    std::pair{EditKind::SetNote, "set_note"},
    std::pair{EditKind::Import, "import"},
    std::pair{EditKind::MarkSeen, "mark_seen"},
    std::pair{EditKind::SetZones, "set_zones"},
    std::pair{EditKind::Ambiguous, "ambiguous"},
    std::pair{EditKind::Revert, "revert"},
    std::pair{EditKind::Confirm, "confirm"},
};

constexpr std::array alphabets = {
    std::pair{Alphabet::Protein, "protein"},
    std::pair{Alphabet::Dna, "dna"},
    std::pair{Alphabet::Rna, "rna"},
    std::pair{Alphabet::Text, "text"},
};

} // namespace

QString toText(ReviewState state)
{
    return nameOf(states, state);
}

std::optional<ReviewState> reviewStateFromText(const QString& text)
{
    return valueOf(states, text);
}

QVector<ReviewState> allReviewStates()
{
    QVector<ReviewState> all;
    for (const auto& [state, name] : states)
        all << state;
    return all;
}

QString toText(EditKind kind)
{
    return nameOf(kinds, kind);
}

std::optional<EditKind> editKindFromText(const QString& text)
{
    return valueOf(kinds, text);
}

QString toText(Alphabet alphabet)
{
    return nameOf(alphabets, alphabet);
}

std::optional<Alphabet> alphabetFromText(const QString& text)
{
    return valueOf(alphabets, text);
}

QString displayName(ReviewState state)
{
    switch (state) {
    case ReviewState::Unseen:
        return QCoreApplication::translate("ReviewState", "Unseen");
    case ReviewState::Seen:
        return QCoreApplication::translate("ReviewState", "Seen");
    case ReviewState::Accepted:
        return QCoreApplication::translate("ReviewState", "Accepted");
    case ReviewState::Corrected:
        return QCoreApplication::translate("ReviewState", "Corrected");
    case ReviewState::Rejected:
        return QCoreApplication::translate("ReviewState", "Rejected");
    case ReviewState::NoCore:
        return QCoreApplication::translate("ReviewState", "No core");
    case ReviewState::Flagged:
        return QCoreApplication::translate("ReviewState", "Flagged");
    case ReviewState::Ambiguous:
        return QCoreApplication::translate("ReviewState", "Ambiguous");
    }
    return {};
}

bool isReviewed(ReviewState state)
{
    return state == ReviewState::Accepted || state == ReviewState::Corrected || state == ReviewState::Rejected ||
           state == ReviewState::NoCore || state == ReviewState::Ambiguous;
}

} // namespace corespan
