// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratecard.h"

#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace ui {

QString spanLabel(std::chrono::microseconds span)
{
    const double seconds = std::chrono::duration<double>(span).count();
    return seconds < 60     ? QObject::tr("%1 s").arg(seconds)
           : seconds < 3600 ? QObject::tr("%1 min").arg(seconds / 60, 0, 'g', 3)
                            : QObject::tr("%1 h").arg(seconds / 3600, 0, 'g', 3);
}

void drawRateCard(QPainter &painter, const Theme &theme, const RateCard &card, int x, QSize view)
{
    constexpr std::size_t Largest = 5;
    const core::RateSnapshot &snapshot = card.snapshot;
    const std::size_t bucket = card.bucket;
    struct Line {
        QBrush swatch;
        QString name;
        quint64 count;
    };
    std::vector<Line> lines;
    const auto add = [&](const core::RateSeries &series, const QString &name) {
        if (bucket < series.counts.size() && series.counts[bucket] > 0 &&
            !card.hidden.contains(series.code)) {
            lines.push_back({card.brushOf(series.code), name, series.counts[bucket]});
        }
    };
    for (const core::RateSeries &series : snapshot.series) {
        const QString text = oneLine(series.text);
        add(series, snapshot.grouping == core::RateGrouping::Type ? typeName(text).name : text);
    }
    add(snapshot.other, QObject::tr("others"));
    quint64 total = 0;
    for (const Line &line : lines) {
        total += line.count;
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line &one, const Line &other) { return one.count > other.count; });
    if (lines.size() > Largest + 1) {
        quint64 rest = 0;
        const std::size_t others = lines.size() - Largest;
        for (std::size_t index = Largest; index < lines.size(); ++index) {
            rest += lines[index].count;
        }
        lines.resize(Largest);
        lines.push_back({theme.colour(QLatin1String("other")),
                         QObject::tr("%n others", nullptr, int(others)), rest});
    }

    const int row = theme.px(17);
    const int pad = theme.px(8);
    const int width = theme.px(200);
    const int height = pad * 2 + row * int(lines.size() + 1);
    const int gap = theme.px(12);
    int left = x + gap;
    if (left + width > view.width()) {
        left = x - gap - width;
    }
    const QRect frame(left, std::max(2, std::min(theme.px(14), view.height() - height - 2)), width,
                      height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.colour(QLatin1String("borderStrong")));
    painter.setBrush(theme.colour(QLatin1String("control")));
    painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    QRect line(frame.left() + pad, frame.top() + pad, width - 2 * pad, row);
    painter.setFont(theme.font(Face::MonoLegend));
    painter.setPen(theme.colour(QLatin1String("text")));
    const QString time = timeOfDay(snapshot.bucketStart(bucket), ClockZone::Local).left(8);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     QObject::tr("%1 + %2").arg(time, spanLabel(snapshot.width)));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, groupedNumber(total));
    for (const Line &entry : lines) {
        line.translate(0, row);
        const int side = theme.px(9);
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.swatch);
        painter.drawRoundedRect(QRect(line.left(), line.center().y() - side / 2, side, side), 2, 2);
        painter.setPen(theme.colour(QLatin1String("text")));
        painter.setFont(theme.font(Face::MonoLegend));
        const QString count = groupedNumber(entry.count);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, count);
        const int countWidth = painter.fontMetrics().horizontalAdvance(count) + theme.px(8);
        painter.setFont(theme.font(Face::Small));
        const QRect name = line.adjusted(side + theme.px(7), 0, -countWidth, 0);
        painter.drawText(
            name, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(entry.name, Qt::ElideMiddle, name.width()));
    }
    painter.restore();
}

} // namespace ui
