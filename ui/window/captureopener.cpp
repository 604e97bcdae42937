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

void CaptureOpener::look(const std::filesystem::path &file)
{
    Q_ASSERT(!m_isBusy);
    m_isBusy = true;
    m_pool.start([this, file] {
        const auto result = std::make_shared<OpenedLog>();
        core::EventLog::Options options;
        options.access = core::LogAccess::Read;
        auto opened = core::EventLog::open(file, std::move(options));
        if (opened) {
            result->log = std::move(*opened);
        } else {
            result->problem = opened.error();
        }
        QMetaObject::invokeMethod(
            this,
            [this, result] {
                m_isBusy = false;
                emit looked(result);
            },
            Qt::QueuedConnection);
    });
}

void CaptureOpener::letGo(std::shared_ptr<core::EventLog> log)
{
    // A task of the pool must be copyable: the last copy is dropped there.
    m_pool.start([log = std::move(log)]() mutable { log.reset(); });
}

} // namespace ui
