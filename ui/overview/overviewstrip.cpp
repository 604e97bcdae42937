// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/overview/overviewstrip.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>

namespace ui {
namespace {

constexpr std::uint8_t Ticks = OverviewFinding | OverviewRefusal | OverviewMark | OverviewHit;

/// One lane of a kind; of two in one lane the later is on top.
struct Lane {
    std::uint8_t bit;
    const char *colour;
    int left;
    int width;
};
constexpr std::array Lanes{
    Lane{OverviewFinding, "warning", 0, 3},
    Lane{OverviewRefusal, "danger", 0, 3},
    Lane{OverviewMark, "accent", 3, 3},
    Lane{OverviewHit, "text", 6, 3},
};
constexpr int TickHeight = 2;
constexpr int Reach = 3; ///< pixels around a click

} // namespace

int nearestTick(const OverviewBuckets &buckets, int y, int reach)
{
    const auto has = [&buckets](int place) {
        return place >= 0 && place < static_cast<int>(buckets.size()) &&
               (buckets[static_cast<std::size_t>(place)] & Ticks) != 0;
    };
    for (int distance = 0; distance <= reach; ++distance) {
        if (has(y - distance))
            return y - distance;
        if (has(y + distance))
            return y + distance;
    }
    return -1;
}

OverviewStrip::OverviewStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Overview"));
    setAccessibleDescription(
        tr("Where among the rows findings, refusals, marks and hits are. A click goes there."));
    setCursor(Qt::PointingHandCursor);
    theme.follow(this, [this] { update(); });
}

QSize OverviewStrip::sizeHint() const
{
    return {m_theme.px(Width), 0};
}

void OverviewStrip::setBuckets(OverviewBuckets buckets)
{
    if (buckets == m_buckets)
        return;
    m_buckets = std::move(buckets);
    update();
}

void OverviewStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("window")));
    const qreal unit = width() / qreal{Width};
    const auto height = static_cast<int>(m_buckets.size());
    const QColor selection = m_theme.colour(QLatin1String("selection"));
    for (int y = 0; y < height; ++y) {
        if (m_buckets[static_cast<std::size_t>(y)] & OverviewSelected)
            painter.fillRect(0, y, width(), TickHeight, selection);
    }
    for (const Lane &lane : Lanes) {
        const QColor colour = m_theme.colour(QLatin1String(lane.colour));
        const int left = qRound(lane.left * unit);
        const int right = qRound((lane.left + lane.width) * unit);
        for (int y = 0; y < height; ++y) {
            if (m_buckets[static_cast<std::size_t>(y)] & lane.bit)
                painter.fillRect(left, y, right - left, TickHeight, colour);
        }
    }
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int y = event->position().toPoint().y();
    const int tick = nearestTick(m_buckets, y, Reach);
    emit chosen(tick >= 0 ? tick : y);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        emit chosen(std::clamp(event->position().toPoint().y(), 0, std::max(0, height() - 1)));
}

void OverviewStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    emit resized();
}

QString OverviewStrip::wordsAt(int y) const
{
    const int tick = nearestTick(m_buckets, y, Reach);
    if (tick < 0)
        return {};
    const std::uint8_t bits = m_buckets[static_cast<std::size_t>(tick)];
    QStringList words;
    if (bits & OverviewRefusal)
        words.append(tr("refusals"));
    if (bits & OverviewFinding)
        words.append(tr("findings"));
    if (bits & OverviewMark)
        words.append(tr("marks or notes"));
    if (bits & OverviewHit)
        words.append(tr("hits of the search"));
    return tr("Here: %1").arg(words.join(QStringLiteral(", ")));
}

bool OverviewStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wordsAt(help->pos().y()), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
