// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/reading/readingthread.h"

namespace ui {

ReadingThread::ReadingThread(OpenReader openReader, QObject *parent)
    : QObject(parent)
    , m_openReader(std::move(openReader))
{
    m_pool.setMaxThreadCount(1);
}

ReadingThread::~ReadingThread()
{
    forgetNewest();
    m_pool.clear();
    m_pool.waitForDone();
}

void ReadingThread::forgetNewest()
{
    ++m_newest;
}

/// A reader that could not be opened is tried again with the next question.
ReadingThread::Reader ReadingThread::reader()
{
    if (!m_reader) {
        auto opened = m_openReader();
        if (!opened)
            return tl::unexpected(opened.error());
        m_reader = std::move(*opened);
    }
    return m_reader.get();
}

} // namespace ui
