// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>
#include <QStringList>
#include <QXmlStreamWriter>

namespace corespan {

/// A page of sections with tables and pictures, in one piece: its style sheet is inside, nothing is loaded. It is
/// written as XML, which HTML readers take.
class HtmlPage
{
public:
    HtmlPage(const QString& title, const QString& subtitle);

    /// Ends the section before it.
    void section(const QString& title, const QString& explanation = {});
    void tiles(const QVector<std::pair<QString, QString>>& valuesAndNames);
    /// The first `names` columns are left-aligned.
    void table(const QStringList& head, const QVector<QStringList>& rows, qsizetype names = 1);
    /// Tables and pictures side by side, between the two calls.
    void beginRow();
    void endRow();
    QXmlStreamWriter& xml() { return m_xml; }

    /// Ends the page; nothing may be added after it.
    QByteArray finish();

private:
    void textElement(const QString& name, const QString& text, const QString& style = {});
    void endSection();

    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
    bool m_inSection = false;
};

} // namespace corespan
