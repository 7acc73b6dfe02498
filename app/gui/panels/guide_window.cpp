// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/guide_window.h"

#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QShortcut>
#include <QTextBrowser>

namespace corespan::gui {

QString guideWithKeys(QString html, const KeyTable& keys)
{
    static const QRegularExpression key(QStringLiteral("<kbd data-command=\"([^\"]+)\">([^<]*)</kbd>"));
    QString text;
    qsizetype from = 0;
    for (auto each = key.globalMatch(html); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        const QString id = match.captured(1);
        const auto& rows = keys.rows();
        const bool known = std::any_of(rows.begin(), rows.end(), [&id](const KeyRow& row) { return row.id == id; });
        QString shown = known ? keyText(keys.keys(id)).toHtmlEscaped() : match.captured(2);
        if (shown.isEmpty())
            shown = GuideWindow::tr("no key");
        text += html.mid(from, match.capturedStart() - from) + QStringLiteral("<b><code>%1</code></b>").arg(shown);
        from = match.capturedEnd();
    }
    return text + html.mid(from);
}

GuideWindow::GuideWindow(QWidget* parent)
    : QDialog(parent), m_text(new QTextBrowser), m_search(new QLineEdit), m_found(new QLabel)
{
    setWindowTitle(tr("User guide"));
    m_text->setAccessibleName(tr("User guide"));
    m_text->setOpenExternalLinks(false);
    m_search->setPlaceholderText(tr("Find in the guide…"));
    m_search->setAccessibleName(tr("Find in the guide"));
    m_found->setObjectName(QStringLiteral("muted"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addWidget(m_found);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addLayout(row);
    layout->addWidget(m_text, 1);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(m_search, &QLineEdit::textEdited, m_found, &QLabel::clear);
    const auto shortcut = [this](const QKeySequence& keys, const auto& then) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, then);
    };
    shortcut(QKeySequence::Find, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    shortcut(QKeySequence::FindNext, [this] { find(false); });
    shortcut(QKeySequence::FindPrevious, [this] { find(true); });
    m_text->setFocus(); // keys scroll
    resize(780, 760);
}

void GuideWindow::setKeys(const KeyTable& keys)
{
    m_text->setHtml(guideWithKeys(source(), keys));
}

QString GuideWindow::source()
{
    QFile file(QStringLiteral(":/guide/guide.html"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void GuideWindow::find(bool backward)
{
    const QString wanted = m_search->text();
    if (wanted.isEmpty())
        return;
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (!m_text->find(wanted, flags)) { // once more from the other end
        m_text->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
        m_found->setText(m_text->find(wanted, flags) ? tr("from the other end") : tr("not found"));
        return;
    }
    m_found->clear();
}

} // namespace corespan::gui
