// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

/// A layer between SQLite and the files of the system that makes an operation fail, or kills the process in it, at a
/// moment that a test names: no hook in the product, no sleep in the test. Any thread, while others work.
namespace faultvfs {

/// The files a rule is about; to be joined with |. The journal is the one of rollback, beside a file that is not in WAL.
enum Files : unsigned {
    MainFile = 1,
    WalFile = 2,
    JournalFile = 4,
    OtherFile = 8, ///< temporary ones: never struck
    AnyFile = MainFile | WalFile | JournalFile,
};

/// Map: a part of the index of the WAL is made. Control: a checkpoint begins or ends.
enum Operations : unsigned {
    Open = 1,
    Read = 2,
    Write = 4,
    Truncate = 8,
    Sync = 16,
    Delete = 32,
    Map = 64,
    Control = 128,
    AnyOperation = 255,
};

struct Rule {
    unsigned files = AnyFile;
    unsigned operations = AnyOperation;
    std::optional<std::int64_t> offset; ///< only reads and writes at this place of a file
    /// Nothing matches before a statement of SQL begins with this; "CHECKPOINT" is one, too. Empty: at once.
    std::string after;
    std::uint64_t number =
        1;                  ///< the first operation that is struck, counted among those that match
    bool isLasting = false; ///< those after it are struck, too
    bool isTorn = false;    ///< the first half of what is to be written is written
    int error = 0;          ///< what SQLite is answered; 0: the process is killed
};

/// Makes the layer the default for every file that is opened from now on. Once, before SQLite is used.
void install();
/// From now on `rule` and no other; the matches are counted from 0.
void arm(Rule rule);
void disarm();
/// Operations that matched since the last arm(). A rule that has struck once and does not last counts on.
std::uint64_t matches();
/// Something was made to fail since the last arm().
bool hasStruck();

/// "kill wal write 5", "tear main write 1 offset 0", "kill any any 3 after DROP TABLE": the rule as one word of a
/// command line. Nothing if it is none.
std::optional<Rule> parseRule(const std::string &text);

} // namespace faultvfs
