// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/eventscope/settings.h"

#include <QSettings>

#include <algorithm>
#include <array>

namespace app {

namespace {

// Words, not numbers, so that a person can read and change them.
constexpr std::array Themes{"system", "light", "dark", "contrast"};
constexpr std::array Ranges{"1 min", "10 min", "1 h", "all"};
constexpr std::array Groupings{"type", "source"};

template<typename Value, std::size_t Count>
Value oneOf(const QSettings &settings, const char *key,
            const std::array<const char *, Count> &words, Value otherwise)
{
    const QString word = settings.value(QString::fromLatin1(key)).toString();
    for (std::size_t index = 0; index < Count; ++index) {
        if (word == QLatin1String(words[index])) {
            return Value(index);
        }
    }
    return otherwise;
}

template<typename Value, std::size_t Count>
void write(QSettings &settings, const char *key, const std::array<const char *, Count> &words,
           Value value)
{
    settings.setValue(QString::fromLatin1(key), QString::fromLatin1(words[std::size_t(value)]));
}

} // namespace

ui::WindowState readSettings(const QSettings &settings)
{
    const ui::WindowState first;
    const auto bytes = [&settings](const char *key) {
        return settings.value(QString::fromLatin1(key)).toByteArray();
    };
    const auto flag = [&settings](const char *key, bool otherwise) {
        return settings.value(QString::fromLatin1(key), otherwise).toBool();
    };
    ui::WindowState state;
    state.geometry = bytes("window/geometry");
    state.docks = bytes("window/docks");
    state.dockHeight = settings.value(QStringLiteral("window/dockHeight")).toInt();
    state.recent = settings.value(QStringLiteral("files/recent")).toStringList();
    state.theme = oneOf(settings, "look/theme", Themes, first.theme);
    state.pointSize = settings.value(QStringLiteral("look/pointSize"), first.pointSize).toDouble();
    state.filters.history = settings.value(QStringLiteral("filters/history"))
                                .toStringList()
                                .mid(0, ui::FilterMemory::MaxHistory);
    const QStringList names = settings.value(QStringLiteral("filters/names")).toStringList();
    const QStringList texts = settings.value(QStringLiteral("filters/texts")).toStringList();
    for (qsizetype index = 0; index < std::min(names.size(), texts.size()); ++index) {
        state.filters.save(names[index], texts[index]);
    }
    const QString rules = QStringLiteral("colours/rules");
    if (const auto read = ui::parseColourRules(settings.value(rules).toString().toUtf8())) {
        state.colourRules = *read;
    }
    const QStringList types = settings.value(QStringLiteral("colours/types")).toStringList();
    const QStringList colours = settings.value(QStringLiteral("colours/ofTypes")).toStringList();
    for (qsizetype index = 0; index < std::min(types.size(), colours.size()); ++index) {
        if (const auto colour = ui::colourNamed(colours[index])) {
            state.typeColours[types[index].toStdString()] = std::uint8_t(*colour);
        }
    }
    state.redaction.rules = settings.value(QStringLiteral("redaction/rules")).toStringList();
    state.redaction.isOn = flag("redaction/on", first.redaction.isOn);
    state.view.columns.last =
        ui::layoutFromLines(settings.value(QStringLiteral("columns/last")).toStringList());
    const QStringList sets = settings.value(QStringLiteral("columns/names")).toStringList();
    const QStringList layouts = settings.value(QStringLiteral("columns/sets")).toStringList();
    for (qsizetype index = 0; index < std::min(sets.size(), layouts.size()); ++index) {
        state.view.columns.save(sets[index], ui::layoutFromLines(layouts[index].split(u'\n')));
    }
    state.view.across = bytes("view/across");
    state.view.down = bytes("view/down");
    state.view.facets = flag("view/facets", first.view.facets);
    state.view.chart = flag("view/chart", first.view.chart);
    state.view.inspector = flag("view/inspector", first.view.inspector);
    state.view.range = oneOf(settings, "view/range", Ranges, first.view.range);
    state.view.grouping = oneOf(settings, "view/grouping", Groupings, first.view.grouping);
    return state;
}

void writeSettings(QSettings &settings, const ui::WindowState &state)
{
    settings.setValue(QStringLiteral("window/geometry"), state.geometry);
    settings.setValue(QStringLiteral("window/docks"), state.docks);
    settings.setValue(QStringLiteral("window/dockHeight"), state.dockHeight);
    settings.setValue(QStringLiteral("files/recent"), state.recent);
    write(settings, "look/theme", Themes, state.theme);
    settings.setValue(QStringLiteral("look/pointSize"), state.pointSize);
    QStringList names;
    QStringList texts;
    for (const ui::SavedFilter &filter : state.filters.saved) {
        names.append(filter.name);
        texts.append(filter.text);
    }
    settings.setValue(QStringLiteral("filters/history"), state.filters.history);
    settings.setValue(QStringLiteral("filters/names"), names);
    settings.setValue(QStringLiteral("filters/texts"), texts);
    settings.setValue(QStringLiteral("colours/rules"),
                      QString::fromUtf8(ui::colourRulesJson(state.colourRules)));
    QStringList types;
    QStringList colours;
    for (const auto &[type, slot] : state.typeColours) {
        types.append(QString::fromStdString(type));
        colours.append(ui::colourName(ui::RowColour(slot)));
    }
    settings.setValue(QStringLiteral("colours/types"), types);
    settings.setValue(QStringLiteral("colours/ofTypes"), colours);
    settings.setValue(QStringLiteral("redaction/rules"), state.redaction.rules);
    settings.setValue(QStringLiteral("redaction/on"), state.redaction.isOn);
    QStringList sets;
    QStringList layouts;
    for (const ui::ColumnMemory::Set &set : state.view.columns.sets) {
        sets.append(set.name);
        layouts.append(ui::layoutLines(set.layout).join(u'\n'));
    }
    settings.setValue(QStringLiteral("columns/last"), ui::layoutLines(state.view.columns.last));
    settings.setValue(QStringLiteral("columns/names"), sets);
    settings.setValue(QStringLiteral("columns/sets"), layouts);
    settings.setValue(QStringLiteral("view/across"), state.view.across);
    settings.setValue(QStringLiteral("view/down"), state.view.down);
    settings.setValue(QStringLiteral("view/facets"), state.view.facets);
    settings.setValue(QStringLiteral("view/chart"), state.view.chart);
    settings.setValue(QStringLiteral("view/inspector"), state.view.inspector);
    write(settings, "view/range", Ranges, state.view.range);
    write(settings, "view/grouping", Groupings, state.view.grouping);
}

} // namespace app
