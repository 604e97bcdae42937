// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpencode.h"

#include <string>

/// What two events must have in common to be the same, as text that a person can compare: every
/// attribute by its canonical string in the event's order (but Maps of 0.3 where types are lost), and the bytes of its data, JSON without
/// line breaks between its tokens. `typed`: with the types of extensions, which binary mode loses.
std::string eventAsText(core::EventView event, bool typed);

/// The event survives each way out and in again: as one line of JSON, twice, and in binary mode
/// through our own HTTP grammar.
void requireRoundTrips(core::EventView event);

/// The event, which came in `format`, survives the way out in that format and in again, alone and in a batch if there is
/// one, and has a form in JSON. What came in `format` once more is the same to the byte.
void requireRoundTripsIn(core::EventFormat format, core::EventView event);
