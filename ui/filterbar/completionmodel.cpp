// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionmodel.h"

#include "core/cesql/functions.h"
#include "core/cesql/literaltext.h"
#include "ui/models/eventtext.h"

#include <algorithm>

namespace ui {

namespace {

using core::cesql::Expected;
using Item = CompletionModel::Item;
using Kind = CompletionModel::Item::Kind;

constexpr std::chrono::milliseconds PerKey(2); ///< of search, at a key press
constexpr std::chrono::milliseconds PerTurn(4); ///< … and in each turn of the event loop afterwards

constexpr const char *Attributes[] = {"type",       "source", "subject",    "id", "datacontenttype",
                                      "dataschema", "time",   "specversion"};

} // namespace

CompletionModel::CompletionModel(QObject *parent)
    : QAbstractListModel(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &CompletionModel::search);
}

void CompletionModel::setSeen(const SeenValues *seen)
{
    clear();
    m_seen = seen;
}

void CompletionModel::clear()
{
    m_timer.stop();
    m_search.reset();
    m_place = {};
    beginResetModel();
    m_items.clear();
    endResetModel();
    emit itemsChanged();
}

void CompletionModel::complete(const CompletionPlace &place, bool isAsked)
{
    m_place = place;
    m_isAsked = isAsked;
    m_timer.stop();
    m_search.reset();
    if (m_seen && m_seen->valuesOf(place.attribute)) {
        m_search = std::make_unique<ValueSearch>(*m_seen, place.attribute, place.typed);
        if (!m_search->step(PerKey))
            m_timer.start();
    }
    show(isAsked);
}

void CompletionModel::search()
{
    if (m_search->step(PerTurn)) {
        m_timer.stop();
        show(m_isAsked);
    }
}

void CompletionModel::show(bool isAsked)
{
    std::vector<Item> items;
    addValues(items);
    if (isAsked || !m_place.typed.empty())
        addWords(items);
    // What stands there already is not offered.
    const QString typed = QString::fromStdString(m_place.typed);
    if (items.size() == 1 && !isAsked &&
        (items.front().shown == typed || items.front().shown == u'\'' + typed + u'\''))
        items.clear();
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
    emit itemsChanged();
}

void CompletionModel::addWords(std::vector<Item> &items) const
{
    const QString typed = QString::fromStdString(m_place.typed);
    const auto add = [&](Item item) {
        if (item.shown.startsWith(typed, Qt::CaseInsensitive))
            items.push_back(std::move(item));
    };
    const auto addKeyword = [&](const char *word, const char *behind = " ") {
        const QString shown = QString::fromLatin1(word);
        add({Kind::Keyword, shown, shown + QLatin1String(behind), {}, 0});
    };
    const auto &expected = m_place.expected;
    if (expected.contains(Expected::Operand) || expected.contains(Expected::AttributeName)) {
        for (const char *name : Attributes)
            add({Kind::Attribute, QString::fromLatin1(name), QString::fromLatin1(name), {}, 0});
    }
    if (expected.contains(Expected::Operand)) {
        for (const core::cesql::Signature &signature : core::cesql::allFunctions()) {
            const QString name = oneLine(signature.name);
            const bool takesNothing = signature.mostArguments == 0;
            const bool takesLiteral = signature.takesLiteral; // the cursor stands in the quotes
            add({Kind::Function, name,
                 name + (takesLiteral ? QStringLiteral("('')") : QStringLiteral("()")),
                 oneLine(signature.usage),
                 takesNothing   ? 0
                 : takesLiteral ? 2
                                : 1});
        }
        addKeyword("NOT");
        addKeyword("EXISTS");
        addKeyword("TRUE", "");
        addKeyword("FALSE", "");
    }
    if (expected.contains(Expected::Operator)) {
        for (const char *word :
             {"AND", "OR", "LIKE", "NOT LIKE", "XOR", "=", "!=", "<", "<=", ">", ">="})
            addKeyword(word);
        addKeyword("IN", " (");
        addKeyword("NOT IN", " (");
    }
    if (expected.contains(Expected::LikeOrIn)) {
        addKeyword("LIKE");
        addKeyword("IN", " (");
    }
}

void CompletionModel::addValues(std::vector<Item> &items) const
{
    if (!m_search)
        return;
    const core::Dictionary &values = *m_seen->valuesOf(m_search->attribute());
    for (const ValueSearch::Found &found : m_search->best()) {
        const std::string_view text = values.text(found.code);
        Item item{Kind::Value,
                  oneLine(core::cesql::literalText(text)),
                  QString::fromStdString(core::cesql::literalText(
                      m_place.isPattern ? core::cesql::likePattern(text) : std::string(text))),
                  {},
                  0,
                  m_seen->countOf(m_search->attribute(), found.code)};
        if (item.count == quint64(0))
            continue; // its events have left the log
        if (m_search->attribute() == "type" && m_seen->typeColour)
            item.swatch = m_seen->typeColour(found.code);
        items.push_back(std::move(item));
    }
}

QString CompletionModel::summary() const
{
    const QString taking = tr("Tab completes");
    if (!m_search)
        return taking;
    const QString attribute = QString::fromStdString(m_search->attribute());
    const QString matches = groupedNumber(m_search->matches());
    const QString values = groupedNumber(m_search->values());
    return taking + QStringLiteral(" · ") +
           (attribute == QLatin1String("type")      ? tr("%1 of %2 types")
            : attribute == QLatin1String("source")  ? tr("%1 of %2 sources")
            : attribute == QLatin1String("subject") ? tr("%1 of %2 subjects")
                                                    : tr("%1 of %2 content types"))
               .arg(matches, values);
}

int CompletionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant CompletionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Item &item = m_items[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.shown;
    case Qt::AccessibleTextRole:
        return item.count ? tr("%1, %2 events").arg(item.shown, groupedNumber(*item.count))
               : item.meaning.isEmpty() ? item.shown
                                        : item.meaning;
    case MeaningRole:
        return item.meaning;
    case CountRole:
        return item.count ? QVariant(qulonglong(*item.count)) : QVariant();
    case SwatchRole:
        return item.swatch.isValid() ? QVariant(item.swatch) : QVariant();
    case KindRole:
        return static_cast<int>(item.kind);
    default:
        return {};
    }
}

} // namespace ui
