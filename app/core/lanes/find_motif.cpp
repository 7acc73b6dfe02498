// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lanes/find_motif.h"

#include "core/importing/nucleotide.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("FindMotif", text);
}

bool isNucleotide(Alphabet alphabet)
{
    return alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
}

/// Letters that a letter of a motif stands for, as a class of a regular expression.
QString classOf(QChar letter, Alphabet alphabet)
{
    static const QHash<QChar, QString> nucleotides{
        {'A', "A"},        {'C', "C"},        {'G', "G"},       {'T', "TU"},   {'U', "TU"},  {'R', "AGR"},
        {'Y', "CTUY"},     {'S', "CGS"},      {'W', "ATUW"},    {'K', "GTUK"}, {'M', "ACM"}, {'B', "CGTUYSKB"},
        {'D', "AGTURWKD"}, {'H', "ACTUYWMH"}, {'V', "ACGRSMV"}, {'N', "A-Z"}};
    static const QHash<QChar, QString> residues{{'B', "BDN"}, {'Z', "ZEQ"}, {'J', "JIL"}, {'X', "A-Z"}};
    const QString own(letter);
    return QLatin1Char('[') + (isNucleotide(alphabet) ? nucleotides : residues).value(letter, own) + QLatin1Char(']');
}

QString expressionOf(const QString& pattern, Alphabet alphabet)
{
    const bool letters =
        alphabet != Alphabet::Text && std::all_of(pattern.begin(), pattern.end(), [](QChar c) { return c.isLetter(); });
    if (!letters)
        return pattern;
    QString expression;
    for (const QChar letter : pattern.toUpper())
        expression += classOf(letter, alphabet);
    return expression;
}

class Search
{
public:
    Search(const QString& expression, const std::stop_token& stop)
        : m_expression(expression, QRegularExpression::CaseInsensitiveOption), m_stop(stop)
    {
        m_expression.optimize();
    }

    const QRegularExpression& expression() const { return m_expression; }

    Status strand(const QByteArray& residues, bool reverse, MotifMatches& found) const
    {
        const QString text = QString::fromLatin1(residues);
        for (qsizetype at = 0; at < text.size() && !m_stop.stop_requested();) {
            // The check would read the whole sequence for each match.
            const QRegularExpressionMatch match = m_expression.match(
                text, at, QRegularExpression::NormalMatch, QRegularExpression::DontCheckSubjectStringMatchOption);
            if (!match.isValid())
                return Error{tr("The expression takes too long on this sequence."), Error::Kind::BadInput};
            if (!match.hasMatch())
                break;
            const qsizetype begin = match.capturedStart(), end = match.capturedEnd();
            at = begin + 1;
            if (end == begin)
                continue; // an empty match is none
            if (found.matches.size() >= mostMotifMatches) {
                found.more = true;
                break;
            }
            const qsizetype length = text.size();
            found.matches.append({reverse ? Span{length - end, length - begin} : Span{begin, end}, reverse});
        }
        return ok();
    }

private:
    QRegularExpression m_expression;
    std::stop_token m_stop;
};

} // namespace

Result<MotifMatches> findMotif(const QByteArray& residues, Alphabet alphabet, const QString& pattern, bool bothStrands,
                               const std::stop_token& stop)
{
    MotifMatches found;
    if (pattern.isEmpty())
        return found;
    const Search search(expressionOf(pattern, alphabet), stop);
    if (!search.expression().isValid())
        return Error{tr("No regular expression, at character %1: %2")
                         .arg(search.expression().patternErrorOffset() + 1)
                         .arg(search.expression().errorString()),
                     Error::Kind::BadInput};
    if (const Status status = search.strand(residues, false, found); !status)
        return status.error();
    if (bothStrands && isNucleotide(alphabet)) {
        const QByteArray other = reverseComplement({residues.constData(), static_cast<std::size_t>(residues.size())});
        if (const Status status = search.strand(other, true, found); !status)
            return status.error();
        std::ranges::stable_sort(found.matches, [](const MotifMatch& a, const MotifMatch& b) {
            return std::pair(a.span.begin, a.reverse) < std::pair(b.span.begin, b.reverse);
        });
    }
    return found;
}

} // namespace corespan
