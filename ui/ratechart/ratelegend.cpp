// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ratechart/ratelegend.h"

#include "ui/models/eventtext.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui {

RateLegend::RateLegend(const SeriesColours &types, const SeriesColours &sources, const Theme &theme,
                       QWidget *parent)
    : QWidget(parent)
    , m_types(types)
    , m_sources(sources)
    , m_theme(theme)
    , m_snapshot(std::make_shared<core::RateSnapshot>())
{
    setAccessibleName(tr("Legend"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    theme.follow(this, [this] {
        setFixedWidth(m_theme.px(196));
        update();
    });
}

QSize RateLegend::sizeHint() const
{
    return {m_theme.px(196), m_theme.px(170)};
}

int RateLegend::rowHeight() const
{
    return m_theme.px(15);
}

void RateLegend::show(std::shared_ptr<const core::RateSnapshot> snapshot)
{
    m_snapshot = std::move(snapshot);
    update();
}

void RateLegend::showAll()
{
    m_hidden.clear();
    emit hiddenChanged();
    update();
}

std::vector<RateLegend::Entry> RateLegend::entries() const
{
    const bool byType = m_snapshot->grouping == core::RateGrouping::Type;
    std::vector<Entry> all;
    for (const core::RateSeries &series : m_snapshot->series) {
        if (series.code == core::OtherCode) {
            continue;
        }
        const QString whole = oneLine(series.text);
        all.push_back({series.code, byType ? typeName(whole).name : whole, whole, series.rate});
    }
    if (m_snapshot->other.total > 0) {
        all.push_back(
            {core::OtherCode, tr("others"), tr("everything else"), m_snapshot->other.rate});
    }
    const auto fit = std::size_t(std::max(1, (height() - m_theme.px(10)) / rowHeight()));
    if (all.size() > fit) {
        double rate = 0;
        const std::size_t folded = all.size() - fit + 1;
        for (std::size_t index = fit - 1; index < all.size(); ++index) {
            rate += all[index].rate;
        }
        all.resize(fit - 1);
        all.push_back({core::AbsentCode, tr("%n others", nullptr, int(folded)), {}, rate});
    }
    return all;
}

void RateLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(QLatin1String("base")));
    const SeriesColours &colours =
        m_snapshot->grouping == core::RateGrouping::Type ? m_types : m_sources;
    const int side = m_theme.px(9);
    const int right = width() - m_theme.px(12);
    int top = m_theme.px(5);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Entry &entry : entries()) {
        const bool hidden = m_hidden.contains(entry.code);
        const bool folded = entry.code < core::FirstCode;
        const SeriesSlot slot = colours.slot(entry.code);
        const QRectF swatch(m_theme.px(8), top + (rowHeight() - side) / 2.0, side, side);
        if (hidden || slot.hatched) {
            painter.setPen(QPen(colours.colour(slot), 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(swatch.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2);
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours.colour(slot));
            painter.drawRoundedRect(swatch, 2, 2);
        }
        QString rate = rateText(entry.rate);
        rate.chop(rate.endsWith(QLatin1String("/s")) ? 2 : 0);
        painter.setFont(m_theme.font(Face::MonoLegend));
        painter.setPen(m_theme.colour(QLatin1String(hidden ? "disabled" : "text2")));
        const QRect row(0, top, right, rowHeight());
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, rate);
        const int rateWidth = painter.fontMetrics().horizontalAdvance(rate) + m_theme.px(6);
        painter.setFont(m_theme.font(Face::Small));
        painter.setPen(m_theme.colour(QLatin1String(hidden   ? "disabled"
                                                    : folded ? "text2"
                                                             : "text")));
        const QRect name = row.adjusted(m_theme.px(24), 0, -rateWidth, 0);
        painter.drawText(
            name, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(entry.name, Qt::ElideMiddle, name.width()));
        if (hasFocus() && entry.code == m_current && entry.code != core::AbsentCode) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(QPen(m_theme.colour(QLatin1String("focus")), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRect(m_theme.px(3), top, width() - m_theme.px(6), rowHeight() - 1));
            painter.setRenderHint(QPainter::Antialiasing);
        }
        top += rowHeight();
    }
}

std::optional<RateLegend::Entry> RateLegend::entryAt(const QPoint &place) const
{
    const std::vector<Entry> all = entries();
    const int row = (place.y() - m_theme.px(5)) / rowHeight();
    if (place.y() < m_theme.px(5) || std::size_t(row) >= all.size()) {
        return std::nullopt;
    }
    return all[std::size_t(row)];
}

void RateLegend::mousePressEvent(QMouseEvent *event)
{
    const auto entry = entryAt(event->pos());
    if (event->button() != Qt::LeftButton || !entry || entry->code == core::AbsentCode) {
        return;
    }
    setCurrent(entry->code);
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        keepOnly(entry->code);
    } else {
        hide(entry->code);
    }
}

void RateLegend::hide(core::ValueCode code)
{
    if (m_hidden.erase(code) == 0) {
        m_hidden.insert(code);
    }
    emit hiddenChanged();
    setCurrent(m_current);
}

void RateLegend::keepOnly(core::ValueCode code)
{
    std::set<core::ValueCode> others;
    for (const core::RateSeries &series : m_snapshot->series) {
        others.insert(series.code);
    }
    others.insert(core::OtherCode);
    others.erase(code);
    m_hidden = m_hidden == others ? std::set<core::ValueCode>{} : others;
    emit hiddenChanged();
    setCurrent(m_current);
}

std::optional<RateLegend::Entry> RateLegend::currentEntry() const
{
    const std::vector<Entry> all = entries();
    const auto found = std::find_if(all.begin(), all.end(), [this](const Entry &entry) {
        return entry.code == m_current && entry.code != core::AbsentCode;
    });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

void RateLegend::setCurrent(core::ValueCode code)
{
    m_current = code;
    if (const auto entry = currentEntry()) {
        const QString said = tr("%1, %2").arg(entry->whole, rateText(entry->rate));
        setAccessibleDescription(m_hidden.contains(code) ? tr("%1, hidden").arg(said) : said);
    }
    update();
}

void RateLegend::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (const std::vector<Entry> all = entries(); !currentEntry() && !all.empty()) {
        setCurrent(all.front().code);
    }
    update();
}

void RateLegend::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void RateLegend::keyPressEvent(QKeyEvent *event)
{
    std::vector<Entry> all = entries();
    std::erase_if(all, [](const Entry &entry) { return entry.code == core::AbsentCode; });
    if (all.empty()) {
        return QWidget::keyPressEvent(event);
    }
    const Entry entry = currentEntry().value_or(all.front());
    const auto at = std::find_if(all.begin(), all.end(), [&](const Entry &candidate) {
        return candidate.code == entry.code;
    });
    const bool isValue = entry.code >= core::FirstCode;
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrent((at == all.begin() ? at : at - 1)->code);
    case Qt::Key_Down:
        return setCurrent((at + 1 == all.end() ? at : at + 1)->code);
    case Qt::Key_Home:
        return setCurrent(all.front().code);
    case Qt::Key_End:
        return setCurrent(all.back().code);
    case Qt::Key_Space:
        return event->modifiers().testFlag(Qt::ControlModifier) ? keepOnly(entry.code)
                                                                : hide(entry.code);
    case Qt::Key_F:
    case Qt::Key_X:
        if (isValue) {
            emit filterRequested(entry.code,
                                 event->key() == Qt::Key_F ? FilterUse::Only : FilterUse::Without);
        }
        return;
    case Qt::Key_C:
        if (isValue) {
            emit copyRequested(entry.code);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void RateLegend::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto entry = byKey ? currentEntry() : entryAt(event->pos());
    if (entry && entry->code != core::AbsentCode) {
        showMenu(entry->code, byKey ? mapToGlobal(rect().topLeft()) : event->globalPos());
    }
}

void RateLegend::showMenu(core::ValueCode code, const QPoint &place)
{
    const bool isType = m_snapshot->grouping == core::RateGrouping::Type;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (code >= core::FirstCode) { // the others are no value
        const auto add = [&](const QString &words, FilterUse use) {
            menu->addAction(words, this, [this, code, use] { emit filterRequested(code, use); });
        };
        add(isType ? tr("Filter by this type\tF") : tr("Filter by this source\tF"),
            FilterUse::Only);
        add(isType ? tr("Without this type\tX") : tr("Without this source\tX"), FilterUse::Without);
        add(isType ? tr("And this type") : tr("And this source"), FilterUse::And);
        add(isType ? tr("Or this type") : tr("Or this source"), FilterUse::Or);
        menu->addSeparator();
        add(tr("Copy as filter"), FilterUse::Copy);
        menu->addAction(tr("Copy value\tC"), this, [this, code] { emit copyRequested(code); });
        menu->addSeparator();
    }
    menu->addAction(m_hidden.contains(code) ? tr("Show in the chart\tSpace")
                                            : tr("Hide in the chart\tSpace"),
                    this, [this, code] { hide(code); });
    menu->addAction(tr("Only this in the chart\tCtrl+Space"), this,
                    [this, code] { keepOnly(code); });
    menu->popup(place);
}

bool RateLegend::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto entry = entryAt(help->pos());
        QToolTip::showText(help->globalPos(), entry ? entry->whole : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ui
