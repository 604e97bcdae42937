// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/codec/eventview.h"

namespace core::cesql {

/// An event that was decoded, whatever its version: the names are those of its own specification (`schemaurl` in 0.3).
/// Borrows the event and its text.
class CloudEventContext : public EventContext {
public:
    explicit CloudEventContext(EventView view)
        : m_view(view)
    {
    }

    std::optional<Value> attribute(std::string_view name) const override;

private:
    EventView m_view;
};

} // namespace core::cesql
