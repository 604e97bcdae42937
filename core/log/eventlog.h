// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/columns/columns.h"
#include "core/log/capturereader.h"
#include "core/log/capturerules.h"
#include "core/log/intake.h"
#include "core/log/ledger.h"
#include "core/log/marks.h"
#include "core/log/ringplace.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// What is wanted of a capture.
enum class LogAccess : std::uint8_t {
    Write,        ///< or it does not open
    ReadIfNeeded, ///< to write; if that cannot be, to read
    Read,
};

/// Why a capture is open for reading only.
enum class ReadOnlyReason : std::uint8_t {
    None,     ///< it is open for writing
    Asked,    ///< LogAccess::Read
    Taken,    ///< another program, or another window, wrote it when it was opened
    Denied,   ///< file or folder may not be written
    Newer,    ///< written by a newer version, which kept what this one reads
    Finished, ///< a file of a ring, which has gone on in another one
    Damaged, ///< shown as far as its seals are whole; nothing behind that is, and nobody is followed
};

/// State of the writing side, for one place on the screen.
struct LogState {
    bool writable = true;
    std::string problem; ///< what fails, and what to do; empty while nothing does
    Error::Kind problemKind = Error::Kind::Io; ///< of the problem
    /// Why the oldest events do not leave although the rules say so; empty while they do. Everything else goes on.
    std::string evictionProblem;
    std::uint64_t fileBytes = 0; ///< capture and its WAL
    std::uint64_t walBytes = 0;  ///< of them, the WAL
    std::string
        walHolder; ///< another program that keeps the WAL from being emptied, once it is long
    std::uint64_t marksWithoutRoom = 0; ///< marks and notes that were too many or too long
    std::uint64_t usedBytes =
        0; ///< of the events that are kept; what CaptureRules::limitBytes bounds
    std::uint64_t seals = 0;
    ReadOnlyReason readOnly = ReadOnlyReason::None;
    bool isTaken = false;      ///< read-only: somebody writes it now, and it is shown live
    bool canBeWritten = false; ///< read-only: opened anew it would be ours to write
    std::string ringProblem;   ///< why the next file of the ring cannot be begun; this one goes on
    EventSequence readableTo;  ///< damaged: the last event that is shown
    std::uint64_t brokenSeal =
        0; ///< damaged: the first seal that is not whole; 0: all are, the account is not
    bool operator==(const LogState &) const = default;
};

/// Why `state` is read-only, in a sentence for a terminal; empty if it is not.
std::string readOnlySentence(const LogState &state);

/// One open capture: its writer thread, its columns and its intake. Opening reads the columns; closing drains the
/// intake, ends the writer and returns the file to journal_mode=DELETE. Functions may be called from any thread
/// except where they say otherwise.
///
/// Open for reading only, it has a closed intake, takes no lock and makes or changes no file; what another program
/// commits shows in columns, ledger and counts as if it were its own (CaptureFollower). To take over such a capture,
/// open it anew. One that goes on from file to file is a CaptureRing of these.
class EventLog {
public:
    struct Options {
        std::size_t intakeBytes = Intake::DefaultLimit;
        std::optional<CaptureRules> rules; ///< in place of those that the capture has
        std::function<void(CaptureRules &)>
            changeRules;                ///< or those changed, before anything comes in
        std::uint64_t segmentBytes = 0; ///< at which a segment ends; 0: a part of the limit
        std::size_t dictionaryBytes = Columns::DictionaryLimit;
        LogAccess access = LogAccess::Write;
        Clock clock;
        // Of a file of a ring (CaptureRing):
        std::shared_ptr<Intake> intake; ///< of all its files; null: one of its own
        GoOnInNextFile goOn;            ///< what the writer does when the file is full
        RingPlace place;                ///< of a file that is made
        std::uint64_t number = 0;       ///< tells logs of one intake apart
    };

    /// Opens or makes the capture `file` (parent folders are made, mode 0600) and starts its writer. Takes the OS lock
    /// `FILE-lock`: Kind::InUse if somebody else has it. Kind::Damaged, Unsupported, Denied, Full, Io as they say.
    /// For reading it must be there: Kind::NotFound. Where reading had to do, state() says why.
    [[nodiscard]] static Result<std::unique_ptr<EventLog>> open(const std::filesystem::path &file,
                                                                Options options);
    [[nodiscard]] static Result<std::unique_ptr<EventLog>> open(const std::filesystem::path &file);
    ~EventLog();

    const std::filesystem::path &file() const;
    bool isReadOnly() const;
    /// Closed from the start if the log is read-only.
    Intake &intake();
    const Columns &columns() const;
    /// One snapshot: the sum holds in it.
    Ledger ledger() const;
    LogState state() const;
    /// What holds now, and what shall hold for everything that comes behind this call.
    CaptureRules rules() const;
    void setRules(CaptureRules rules);
    /// As committed, by whomever; never null. Of events that have not left.
    std::shared_ptr<const Marks> marks() const;
    /// Marks events and notes what a person says of them. False: nothing can be written here (read-only, closed, or the
    /// ring has gone on in another file). What cannot be written now (LogState::problem) is with the first commit that can.
    [[nodiscard]] bool changeMarks(std::vector<MarkChange> changes);
    /// The ring has gone on in another file: nothing more comes into this one. Any thread.
    bool hasGoneOn() const;
    /// Number of refusals kept so far; read them with CaptureReader::refusals. Grows with each.
    std::uint64_t refusalCount() const;
    /// A reader of this capture, for one thread.
    [[nodiscard]] Result<std::unique_ptr<CaptureReader>> reader() const;

    /// No more intake (one that is shared must have been closed, or the ring have gone on); returns when everything that
    /// waited is decided and the file is closed. Called by the destructor.
    /// Readers go first: while one is connected the file keeps its WAL.
    void close();

private:
    struct Inside;
    explicit EventLog(std::unique_ptr<Inside> inside);
    [[nodiscard]] static Result<std::unique_ptr<EventLog>>
    openForWriting(const std::filesystem::path &file, const Options &options);
    [[nodiscard]] static Result<std::unique_ptr<EventLog>>
    openForReading(const std::filesystem::path &file, const Options &options,
                   ReadOnlyReason reason);
    /// `why` it is taken for damaged, which is answered if nothing of it can be shown.
    [[nodiscard]] static Result<std::unique_ptr<EventLog>>
    openDamaged(const std::filesystem::path &file, const Options &options, const Error &why);

    std::unique_ptr<Inside> m;
};

} // namespace core
