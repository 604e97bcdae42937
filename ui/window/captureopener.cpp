// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/captureopener.h"

#include <utility>

namespace ui {

CaptureOpener::CaptureOpener(StartMonitor start, QObject *parent)
    : QObject(parent)
    , m_start(std::move(start))
{
    m_pool.setMaxThreadCount(1);
}

CaptureOpener::~CaptureOpener()
{
    m_pool.waitForDone();
}

void CaptureOpener::open(std::unique_ptr<core::Monitor> before, const std::filesystem::path &file)
{
    Q_ASSERT(!m_isBusy);
    m_isBusy = true;
    // Shared because a task of the pool must be copyable; it has one owner at a time.
    auto old = std::make_shared<std::unique_ptr<core::Monitor>>(std::move(before));
    m_pool.start([this, old, file] {
        std::filesystem::path back;
        if (*old) {
            back = (*old)->log().file();
            old->reset();
        }
        const auto result = std::make_shared<OpenedCapture>();
        result->wanted = file;
        auto started = m_start(file);
        if (!started) {
            result->problem = started.error();
            if (!back.empty()) {
                started = m_start(back);
            }
        }
        if (started) {
            result->monitor = std::move(*started);
        }
        QMetaObject::invokeMethod(
            this,
            [this, result] {
                m_isBusy = false;
                emit opened(result);
            },
            Qt::QueuedConnection);
    });
}

} // namespace ui
