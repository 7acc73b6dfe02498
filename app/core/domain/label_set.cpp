// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/label_set.h"

#include <array>

namespace corespan {

int LabelSet::indexOf(const QString& label) const
{
    for (qsizetype i = 0; i < labels.size(); ++i) {
        if (labels[i].name == label)
            return int(i);
    }
    return -1;
}

QStringList LabelSet::names() const
{
    QStringList list;
    list.reserve(labels.size());
    for (const LabelClass& label : labels)
        list << label.name;
    return list;
}

QString defaultLabelColour(int index)
{
    // The first eight keep apart under deuteranopia, protanopia and tritanopia (after Tol's bright and muted schemes);
    // the others repeat their hues darker and lighter.
    static constexpr std::array colours = {
        "#bb3e63", "#3f7fc1", "#dba13a", "#59a14f", "#b8bec9", "#7b5ea7", "#3aa6a6", "#8c6d46",
        "#7d1f3c", "#1f4e82", "#99690f", "#2f6b28", "#6f7785", "#4b3573", "#1c6b6b", "#574023",
        "#e590ab", "#93bde8", "#f2cf8b", "#a5d29d", "#dfe3e8", "#b9a4d8", "#8ed3d3", "#c4a983",
    };
    return QString::fromLatin1(colours[std::size_t(index) % colours.size()]);
}

bool addMissingLabels(LabelSet& set, const QStringList& names)
{
    const qsizetype before = set.labels.size();
    for (const QString& name : names) {
        if (!name.isEmpty() && set.indexOf(name) < 0)
            set.labels.append({name, defaultLabelColour(int(set.labels.size()))});
    }
    return set.labels.size() > before;
}

} // namespace corespan
