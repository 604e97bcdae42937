// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/capturereader.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

namespace ui {

/// Makes a reader of the capture; called on a pool thread.
using OpenReader = std::function<core::Result<std::unique_ptr<core::CaptureReader>>()>;

/// One thread that reads the capture for one pane, with a reader of its own, opened when it is first needed. Questions
/// are answered one by one, in the order they were asked; answers are taken on the thread that this object lives on,
/// and never after its end. Ends when what is being read has been read.
class ReadingThread : public QObject {
public:
    /// What a question gets: the reader, or why there is none.
    using Reader = core::Result<core::CaptureReader *>;

    explicit ReadingThread(OpenReader openReader, QObject *parent = nullptr);
    ~ReadingThread() override;

    /// `read(Reader)` runs on the thread, `take(its answer)` here.
    template<typename Read, typename Take>
    void ask(Read read, Take take)
    {
        m_pool.start([this, read = std::move(read), take = std::move(take)] {
            QMetaObject::invokeMethod(
                this, [take, answer = read(reader())]() mutable { take(std::move(answer)); },
                Qt::QueuedConnection);
        });
    }

    /// The same, but the newest wins: what was asked so before is not read any more, or its answer not taken.
    template<typename Read, typename Take>
    void askNewest(Read read, Take take)
    {
        const quint64 generation = ++m_newest;
        m_pool.start([this, generation, read = std::move(read), take = std::move(take)] {
            if (generation != m_newest)
                return;
            QMetaObject::invokeMethod(
                this,
                [this, generation, take, answer = read(reader())]() mutable {
                    if (generation == m_newest)
                        take(std::move(answer));
                },
                Qt::QueuedConnection);
        });
    }

    /// What askNewest() was asked for is not wanted any more.
    void forgetNewest();

private:
    Reader reader();

    OpenReader m_openReader;
    std::unique_ptr<core::CaptureReader> m_reader; ///< pool thread only
    std::atomic<quint64> m_newest{0};              ///< generation of the question that counts
    QThreadPool m_pool;                            ///< one thread; last: ends first
};

} // namespace ui
