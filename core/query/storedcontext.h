// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/cloudeventcontext.h"
#include "core/cesql/expression.h"
#include "core/log/storedevent.h"

namespace core {

/// An event of a capture as an expression sees it. Borrows it.
class StoredContext : public cesql::CloudEventContext {
public:
    explicit StoredContext(const StoredEvent &stored)
        : CloudEventContext({stored.event, stored.text})
    {
    }
};

/// Whether it passes as a filter: Boolean true and no error (CESQL §3.6). Any thread.
[[nodiscard]] bool passes(const cesql::Expression &expression, const StoredEvent &stored);

} // namespace core
