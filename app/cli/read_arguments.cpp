// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_arguments.h"

#include "core/domain/names.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

std::vector<std::string> formats()
{
    std::vector<std::string> texts;
    for (const QString& text : formatTexts())
        texts.push_back(text.toStdString());
    return texts;
}

} // namespace

QStringList toList(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list.append(QString::fromStdString(text));
    return list;
}

void ReadArguments::declare(CLI::App& app)
{
    app.add_option("--format", m_format, "Read the files as this format; default: by their content")
        ->check(CLI::IsMember(formats()));
    app.add_option("--alphabet", m_alphabet, "What the letters are; default: by the letters of each record")
        ->check(CLI::IsMember({"protein", "dna", "rna", "text"}));
    app.add_option("--features", m_features,
                   "Types of features that become cores, with commas between; default: CDS, and of UniProt SIGNAL, "
                   "TRANSIT, PROPEP and TRANSMEM")
        ->delimiter(',');
    app.add_option(
           "--columns", m_columns,
           "Of tables: ROLE=NAME or ROLE=NUMBER, with commas between; roles are id, sequence, begin, end, type, "
           "labels, open, strand, description, target, length, checksum")
        ->delimiter(',');
    app.add_option("--coordinates", m_coordinates,
                   "Of tables: 1 (1-based, both ends included; the default) or 0 (0-based, half-open)")
        ->check(CLI::IsMember({"0", "1"}));
    app.add_option("--label-row", m_labelRow, "Of Stockholm: the #=GR feature that becomes labels; default: SS");
    app.add_flag("--strict-tags", m_strictTags,
                 "Of CoNLL: refuse I tags that begin a core instead of reading them as B");
}

Result<ReadOptions> ReadArguments::options() const
{
    ReadOptions options;
    options.format = formatFromText(QString::fromStdString(m_format));
    options.alphabet = alphabetFromText(QString::fromStdString(m_alphabet));
    options.features = toList(m_features);
    options.strictTags = m_strictTags;
    options.table.zeroBased = m_coordinates == "0";
    if (!m_labelRow.empty())
        options.labelRow = QString::fromStdString(m_labelRow);
    for (const QString& text : toList(m_columns)) {
        const QString name = text.section(QLatin1Char('='), 0, 0);
        const auto role = tableRoleFromText(name);
        if (!role || text.section(QLatin1Char('='), 1).isEmpty())
            return Error{
                QStringLiteral("--columns %1: expected ROLE=NAME, with id, sequence, begin, end, type, labels, "
                               "open, strand, description, target, length or checksum as the role")
                    .arg(text),
                Error::Kind::BadInput};
        options.table.columns[*role] = text.section(QLatin1Char('='), 1);
    }
    return options;
}

} // namespace corespan::cli
