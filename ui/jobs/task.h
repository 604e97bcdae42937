// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <utility>

namespace ui {

/// Something that takes longer than a moment, as a person sees it: what it is, how far, cancel. Who does the work, and on
/// which thread, is the business of who derives from it. Begins when it is made.
class Task : public QObject {
    Q_OBJECT
public:
    struct Progress {
        quint64 done = 0;
        quint64 total = 0; ///< 0: not known yet
        bool operator==(const Progress &) const = default;
    };

    /// `title` says what goes on: "Saving copy.eventscope".
    explicit Task(QString title, QObject *parent = nullptr)
        : QObject(parent)
        , m_title(std::move(title))
    {
    }

    const QString &title() const { return m_title; }
    virtual Progress progress() const = 0;
    virtual void cancel() = 0;
    std::chrono::milliseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - m_began);
    }

signals:
    /// It is over, whatever came of it.
    void finished();

private:
    const QString m_title;
    const std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

} // namespace ui
