// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/codec/jsonpointer.h"
#include "core/log/storedevent.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace core {

/// What a few events have beside the attributes of the specification: extension attributes and places in JSON data, how
/// many of the events have each, and with which values. For help while a person types. A plain value.
struct EventSurvey {
    struct Value {
        std::string
            text; ///< of an extension; of data the JSON of a string, number, Boolean or null as it stands
        std::uint32_t events = 0;
        bool operator==(const Value &) const = default;
    };
    struct Place {
        std::string
            name; ///< of an extension; of data a JSON pointer in which a step * means elements of an array
        std::uint32_t events = 0; ///< that have it
        /// Of data: those where it is there with 0 for each *, see firstElements().
        std::uint32_t inFirst = 0;
        JsonValue::Kind kind = JsonValue::Kind::String; ///< in the first event that had it
        std::vector<Value> values = {};                 ///< the most frequent first
        bool operator==(const Place &) const = default;

        bool hasElements() const;
        /// The name with 0 for each *: what findJson() takes.
        std::string firstElements() const;
    };
    std::uint32_t events = 0;           ///< that were looked at
    std::vector<Place> extensions = {}; ///< the most frequent first, then by name
    std::vector<Place> places = {};     ///< likewise
    bool operator==(const EventSurvey &) const = default;
};

/// Makes a survey, event by event. What is above a limit is passed over: a survey need not be whole. One thread.
class EventSurveyor {
public:
    static constexpr std::size_t MaxDataBytes =
        64 * KiB;                                  ///< of one event; larger data is not looked into
    static constexpr std::size_t MaxDepth = 12;    ///< steps of a pointer
    static constexpr std::size_t MaxElements = 8;  ///< of an array, the first ones
    static constexpr std::size_t MaxPlaces = 1000; ///< in data, and as many extensions
    static constexpr std::size_t MaxNameBytes = 200;
    static constexpr std::size_t MaxValues = 24; ///< of one place, those that were met first
    static constexpr std::size_t MaxValueBytes = 100;

    void add(const StoredEvent &stored);
    [[nodiscard]] EventSurvey survey() const;

private:
    struct Met {
        EventSurvey::Place place;
        std::uint32_t lastIn = 0; ///< number of the event that had it last
        std::uint32_t lastFirstIn = 0;
    };
    using Places = std::unordered_map<std::string, Met>;

    Met *meet(Places &places, const std::string &name, JsonValue::Kind kind, bool isFirst);
    void addValue(Met &met, std::string_view text);
    void addJson(const JsonValue &value, std::string &name, std::size_t depth, bool isFirst);

    std::uint32_t m_events = 0;
    Places m_extensions;
    Places m_places;
};

} // namespace core
