// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/columns/anonymousmemory.h"

#include <sys/mman.h>

#include <new>

namespace core {

AnonymousMemory::AnonymousMemory(std::size_t bytes, Pages pages)
    : m_address(::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0))
    , m_bytes(bytes)
{
    if (m_address == MAP_FAILED)
        throw std::bad_alloc();
    if (pages == Pages::Huge)
        ::madvise(m_address, m_bytes, MADV_HUGEPAGE);
}

AnonymousMemory::~AnonymousMemory()
{
    ::munmap(m_address, m_bytes);
}

void AnonymousMemory::release()
{
    ::madvise(m_address, m_bytes, MADV_DONTNEED);
}

} // namespace core
