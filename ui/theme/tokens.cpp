// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

// Outside every namespace, as the macro needs it.
static void initResources()
{
    Q_INIT_RESOURCE(eventscope);
}

namespace ui {

namespace {

QString nameOf(Look look)
{
    switch (look) {
    case Look::Light:
        return QStringLiteral("light");
    case Look::Dark:
        return QStringLiteral("dark");
    case Look::Contrast:
        return QStringLiteral("contrast");
    }
    Q_UNREACHABLE();
}

QHash<QString, QColor> coloursOf(const QJsonObject &object)
{
    QHash<QString, QColor> colours;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        colours.insert(entry.key(), QColor(entry.value().toString()));
    }
    return colours;
}

} // namespace

std::optional<Tokens> Tokens::parse(const QByteArray &json, Look look)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QString name = nameOf(look);
    const QJsonArray series = root[u"series"].toObject()[name].toArray();
    Tokens tokens;
    tokens.m_colours = coloursOf(root[u"themes"].toObject()[name].toObject());
    tokens.m_syntax = coloursOf(root[u"syntax"].toObject()[name].toObject());
    if (tokens.m_colours.isEmpty() || tokens.m_syntax.isEmpty() ||
        series.size() != qsizetype(SeriesCount)) {
        return std::nullopt;
    }
    for (std::size_t slot = 0; slot < SeriesCount; ++slot) {
        tokens.m_series[slot] = QColor(series[qsizetype(slot)].toString());
    }
    return tokens;
}

Tokens Tokens::load(Look look)
{
    initResources();
    QFile file(QStringLiteral(":/eventscope/theme/tokens.json"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    std::optional<Tokens> tokens = parse(file.readAll(), look);
    Q_ASSERT(tokens);
    return *std::move(tokens);
}

QColor Tokens::colour(QLatin1String name) const
{
    const QColor colour = m_colours.value(QString(name));
    Q_ASSERT_X(colour.isValid(), "Tokens::colour", name.data());
    return colour;
}

QColor Tokens::syntax(QLatin1String name) const
{
    const QColor colour = m_syntax.value(QString(name));
    Q_ASSERT_X(colour.isValid(), "Tokens::syntax", name.data());
    return colour;
}

QString Tokens::fill(QString sheet) const
{
    QStringList names = m_colours.keys();
    std::sort(names.begin(), names.end(),
              [](const QString &left, const QString &right) { return left.size() > right.size(); });
    for (const QString &name : std::as_const(names)) {
        sheet.replace(u'@' + name, m_colours.value(name).name());
    }
    return sheet;
}

} // namespace ui
