// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/wordsline.h"

#include <QMouseEvent>
#include <QPainter>

namespace ui {

WordsLine::WordsLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setMouseTracking(true);
    theme.follow(this, [this] {
        measure();
        updateGeometry();
        update();
    });
}

void WordsLine::setWords(std::vector<Words> words)
{
    if (words == m_words) {
        return;
    }
    const int width = m_width;
    m_words = std::move(words);
    setAccessibleName(text());
    measure();
    if (m_width != width) {
        updateGeometry();
    }
    update();
}

/// Layouts ask for the width far more often than it changes.
void WordsLine::measure()
{
    m_width = 0;
    for (const Words &words : m_words) {
        m_width += QFontMetrics(m_theme.font(words.face)).horizontalAdvance(words.text);
    }
}

QString WordsLine::text() const
{
    QString text;
    for (const Words &words : m_words) {
        text += words.text;
    }
    return text;
}

QSize WordsLine::sizeHint() const
{
    return {m_width, m_theme.px(20)};
}

int WordsLine::linkAt(int x) const
{
    int left = 0;
    for (const Words &words : m_words) {
        left += QFontMetrics(m_theme.font(words.face)).horizontalAdvance(words.text);
        if (x < left) {
            return words.link;
        }
    }
    return -1;
}

void WordsLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    // One baseline for both faces.
    const QFontMetrics body(m_theme.font(Face::Small));
    const int baseline = (height() + body.ascent() - body.descent()) / 2;
    int left = 0;
    for (const Words &words : m_words) {
        const QFont font = m_theme.font(words.face);
        painter.setFont(font);
        painter.setPen(m_theme.colour(QLatin1String(words.token)));
        painter.drawText(left, baseline, words.text);
        left += QFontMetrics(font).horizontalAdvance(words.text);
    }
}

void WordsLine::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(linkAt(event->pos().x()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void WordsLine::mousePressEvent(QMouseEvent *event)
{
    const int link = linkAt(event->pos().x());
    if (event->button() == Qt::LeftButton && link >= 0) {
        emit linkActivated(link);
    }
}

} // namespace ui
