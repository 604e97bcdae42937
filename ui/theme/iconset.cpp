// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/iconset.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

#include <cmath>
#include <utility>

namespace ui {

namespace {

QByteArray svgOf(const QString &name)
{
    QFile file(QLatin1String(":/eventscope/icons/") + name + QLatin1String(".svg"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "IconSet", qPrintable(name));
    Q_UNUSED(opened)
    return file.readAll();
}

/// `side` in device pixels.
QPixmap draw(QByteArray svg, const QColor &colour, int side, qreal ratio)
{
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

/// Draws an icon when it is first painted: a window has far more icons, states and ratios than it ever shows.
class TintedIcon final : public QIconEngine {
public:
    struct Colours {
        QColor text;
        QColor disabled;
        QColor accent;
    };
    TintedIcon(QString name, Colours colours, int side)
        : m_name(std::move(name))
        , m_colours(std::move(colours))
        , m_side(side)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal ratio) override
    {
        const int most = int(std::lround(m_side * ratio));
        const int side = std::max(1, std::min({size.width(), size.height(), most}));
        const QColor &colour = mode == QIcon::Disabled ? m_colours.disabled
                               : state == QIcon::On    ? m_colours.accent
                                                       : m_colours.text;
        QPixmap &kept = m_drawn[{side, colour.rgb()}];
        if (kept.isNull()) {
            kept = draw(svgOf(m_name), colour, side, ratio);
        }
        return kept;
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override
    {
        return size.boundedTo({m_side, m_side});
    }
    bool isNull() override { return false; }
    QIconEngine *clone() const override { return new TintedIcon(*this); }

private:
    QString m_name;
    Colours m_colours;
    int m_side; ///< device-independent pixels
    QHash<std::pair<int, QRgb>, QPixmap> m_drawn;
};

} // namespace

IconSet::IconSet(const Tokens &tokens, qreal scale)
    : m_text(tokens.colour(QLatin1String("text")))
    , m_disabled(tokens.colour(QLatin1String("disabled")))
    , m_accent(tokens.colour(QLatin1String("accent")))
    , m_scale(scale)
{
}

QIcon IconSet::icon(QLatin1String name, int size) const
{
    return QIcon(
        new TintedIcon(name, {m_text, m_disabled, m_accent}, int(std::lround(size * m_scale))));
}

QPixmap IconSet::pixmap(QLatin1String name, const QColor &colour, int size, qreal ratio) const
{
    const QString key = QString(name) + u'/' + colour.name() + u'/' + QString::number(size) + u'/' +
                        QString::number(ratio);
    const auto kept = m_pixmaps.constFind(key);
    if (kept != m_pixmaps.constEnd()) {
        return *kept;
    }
    const int side = int(std::lround(std::round(size * m_scale) * ratio));
    const QPixmap drawn = draw(svgOf(name), colour, side, ratio);
    m_pixmaps.insert(key, drawn);
    return drawn;
}

} // namespace ui
