// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventsurvey.h"

#include "core/codec/jsondata.h"
#include "core/codec/jsonstring.h"

#include <algorithm>

namespace core {

namespace {

bool isContainer(JsonValue::Kind kind)
{
    return kind == JsonValue::Kind::Object || kind == JsonValue::Kind::Array;
}

template<typename Each>
void forEachStar(std::string_view name, Each each)
{
    for (std::size_t at = name.find("/*"); at != std::string_view::npos;
         at = name.find("/*", at + 2)) {
        if (at + 2 == name.size() || name[at + 2] == '/')
            each(at + 1);
    }
}

template<typename Places>
std::vector<EventSurvey::Place> sorted(const Places &met)
{
    std::vector<EventSurvey::Place> places;
    places.reserve(met.size());
    for (const auto &[name, each] : met) {
        places.push_back(each.place);
        std::stable_sort(places.back().values.begin(), places.back().values.end(),
                         [](const auto &one, const auto &two) { return one.events > two.events; });
    }
    std::sort(places.begin(), places.end(), [](const auto &one, const auto &two) {
        return one.events != two.events ? one.events > two.events : one.name < two.name;
    });
    return places;
}

} // namespace

bool EventSurvey::Place::hasElements() const
{
    bool has = false;
    forEachStar(name, [&has](std::size_t) { has = true; });
    return has;
}

std::string EventSurvey::Place::firstElements() const
{
    std::string first = name;
    forEachStar(name, [&first](std::size_t at) { first[at] = '0'; });
    return first;
}

void EventSurveyor::add(const StoredEvent &stored)
{
    ++m_events;
    for (const Extension &extension : stored.event.extensions) {
        if (Met *met = meet(m_extensions, extension.name, JsonValue::Kind::String, true))
            addValue(*met, extension.value.canonical());
    }
    const JsonData data(EventView{stored.event, stored.text});
    if (data.state() != JsonData::State::Json || data.json().size() > MaxDataBytes)
        return;
    std::string name;
    if (const auto whole = findJson(data.json(), JsonPointer()))
        addJson(*whole, name, 0, true);
}

EventSurvey EventSurveyor::survey() const
{
    return {m_events, sorted(m_extensions), sorted(m_places)};
}

/// Null: there are too many already.
EventSurveyor::Met *EventSurveyor::meet(Places &places, const std::string &name,
                                        JsonValue::Kind kind, bool isFirst)
{
    auto found = places.find(name);
    if (found == places.end()) {
        if (places.size() == MaxPlaces || name.size() > MaxNameBytes)
            return nullptr;
        found = places.emplace(name, Met{{name, 0, 0, kind}}).first;
    }
    Met &met = found->second;
    if (std::exchange(met.lastIn, m_events) != m_events)
        ++met.place.events;
    if (isFirst && std::exchange(met.lastFirstIn, m_events) != m_events)
        ++met.place.inFirst;
    return &met;
}

/// Once for each element that has it: of few events, which value is usual is what matters.
void EventSurveyor::addValue(Met &met, std::string_view text)
{
    std::vector<EventSurvey::Value> &values = met.place.values;
    const auto found = std::find_if(values.begin(), values.end(),
                                    [text](const auto &value) { return value.text == text; });
    if (found != values.end())
        ++found->events;
    else if (values.size() < MaxValues && text.size() <= MaxValueBytes)
        values.push_back({std::string(text), 1});
}

/// `name` is the pointer to `value`; the same again afterwards. `isFirst`: all elements on the way were first ones.
void EventSurveyor::addJson(const JsonValue &value, std::string &name, std::size_t depth,
                            bool isFirst)
{
    Met *met = meet(m_places, name, value.kind, isFirst);
    if (met && isFirst && !isContainer(value.kind))
        addValue(*met, value.text);
    if (depth == MaxDepth || !isContainer(value.kind))
        return;
    const std::size_t length = name.size();
    std::size_t index = 0;
    visitChildren(value, [&](std::string_view written, const JsonValue &child) {
        const bool isElement = value.kind == JsonValue::Kind::Array;
        if (isElement)
            name += "/*";
        else if (written != EveryJsonStep) // a member of this name cannot be told from elements
            name += '/' + jsonPointerStep(unescapeJson(written));
        if (name.size() > length)
            addJson(child, name, depth + 1, isFirst && index == 0);
        name.resize(length);
        return !isElement || ++index < MaxElements;
    });
}

} // namespace core
