// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/eventview.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// The data of one event as one valid JSON text, if it is that: what JSON, XML, Protobuf and Avro hold as JSON; text under
/// a JSON media type; bytes under a JSON media type or without any. The last two are validated here. Everything else
/// (another media type, an XML element, a Protobuf message) is not JSON, even where it could be read as such.
/// Borrows the event and its text; copies only what is encoded. Pure; any thread.
class JsonData {
public:
    enum class State : std::uint8_t {
        None,    ///< the event carries no data
        NotJson, ///< or claims to be, and is not
        Json,
    };

    explicit JsonData(EventView view);
    JsonData(const JsonData &) = delete; // m_json may lie in m_decoded
    JsonData &operator=(const JsonData &) = delete;

    State state() const { return m_state; }
    /// Valid if the state is Json, else empty. Lives as long as this and the event.
    std::string_view json() const { return m_json; }

private:
    State m_state = State::None;
    std::string m_decoded;
    std::string_view m_json;
};

} // namespace core
