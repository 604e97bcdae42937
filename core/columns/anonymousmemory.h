// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace core {

/// Zeroed memory straight from the system: costs nothing before it is written, can be handed back and stays valid to
/// read all the same, as zeros. For what readers look at without a lock while it may go.
class AnonymousMemory {
public:
    /// Huge: 2 MiB at a time where the system has them and neighbours make them up. For what is written from end to
    /// end: small pages cost more than what is read into them.
    enum class Pages { Small, Huge };
    /// `bytes` > 0. Throws std::bad_alloc as `new` does.
    explicit AnonymousMemory(std::size_t bytes, Pages pages = Pages::Small);
    ~AnonymousMemory();
    AnonymousMemory(const AnonymousMemory &) = delete;
    AnonymousMemory &operator=(const AnonymousMemory &) = delete;

    void *address() const { return m_address; }
    /// Gives the contents back to the system; from now on it reads as zeros.
    void release();

private:
    void *m_address;
    std::size_t m_bytes;
};

} // namespace core
