// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/svg_writer.h"

#include <QXmlStreamWriter>

namespace corespan {

namespace {

QString number(double value)
{
    return QString::number(value, 'f', 2);
}

} // namespace

SvgWriter::SvgWriter(QXmlStreamWriter& xml, double width, double height, const QString& title) : m_xml(xml)
{
    m_xml.writeStartElement(QStringLiteral("svg"));
    m_xml.writeAttribute(QStringLiteral("xmlns"), QStringLiteral("http://www.w3.org/2000/svg"));
    m_xml.writeAttribute(QStringLiteral("viewBox"), QStringLiteral("0 0 %1 %2").arg(number(width), number(height)));
    m_xml.writeAttribute(QStringLiteral("width"), number(width));
    m_xml.writeAttribute(QStringLiteral("height"), number(height));
    m_xml.writeAttribute(QStringLiteral("role"), QStringLiteral("img"));
    m_xml.writeAttribute(QStringLiteral("aria-label"), title);
}

SvgWriter::~SvgWriter()
{
    m_xml.writeEndElement();
}

void SvgWriter::line(const char* style, QPointF from, QPointF to)
{
    path(style, {from, to});
}

void SvgWriter::path(const char* style, const QVector<QPointF>& points)
{
    QString d;
    for (const QPointF& point : points)
        d += QStringLiteral("%1%2 %3")
                 .arg(d.isEmpty() ? QLatin1Char('M') : QLatin1Char('L'))
                 .arg(number(point.x()), number(point.y()));
    m_xml.writeEmptyElement(QStringLiteral("path"));
    m_xml.writeAttribute(QStringLiteral("class"), QLatin1String(style));
    m_xml.writeAttribute(QStringLiteral("d"), d);
}

void SvgWriter::writeHint(const QString& hint)
{
    if (!hint.isEmpty())
        m_xml.writeTextElement(QStringLiteral("title"), hint);
    m_xml.writeEndElement();
}

void SvgWriter::rect(const char* style, const QRectF& place, const QString& hint, double opacity)
{
    m_xml.writeStartElement(QStringLiteral("rect"));
    m_xml.writeAttribute(QStringLiteral("class"), QLatin1String(style));
    m_xml.writeAttribute(QStringLiteral("x"), number(place.x()));
    m_xml.writeAttribute(QStringLiteral("y"), number(place.y()));
    m_xml.writeAttribute(QStringLiteral("width"), number(place.width()));
    m_xml.writeAttribute(QStringLiteral("height"), number(place.height()));
    if (opacity < 1.0)
        m_xml.writeAttribute(QStringLiteral("fill-opacity"), number(opacity));
    writeHint(hint);
}

void SvgWriter::circle(const char* style, QPointF centre, double radius, const QString& hint)
{
    m_xml.writeStartElement(QStringLiteral("circle"));
    m_xml.writeAttribute(QStringLiteral("class"), QLatin1String(style));
    m_xml.writeAttribute(QStringLiteral("cx"), number(centre.x()));
    m_xml.writeAttribute(QStringLiteral("cy"), number(centre.y()));
    m_xml.writeAttribute(QStringLiteral("r"), number(radius));
    writeHint(hint);
}

void SvgWriter::text(const char* style, QPointF place, const QString& text, Anchor anchor)
{
    writeText(style, place, text, anchor, false);
}

void SvgWriter::textUpwards(const char* style, QPointF place, const QString& text, Anchor anchor)
{
    writeText(style, place, text, anchor, true);
}

void SvgWriter::writeText(const char* style, QPointF place, const QString& text, Anchor anchor, bool upwards)
{
    static const char* const anchors[] = {"start", "middle", "end"};
    m_xml.writeStartElement(QStringLiteral("text"));
    m_xml.writeAttribute(QStringLiteral("class"), QLatin1String(style));
    m_xml.writeAttribute(QStringLiteral("x"), number(place.x()));
    m_xml.writeAttribute(QStringLiteral("y"), number(place.y()));
    m_xml.writeAttribute(QStringLiteral("text-anchor"), QLatin1String(anchors[static_cast<int>(anchor)]));
    if (upwards)
        m_xml.writeAttribute(QStringLiteral("transform"),
                             QStringLiteral("rotate(-90 %1 %2)").arg(number(place.x()), number(place.y())));
    m_xml.writeCharacters(text);
    m_xml.writeEndElement();
}

} // namespace corespan
