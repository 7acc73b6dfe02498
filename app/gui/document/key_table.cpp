// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/key_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan::gui {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(KeyTable)
};

QKeyCombination chordOf(const QKeySequence& keys)
{
    return keys.isEmpty() ? QKeyCombination(Qt::Key_unknown) : plainChord(keys[0]);
}

/// Keys that the picture answers itself: caret, edges, cores, zoom, gestures.
bool isOfThePicture(QKeyCombination chord)
{
    switch (chord.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Escape:
    case Qt::Key_Space:
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
    case Qt::Key_Equal:
    case Qt::Key_0:
        return !chord.keyboardModifiers();
    default:
        return false;
    }
}

} // namespace

QKeySequence KeyTable::keys(const QString& id) const
{
    for (const KeyRow& row : m_rows)
        if (row.id == id)
            return row.keys;
    return {};
}

QString KeyTable::problem(const QString& id, const QKeySequence& keys) const
{
    if (keys.isEmpty())
        return {};
    const QKeyCombination chord = chordOf(keys);
    bool ownAtFirst = false; // what a command had at first it may have again
    for (const KeyRow& row : m_rows) {
        if (row.id == id)
            ownAtFirst = !row.standard.isEmpty() && chordOf(row.standard) == chord;
        else if (!row.keys.isEmpty() && chordOf(row.keys) == chord)
            return Text::tr("%1 is taken: %2.").arg(keyText(keys), row.text);
    }
    return isOfThePicture(chord) && !ownAtFirst ? Text::tr("%1 moves about in the picture.").arg(keyText(keys))
                                                : QString();
}

QString KeyTable::set(const QString& id, const QKeySequence& keys)
{
    const QString wrong = problem(id, keys);
    if (!wrong.isEmpty())
        return wrong;
    for (KeyRow& row : m_rows)
        if (row.id == id)
            row.keys = keys.isEmpty() ? keys : QKeySequence(keys[0]);
    return {};
}

void KeyTable::reset()
{
    for (KeyRow& row : m_rows)
        row.keys = row.standard;
}

QJsonObject KeyTable::toJson() const
{
    QJsonObject json;
    for (const KeyRow& row : m_rows)
        if (row.keys != row.standard)
            json[row.id] = row.keys.toString(QKeySequence::PortableText);
    return json;
}

void KeyTable::read(const QJsonObject& json)
{
    reset();
    // Those that give up keys first: two commands may have swapped theirs.
    for (KeyRow& row : m_rows)
        if (json.contains(row.id))
            row.keys = {};
    for (const KeyRow& row : QVector<KeyRow>(m_rows))
        if (json.contains(row.id))
            set(row.id, QKeySequence::fromString(json[row.id].toString(), QKeySequence::PortableText));
}

QString keyText(const QKeySequence& keys)
{
    QString text = keys.toString(QKeySequence::NativeText);
    const std::pair<Qt::Key, QString> names[] = {{Qt::Key_Return, Text::tr("Enter")},
                                                 {Qt::Key_Left, QStringLiteral("←")},
                                                 {Qt::Key_Right, QStringLiteral("→")},
                                                 {Qt::Key_Up, QStringLiteral("↑")},
                                                 {Qt::Key_Down, QStringLiteral("↓")}};
    if (!keys.isEmpty())
        for (const auto& [key, name] : names)
            if (keys[0].key() == key)
                text.replace(QKeySequence(key).toString(QKeySequence::NativeText), name);
    return text;
}

QKeyCombination plainChord(QKeyCombination chord)
{
    Qt::KeyboardModifiers modifiers = chord.keyboardModifiers() & ~Qt::KeypadModifier;
    const Qt::Key key = chord.key() == Qt::Key_Enter ? Qt::Key_Return : chord.key();
    const bool printable = key > Qt::Key_Space && key < Qt::Key_Escape;
    const bool letterOrDigit = (key >= Qt::Key_A && key <= Qt::Key_Z) || (key >= Qt::Key_0 && key <= Qt::Key_9);
    if (printable && !letterOrDigit)
        modifiers &= ~Qt::ShiftModifier;
    return QKeyCombination(modifiers, key);
}

} // namespace corespan::gui
