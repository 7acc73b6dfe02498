// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonObject>
#include <QKeySequence>
#include <QString>
#include <QVector>

namespace corespan::gui {

/// A command and its keys.
struct KeyRow
{
    QString id;   ///< "review.accept": what settings files call it
    QString text; ///< what the menu calls it
    QKeySequence standard;
    QKeySequence keys; ///< one chord, or none
};

/// Which keys do what. A value; every chord belongs to one command at most.
class KeyTable
{
public:
    KeyTable() = default;
    explicit KeyTable(QVector<KeyRow> rows) : m_rows(std::move(rows)) {}

    const QVector<KeyRow>& rows() const { return m_rows; }
    QKeySequence keys(const QString& id) const;
    /// Why `keys` cannot be those of `id`: another command has them, or the picture itself. Empty: they can.
    QString problem(const QString& id, const QKeySequence& keys) const;
    /// The same; they are where it is empty. No keys at all are always possible.
    QString set(const QString& id, const QKeySequence& keys);
    void reset();

    /// Those that are not standard.
    QJsonObject toJson() const;
    /// Over the standard ones; ids that are not known and chords that are taken are left out.
    void read(const QJsonObject& json);

private:
    QVector<KeyRow> m_rows;
};

/// As keyboards and menus of this system name them: "Enter", "Alt+←".
QString keyText(const QKeySequence& keys);
/// The chord of a sequence, with Enter for both Enter keys, and no Shift where a sign needs it on some keyboards only.
QKeyCombination plainChord(QKeyCombination chord);

} // namespace corespan::gui
