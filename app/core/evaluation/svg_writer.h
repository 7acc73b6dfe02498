// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QVector>

class QXmlStreamWriter;

namespace corespan {

/// Elements of one inline SVG picture, in pixels of its view box. Colours come from the page: each element has a class.
/// The picture is begun by the constructor and ended by the destructor.
class SvgWriter
{
public:
    enum class Anchor { Start, Middle, End };

    /// `title`: what the picture shows, for those who do not see it.
    SvgWriter(QXmlStreamWriter& xml, double width, double height, const QString& title);
    ~SvgWriter();
    SvgWriter(const SvgWriter&) = delete;
    SvgWriter& operator=(const SvgWriter&) = delete;

    void line(const char* style, QPointF from, QPointF to);
    void path(const char* style, const QVector<QPointF>& points);
    /// `hint` is shown under the pointer; empty: none. `opacity` of the fill.
    void rect(const char* style, const QRectF& place, const QString& hint = {}, double opacity = 1.0);
    void circle(const char* style, QPointF centre, double radius, const QString& hint);
    void text(const char* style, QPointF place, const QString& text, Anchor anchor = Anchor::Start);
    /// Turned by a quarter, read from below.
    void textUpwards(const char* style, QPointF place, const QString& text, Anchor anchor = Anchor::Start);

private:
    void writeHint(const QString& hint);
    void writeText(const char* style, QPointF place, const QString& text, Anchor anchor, bool upwards);

    QXmlStreamWriter& m_xml;
};

} // namespace corespan
