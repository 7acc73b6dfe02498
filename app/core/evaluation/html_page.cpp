// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/html_page.h"

#include <QFile>

namespace corespan {

namespace {

QString styleSheet()
{
    QFile file(QStringLiteral(":/report/report.css"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

HtmlPage::HtmlPage(const QString& title, const QString& subtitle) : m_xml(&m_bytes)
{
    m_xml.writeDTD(QStringLiteral("<!DOCTYPE html>\n"));
    m_xml.writeStartElement(QStringLiteral("html"));
    m_xml.writeAttribute(QStringLiteral("lang"), QStringLiteral("en"));
    m_xml.writeStartElement(QStringLiteral("head"));
    m_xml.writeEmptyElement(QStringLiteral("meta"));
    m_xml.writeAttribute(QStringLiteral("charset"), QStringLiteral("utf-8"));
    m_xml.writeEmptyElement(QStringLiteral("meta"));
    m_xml.writeAttribute(QStringLiteral("name"), QStringLiteral("viewport"));
    m_xml.writeAttribute(QStringLiteral("content"), QStringLiteral("width=device-width, initial-scale=1"));
    textElement(QStringLiteral("title"), title);
    m_xml.writeStartElement(QStringLiteral("style"));
    m_xml.writeCharacters({}); // ends the start tag
    m_xml.device()->write(styleSheet().toUtf8());
    m_xml.writeEndElement();
    m_xml.writeEndElement();
    m_xml.writeStartElement(QStringLiteral("body"));
    m_xml.writeStartElement(QStringLiteral("main"));
    textElement(QStringLiteral("h1"), title);
    textElement(QStringLiteral("div"), subtitle, QStringLiteral("about"));
}

void HtmlPage::textElement(const QString& name, const QString& text, const QString& style)
{
    m_xml.writeStartElement(name);
    if (!style.isEmpty())
        m_xml.writeAttribute(QStringLiteral("class"), style);
    m_xml.writeCharacters(text); // an empty text too: "<div/>" would not end in HTML
    m_xml.writeEndElement();
}

void HtmlPage::endSection()
{
    if (m_inSection)
        m_xml.writeEndElement();
    m_inSection = false;
}

void HtmlPage::section(const QString& title, const QString& explanation)
{
    endSection();
    m_inSection = true;
    m_xml.writeStartElement(QStringLiteral("section"));
    textElement(QStringLiteral("h2"), title);
    if (!explanation.isEmpty())
        textElement(QStringLiteral("p"), explanation);
}

void HtmlPage::tiles(const QVector<std::pair<QString, QString>>& valuesAndNames)
{
    m_xml.writeStartElement(QStringLiteral("div"));
    m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("tiles"));
    for (const auto& [value, name] : valuesAndNames) {
        m_xml.writeStartElement(QStringLiteral("div"));
        m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("tile"));
        textElement(QStringLiteral("b"), value);
        textElement(QStringLiteral("span"), name);
        m_xml.writeEndElement();
    }
    m_xml.writeEndElement();
}

void HtmlPage::table(const QStringList& head, const QVector<QStringList>& rows, qsizetype names)
{
    m_xml.writeStartElement(QStringLiteral("table"));
    const auto write = [&](const QStringList& cells, const QString& element) {
        m_xml.writeStartElement(QStringLiteral("tr"));
        for (qsizetype i = 0; i < cells.size(); ++i)
            textElement(element, cells[i], i < names ? QStringLiteral("name") : QString());
        m_xml.writeEndElement();
        m_xml.writeCharacters(QStringLiteral("\n"));
    };
    m_xml.writeStartElement(QStringLiteral("thead"));
    write(head, QStringLiteral("th"));
    m_xml.writeEndElement();
    m_xml.writeStartElement(QStringLiteral("tbody"));
    for (const QStringList& row : rows)
        write(row, QStringLiteral("td"));
    m_xml.writeEndElement();
    m_xml.writeEndElement();
}

void HtmlPage::beginRow()
{
    m_xml.writeStartElement(QStringLiteral("div"));
    m_xml.writeAttribute(QStringLiteral("class"), QStringLiteral("row"));
}

void HtmlPage::endRow()
{
    m_xml.writeEndElement();
}

QByteArray HtmlPage::finish()
{
    endSection();
    m_xml.writeEndDocument();
    m_bytes += '\n';
    return m_bytes;
}

} // namespace corespan
