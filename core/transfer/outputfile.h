// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/transfer/bytesink.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

namespace core {

/// A file that is there whole or not at all: written beside its place under another name, synced and renamed by
/// commit(). Without that nothing is left, and what stood there before stays. What is no plain file (a pipe, a device)
/// is written directly. Errors: Denied, Full, NotFound, Io, naming the file.
class OutputFile final : public ByteSink {
public:
    [[nodiscard]] static Result<std::unique_ptr<OutputFile>>
    create(const std::filesystem::path &file, std::stop_token stop = {});
    ~OutputFile() override;
    OutputFile(const OutputFile &) = delete;
    OutputFile &operator=(const OutputFile &) = delete;

    /// False once the reader of a pipe has gone, or the stop was asked for while it took its time.
    [[nodiscard]] Result<bool> write(std::string_view bytes) override;
    [[nodiscard]] Result<void> commit();
    /// Whether what was written can still be taken back.
    [[nodiscard]] bool isReplaceable() const { return !m_temporary.empty(); }

private:
    OutputFile(std::filesystem::path file, std::filesystem::path temporary, int descriptor,
               std::stop_token stop);
    [[nodiscard]] bool waitUntilWritable() const;

    const std::filesystem::path m_file;
    std::filesystem::path m_temporary; ///< empty: written directly, or renamed already
    int m_descriptor;
    const std::stop_token m_stop;
};

} // namespace core
