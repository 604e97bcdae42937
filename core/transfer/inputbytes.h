// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace core {

/// The bytes of a file or a pipe, block by block, as a window that grows at its end and is passed at its start. Knows the
/// line that it stands on. The descriptor is borrowed. One thread.
class InputBytes {
public:
    static constexpr std::size_t BlockBytes = 256 * 1024;

    /// `name`: of the file, for errors. `onIdle` is called before it waits for the other end.
    InputBytes(int descriptor, std::string name, const std::stop_token &stop,
               std::function<void()> onIdle = {});
    InputBytes(const InputBytes &) = delete;
    InputBytes &operator=(const InputBytes &) = delete;

    /// What was read and not passed. Valid until more() or pass().
    [[nodiscard]] std::string_view window() const
    {
        return std::string_view(m_buffer).substr(m_begin);
    }
    /// Nothing follows the window.
    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    /// Reads one block more; waits if it must. Ended after that: nothing more comes, or the stop was asked for.
    [[nodiscard]] Result<void> more();
    /// Takes `bytes` from the start of the window.
    void pass(std::size_t bytes);

    /// Passed so far.
    [[nodiscard]] std::uint64_t position() const { return m_position; }
    /// Of the first byte of the window, from 1.
    [[nodiscard]] std::uint64_t line() const { return m_line; }
    [[nodiscard]] const std::string &name() const { return m_name; }

private:
    [[nodiscard]] bool waitUntilReadable();

    const int m_descriptor;
    const std::string m_name;
    const std::stop_token m_stop;
    const std::function<void()> m_onIdle;
    /// eventfd, readable once the stop was asked for. Closed after the callback that writes it has gone.
    struct Wake {
        Wake();
        ~Wake();
        Wake(const Wake &) = delete;
        Wake &operator=(const Wake &) = delete;
        const int descriptor;
    } m_wake;
    std::string m_buffer;
    std::size_t m_begin = 0;
    bool m_isEnded = false;
    std::uint64_t m_position = 0;
    std::uint64_t m_line = 1;
    std::stop_callback<std::function<void()>> m_onStop;
};

} // namespace core
