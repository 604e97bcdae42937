// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/core/layering/includerules.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <utility>

namespace {

/// In the order of the story (core/CMakeLists.txt): a room may use itself and those before it.
const QStringList &rooms()
{
    static const QStringList list{
        QStringLiteral("base"),     QStringLiteral("event"),     QStringLiteral("codec"),
        QStringLiteral("cesql"),    QStringLiteral("http"),      QStringLiteral("columns"),
        QStringLiteral("text"),     QStringLiteral("disk"),      QStringLiteral("log"),
        QStringLiteral("ring"),     QStringLiteral("query"),     QStringLiteral("sorting"),
        QStringLiteral("facets"),   QStringLiteral("redaction"), QStringLiteral("transfer"),
        QStringLiteral("rate"),     QStringLiteral("finding"),   QStringLiteral("stream"),
        QStringLiteral("receiver"), QStringLiteral("source"),    QStringLiteral("send"),
        QStringLiteral("broker"),   QStringLiteral("monitor")};
    return list;
}

QStringList modulesFor(const QStringList &from)
{
    QStringList modules{QStringLiteral("QtCore"), QStringLiteral("QtNetwork"),
                        QStringLiteral("QtWebSockets")};
    const bool headless =
        from.value(0) == u"core" || (from.value(0) == u"app" && from.value(1) != u"eventscope");
    if (headless)
        return modules;
    modules << QStringLiteral("QtGui");
    if (from.value(1) != u"models")
        modules << QStringLiteral("QtWidgets") << QStringLiteral("QtCharts")
                << QStringLiteral("QtSvg");
    return modules;
}

} // namespace

IncludeRules::IncludeRules(QString qtHeaders)
    : m_qtHeaders(std::move(qtHeaders))
{
}

QString IncludeRules::violation(const QString &path, const QString &line) const
{
    static const QRegularExpression include(
        QStringLiteral(R"(^\s*#\s*include\s*(["<])([^">]+)[">])"));
    const QRegularExpressionMatch match = include.match(line);
    if (!match.hasMatch())
        return {};
    const QStringList from = path.split(u'/');
    const QString included = match.captured(2);
    if (match.captured(1) == u"\"")
        return oursViolation(from, included);
    return qtViolation(from, included);
}

QString IncludeRules::oursViolation(const QStringList &from, const QString &included) const
{
    if (included.endsWith(u".moc"))
        return {};
    const QStringList to = included.split(u'/');
    const QString layer = from.value(0);
    const QString target = to.value(0);
    if (target != u"core" && target != u"ui" && target != u"app")
        return QStringLiteral("includes are written from the root of the sources");
    if (target == u"app" && layer != u"app")
        return QStringLiteral("only app includes app");
    if (target == u"ui" &&
        (layer == u"core" || (layer == u"app" && from.value(1) != u"eventscope")))
        return QStringLiteral("nothing without a screen includes ui");
    if (layer != u"core" || target != u"core")
        return {};
    const qsizetype mine = rooms().indexOf(from.value(1));
    const qsizetype theirs = rooms().indexOf(to.value(1));
    if (mine < 0 || theirs < 0)
        return QStringLiteral(
            "no such room: the rooms of core and their order stand in includerules.cpp");
    if (theirs > mine)
        return QStringLiteral("core/%1 may not use core/%2, which stands below it")
            .arg(from.value(1), to.value(1));
    return {};
}

QString IncludeRules::qtViolation(const QStringList &from, const QString &included) const
{
    const QString module = qtModule(included);
    if (module.isEmpty() || modulesFor(from).contains(module))
        return {};
    return QStringLiteral("%1 may not use %2").arg(from.mid(0, 2).join(u'/'), module);
}

QString IncludeRules::qtModule(const QString &included) const
{
    if (included.startsWith(u"Qt") && included.contains(u'/'))
        return included.section(u'/', 0, 0);
    if (!included.startsWith(u'Q') && !included.startsWith(u'q'))
        return {};
    // The screen's modules last: a name that QtCore has is QtCore's.
    const QDir headers(m_qtHeaders);
    QStringList modules = headers.entryList({QStringLiteral("Qt*")}, QDir::Dirs, QDir::Name);
    modules.removeOne(QStringLiteral("QtCore"));
    modules.prepend(QStringLiteral("QtCore"));
    for (const QString &module : modules) {
        if (QFileInfo::exists(headers.filePath(module + u'/' + included)))
            return module;
    }
    return {};
}
