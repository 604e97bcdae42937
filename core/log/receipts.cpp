// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/receipts.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace core {

Receipts::Receipts()
    : m_descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    if (m_descriptor < 0) {
        // Out of descriptors before the first socket: no sender could ever be answered.
        std::perror("eventfd");
        std::abort();
    }
}

Receipts::~Receipts()
{
    ::close(m_descriptor);
}

void Receipts::put(std::vector<Receipt> &&receipts)
{
    if (receipts.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        if (m_receipts.empty()) {
            m_receipts = std::move(receipts);
        } else {
            m_receipts.insert(m_receipts.end(), std::make_move_iterator(receipts.begin()),
                              std::make_move_iterator(receipts.end()));
        }
    }
    receipts.clear();
    wake();
}

void Receipts::wake()
{
    // Fails only when the counter is at its maximum, and then the descriptor is readable anyway.
    [[maybe_unused]] const int written = ::eventfd_write(m_descriptor, 1);
}

std::vector<Receipt> Receipts::take()
{
    // Re-armed before the list is taken: what is put in between wakes again instead of being
    // missed.
    eventfd_t count = 0;
    [[maybe_unused]] const int read = ::eventfd_read(m_descriptor, &count);
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_receipts, {});
}

} // namespace core
