// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QString>

namespace corespan {

/// The first line behind the head of a card that an export may replace; cards without it are somebody's own.
constexpr const char* cardMark = "<!-- Written by CoreSpan from dataset.json; an export replaces this file. -->";

/// A dataset's README.md in the form of Hugging Face's dataset cards, from the manifest of a training set: a head in
/// YAML, then counts, fields, choices and provenance. English, like the names in the files.
QString dataCard(const QJsonObject& manifest);

} // namespace corespan
