// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/iconset.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

namespace ui {

namespace {

QPixmap draw(const QByteArray &svg, const QColor &colour, int pixels, qreal ratio)
{
    QByteArray coloured = svg;
    coloured.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(coloured);
    const int devicePixels = int(std::lround(pixels * ratio));
    QPixmap pixmap(devicePixels, devicePixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

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
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        icon.addPixmap(pixmap(name, m_text, size, ratio), QIcon::Normal, QIcon::Off);
        icon.addPixmap(pixmap(name, m_disabled, size, ratio), QIcon::Disabled, QIcon::Off);
        icon.addPixmap(pixmap(name, m_accent, size, ratio), QIcon::Normal, QIcon::On);
        icon.addPixmap(pixmap(name, m_disabled, size, ratio), QIcon::Disabled, QIcon::On);
    }
    return icon;
}

QPixmap IconSet::pixmap(QLatin1String name, const QColor &colour, int size, qreal ratio) const
{
    const QString key = QString(name) + u'/' + colour.name() + u'/' + QString::number(size) + u'/' +
                        QString::number(ratio);
    const auto kept = m_pixmaps.constFind(key);
    if (kept != m_pixmaps.constEnd()) {
        return *kept;
    }
    QFile file(QLatin1String(":/eventscope/icons/") + QString(name) + QLatin1String(".svg"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "IconSet::pixmap", name.data());
    Q_UNUSED(opened)
    const QPixmap drawn = draw(file.readAll(), colour, int(std::lround(size * m_scale)), ratio);
    m_pixmaps.insert(key, drawn);
    return drawn;
}

} // namespace ui
