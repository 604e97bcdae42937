// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/codec/eventview.h"

namespace core::cesql {

/// An event that was decoded, whatever its version: the names are those of its own specification (`schemaurl` in 0.3).
/// Its data is looked at when it is asked for, once. Borrows the event and its text. One thread at a time.
class CloudEventContext : public EventContext {
public:
    explicit CloudEventContext(EventView view)
        : m_view(view)
    {
    }

    std::optional<Value> attribute(std::string_view name) const override;
    const JsonData *data() const override;
    std::optional<std::uint64_t> size() const override;

protected:
    EventView view() const { return m_view; }

private:
    EventView m_view;
    mutable std::optional<JsonData> m_data;
};

} // namespace core::cesql
