// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterstrip.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <QToolButton>

namespace ui {

namespace {

/// The words of an expression that have a colour: strings, keywords; the rest is text.
struct Piece {
    QString text;
    const char *syntax; ///< null: plain
};

std::vector<Piece> pieces(const QString &words)
{
    static const QRegularExpression token(
        QStringLiteral("('(?:[^'\\\\]|\\\\.)*')|\\b(AND|NOT|IN)\\b"));
    std::vector<Piece> pieces;
    qsizetype from = 0;
    for (auto matches = token.globalMatch(words); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        pieces.push_back({words.mid(from, match.capturedStart() - from), nullptr});
        pieces.push_back({match.captured(), match.captured(1).isEmpty() ? "key" : "str"});
        from = match.capturedEnd();
    }
    pieces.push_back({words.mid(from), nullptr});
    return pieces;
}

} // namespace

FilterStrip::FilterStrip(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_clear(new QToolButton(this))
{
    setObjectName(QStringLiteral("filter"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *layout = new QHBoxLayout(this);
    layout->addStretch(1);
    layout->addWidget(m_clear);
    m_clear->setToolTip(tr("Show everything (Ctrl+Shift+L)"));
    m_clear->setAccessibleName(tr("Show everything"));
    connect(m_clear, &QToolButton::clicked, this, &FilterStrip::clearRequested);
    theme.follow(this, [this, layout] {
        setFixedHeight(m_theme.px(30));
        setMinimumWidth(m_theme.px(160));
        layout->setContentsMargins(0, 0, m_theme.px(3), 0);
        m_clear->setIcon(m_theme.icons().icon(QLatin1String("close"), 16));
        m_clear->setIconSize({m_theme.px(16), m_theme.px(16)});
        m_clear->setFixedHeight(m_theme.px(24));
        update();
    });
    setFilter({});
}

void FilterStrip::setFilter(const core::EventFilter &filter, const ValueWord &word)
{
    m_words = filterWords(filter, word);
    m_clear->setVisible(!m_words.isEmpty());
    setToolTip(m_words);
    setAccessibleName(m_words.isEmpty() ? tr("No filter: all events are shown")
                                        : tr("Filter: %1").arg(m_words));
    setProperty("validity", m_words.isEmpty() ? QString() : QStringLiteral("valid"));
    style()->unpolish(this);
    style()->polish(this);
    update();
}

void FilterStrip::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const bool empty = m_words.isEmpty();
    const QColor quiet = m_theme.colour(QLatin1String("text3"));
    const QColor iconColour = empty ? quiet : m_theme.colour(QLatin1String("success"));
    const int icon = m_theme.px(16);
    const int pad = m_theme.px(9);
    painter.drawPixmap(
        pad, (height() - icon) / 2,
        m_theme.icons().pixmap(QLatin1String("filter"), iconColour, 16, devicePixelRatioF()));
    const int left = pad + icon + m_theme.px(7);
    const int right = m_clear->isVisible() ? m_clear->x() - m_theme.px(4) : width() - pad;
    if (empty) {
        painter.setFont(m_theme.font(Face::Body));
        painter.setPen(quiet);
        const QString hint =
            tr("All events are shown. Click a type or a source to show only that.");
        painter.drawText(QRect(left, 0, right - left, height()), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(hint, Qt::ElideRight, right - left));
        return;
    }
    painter.setFont(m_theme.font(Face::Mono));
    const QFontMetrics metrics = painter.fontMetrics();
    int x = left;
    for (const Piece &piece : pieces(m_words)) {
        painter.setPen(piece.syntax ? m_theme.syntax(QLatin1String(piece.syntax))
                                    : m_theme.colour(QLatin1String("text")));
        const QString shown = metrics.elidedText(piece.text, Qt::ElideRight, right - x);
        painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter, shown);
        x += metrics.horizontalAdvance(piece.text);
        if (shown != piece.text) {
            break;
        }
    }
}

} // namespace ui
