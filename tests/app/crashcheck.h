// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>

#include <cstdint>
#include <filesystem>
#include <optional>

/// Looks at one capture after each death of its writer: what came since the last look is read, the rest was. Failures
/// are those of QTest: look at QTest::currentTestFailed().
class CrashCheck {
public:
    explicit CrashCheck(std::filesystem::path file);

    /// The file opens at once; every id of `acknowledged` is there, none twice, nothing that is not among `sent`; the
    /// numbers have no hole; the ledger says what there is.
    void checkNewEvents(const QSet<QByteArray> &sent, const QSet<QByteArray> &acknowledged);
    /// Every seal from the first on, and SQLite's own look at every page.
    void checkWhole() const;

    const std::filesystem::path &file() const { return m_file; }
    /// Events that were looked at.
    std::uint64_t position() const { return m_position; }
    /// The one number that `sql` answers.
    std::optional<std::uint64_t> integer(const char *sql) const;

private:
    void checkLedger() const;

    const std::filesystem::path m_file;
    std::uint64_t m_position = 0;
};
