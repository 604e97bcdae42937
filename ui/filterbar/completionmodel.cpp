// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/completionmodel.h"

#include "core/cesql/functions.h"
#include "core/cesql/literaltext.h"
#include "core/codec/jsonstring.h"
#include "core/event/findings.h"
#include "ui/filterbar/seenplaces.h"
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
    m_places = m_offeredPlaces = 0;
    addValues(items);
    addFindings(items);
    addPlaces(items);
    addPlaceValues(items);
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
        addExtensions(items);
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

const core::EventSurvey *CompletionModel::survey() const
{
    return m_seen && m_seen->places ? m_seen->places->of(m_place.types) : nullptr;
}

/// What was typed is in it, whatever the case.
bool CompletionModel::isOffered(const QString &text) const
{
    return text.contains(QString::fromStdString(m_place.typed), Qt::CaseInsensitive);
}

void CompletionModel::addExtensions(std::vector<Item> &items) const
{
    const core::EventSurvey *seen = survey();
    if (!seen)
        return;
    const QString typed = QString::fromStdString(m_place.typed);
    for (const core::EventSurvey::Place &extension : seen->extensions) {
        const QString name = oneLine(extension.name);
        if (!name.startsWith(typed, Qt::CaseInsensitive))
            continue;
        const bool hasExample = !extension.values.empty() && !m_seen->hides(extension.name);
        items.push_back({Kind::Attribute, name, name,
                         hasExample
                             ? oneLine(core::cesql::literalText(extension.values.front().text))
                             : QString(),
                         0, extension.events});
    }
}

void CompletionModel::addFindings(std::vector<Item> &items) const
{
    if (m_place.literalOf != core::cesql::Function::Finding)
        return;
    for (const core::FindingName &finding : core::FindingNames) {
        const QString name = oneLine(finding.name);
        if (isOffered(name))
            items.push_back(
                {Kind::Value, name, oneLine(core::cesql::literalText(finding.name)) + u')', {}, 0});
    }
}

void CompletionModel::addPlaces(std::vector<Item> &items)
{
    using core::cesql::Function;
    const bool isSum = m_place.literalOf == Function::Sum;
    if ((!isSum && m_place.literalOf != Function::Data) || !m_seen || m_seen->hidesData())
        return;
    const core::EventSurvey *seen = survey();
    if (!seen)
        return;
    for (const core::EventSurvey::Place &place : seen->places) {
        using Of = core::JsonValue::Kind;
        const std::uint32_t events = isSum ? place.events : place.inFirst;
        const std::string pointer = isSum ? place.name : place.firstElements();
        const std::string literal = core::cesql::literalText(pointer);
        const bool isScalar = place.kind != Of::Object && place.kind != Of::Array;
        if (!isScalar || (isSum && place.kind != Of::Number) || events == 0 ||
            literal.starts_with('C')) // CONCAT(…) is no literal
            continue;
        ++m_places;
        if (!isOffered(oneLine(pointer)) || m_offeredPlaces == ValueSearch::MaxFound)
            continue;
        ++m_offeredPlaces;
        items.push_back({Kind::Value, oneLine(pointer), QString::fromStdString(literal) + u')',
                         place.values.empty() ? QString() : oneLine(place.values.front().text), 0,
                         events});
    }
}

/// Behind `DATA('/place') =` and `extension =`.
void CompletionModel::addPlaceValues(std::vector<Item> &items)
{
    const bool isData = !m_place.pointer.empty();
    const bool isExtension = !m_place.attribute.empty() && !isCoreAttribute(m_place.attribute);
    if ((!isData && !isExtension) || !m_seen ||
        (isData ? m_seen->hidesData() : m_seen->hides(m_place.attribute)))
        return;
    const core::EventSurvey *seen = survey();
    if (!seen)
        return;
    const auto &places = isData ? seen->places : seen->extensions;
    const auto place = std::find_if(places.begin(), places.end(), [&](const auto &each) {
        return isData ? each.firstElements() == m_place.pointer : each.name == m_place.attribute;
    });
    if (place == places.end())
        return;
    for (const core::EventSurvey::Value &value : place->values) {
        const bool isText = !isData || value.text.starts_with('"');
        if (m_place.isPattern && !isText)
            continue;
        const std::string text =
            !isData ? value.text
            : isText
                ? core::unescapeJson(std::string_view(value.text).substr(1, value.text.size() - 2))
                : value.text;
        const std::string written = m_place.isPattern
                                        ? core::cesql::literalText(core::cesql::likePattern(text))
                                    : isText ? core::cesql::literalText(text)
                                             : core::cesql::literalOfJson(value.text);
        const std::string shown =
            isText ? core::cesql::literalText(text) : core::cesql::literalOfJson(value.text);
        if (isOffered(oneLine(text)))
            items.push_back({Kind::Value,
                             oneLine(shown),
                             QString::fromStdString(written),
                             {},
                             0,
                             value.events});
    }
}

QString CompletionModel::summary() const
{
    const QString taking = tr("Tab completes");
    if (m_places > 0)
        return taking + QStringLiteral(" · ") +
               tr("%1 of %2 places in the newest %3 events")
                   .arg(groupedNumber(m_offeredPlaces), groupedNumber(m_places),
                        groupedNumber(survey() ? survey()->events : 0));
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
               .arg(matches, values) +
           (m_seen->valuesOf(m_search->attribute())->isFull() ? tr(", and others beyond the limit")
                                                              : QString());
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
