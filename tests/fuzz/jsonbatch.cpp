// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/sameevent.h"

#include <vector>

using namespace core;

/// A batch in JSON: all or nothing, each event the one that its own text is, and the whole batch
/// again when it is sent on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    const auto events = decodeJsonBatch(text);
    if (!events) {
        requireWhole(events.error(), 0, text.size());
        return 0;
    }
    require(isJson(text), "a batch is JSON");
    std::vector<EventView> views;
    for (const ReceivedEvent &each : *events) {
        require(each.event.specVersion == events->front().event.specVersion,
                "a batch has one specversion");
        const std::string_view own = text.substr(each.text.offset, each.text.length);
        const auto alone = decodeJsonEvent(own);
        require(alone && *alone == each.event, "an event of a batch is the same alone");
        views.push_back({each.event, own});
    }
    const HttpContent content = encodeBatch(views);
    const auto again = decodeJsonBatch(content.body);
    require(again && again->size() == events->size(), "what we write as a batch, we read");
    for (std::size_t i = 0; i < views.size(); ++i) {
        const ReceivedEvent &each = again->at(i);
        const std::string_view own =
            std::string_view(content.body).substr(each.text.offset, each.text.length);
        requireSame(eventAsText(views[i], true), eventAsText({each.event, own}, true),
                    "a batch out and in gives the same events");
    }
    return 0;
}
